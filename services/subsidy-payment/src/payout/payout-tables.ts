// The tables of payouts. A payout file is written once and read; nobody changes or removes it.
import type { QueryRunner } from 'typeorm';

const tables = {
  payout: `
    payout_id uuid primary key,
    status text not null check (status in ('APPROVED', 'WITHDRAWN', 'STORED', 'SENT', 'OUTCOME_UNKNOWN', 'RESOLVED', 'WITHHELD')),
    booked boolean not null,
    gross_fen bigint not null,
    offset_fen bigint not null,
    net_fen bigint not null,
    released_by text not null,
    approved_at timestamptz not null,
    replaces uuid,
    tree_size integer,
    message_id text,
    file_sha256 text,
    count integer,
    sent_at timestamptz,
    outcome_unknown_since timestamptz,
    enquiry text,
    resolution text,
    version integer not null,
    seq bigint not null`,
  payment_order: `
    order_id uuid primary key,
    payout_id uuid not null,
    payee_kind text not null check (payee_kind in ('PERSON', 'ORGANISATION')),
    payee_id text not null,
    fund text not null,
    region text collate "C" not null,
    year integer not null,
    amount_fen bigint not null,
    lines jsonb not null,
    state text not null check (state in ('ISSUED', 'SUCCEEDED', 'RETURNED', 'REPLACED', 'WITHDRAWN', 'WITHHELD')),
    sent boolean not null,
    replaces uuid,
    replaced_by uuid,
    bank_reference text,
    code text,
    account_version integer,
    issued_at timestamptz not null,
    settled_at timestamptz,
    first_seq bigint not null,
    seq bigint not null`,
  payment_order_claim: `
    order_id uuid not null,
    claim_id uuid not null,
    region text collate "C" not null,
    organisation_id text collate "C",
    primary key (order_id, claim_id)`,
  claim_place: `
    claim_id uuid primary key,
    region text collate "C" not null,
    organisation_id text collate "C"`,
};

const indexes = [
  'payment_order_in_order on public.payment_order (first_seq)',
  'payment_order_of_payout on public.payment_order (payout_id)',
  "payment_order_returned on public.payment_order (first_seq) where state = 'RETURNED'",
  'payment_order_claim_of on public.payment_order_claim (claim_id)',
];

export async function createPayoutTables(runner: QueryRunner, role: string): Promise<void> {
  for (const [table, columns] of Object.entries(tables)) {
    await runner.query(`create table public.${table} (${columns})`);
    await runner.query(`grant select, insert, update, delete on public.${table} to "${role}"`);
  }
  for (const index of indexes) await runner.query(`create index ${index}`);
  await runner.query(`
    create table public.payout_file (
      payout_id uuid primary key,
      wrapped_key bytea not null,
      bytes bytea not null,
      accounts bytea not null,
      kept_at timestamptz not null default now()
    )`);
  await runner.query(`grant select, insert on public.payout_file to "${role}"`);
}

export async function dropPayoutTables(runner: QueryRunner): Promise<void> {
  for (const table of ['payout_file', ...Object.keys(tables).reverse()]) await runner.query(`drop table public.${table}`);
}
