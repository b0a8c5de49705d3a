// The tables of what waits for an office, of a claim's steps, and of what the bank wrote.
export const deskTables = {
  queued_case: `case_id uuid primary key, claim_id uuid not null, state jsonb not null, seq bigint not null`,
  waiting_case: `
    case_id uuid not null,
    waits_for text not null,
    claim_id uuid not null,
    since timestamptz not null,
    lines integer not null,
    amount_fen bigint not null,
    no_funds boolean not null,
    last_day text collate "C",
    ends_at timestamptz,
    seq bigint not null,
    primary key (case_id, waits_for)`,
  claim_step: `
    seq bigint primary key,
    claim_id uuid not null,
    fact text not null,
    actor text not null,
    at timestamptz not null,
    case_ids uuid[] not null,
    detail jsonb not null`,
  bank_message: `
    seq bigint primary key,
    kind text not null check (kind in ('pain.002', 'camt.053')),
    message_id text not null,
    sha256 text not null,
    received_at timestamptz not null,
    named text[] not null`,
  bank_word: `
    seq bigint primary key,
    order_id uuid not null,
    payout_id uuid not null,
    said text not null check (said in ('PAID', 'RETURNED')),
    withheld text,
    code text,
    bank_reference text not null,
    at timestamptz not null`,
};

export const deskIndexes = [
  'queued_case_of_claim on public.queued_case (claim_id)',
  'waiting_case_by_kind on public.waiting_case (waits_for, since)',
  'waiting_case_of_claim on public.waiting_case (claim_id)',
  'claim_step_of_claim on public.claim_step (claim_id, seq)',
  'bank_message_names on public.bank_message using gin (named)',
  'bank_word_of_order on public.bank_word (order_id)',
];
