// The money of a system as three books show it: the fund rows, the bank's own book, and the claims.
import type { TokenClaims } from '@libs/platform';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';

const unavailable = 503;
const tries = 10;

export type Installed = { readonly url: string; tokenOf(claims: TokenClaims): Promise<string> };

type Row = { readonly fund: string; readonly region: string; readonly year: number } & Readonly<Record<string, unknown>>;
type BookedOrder = { readonly payeeAccount: string; readonly amount: string; readonly state: string };
type Case = {
  readonly outcome: string;
  readonly reason?: string;
  readonly detail?: object;
  readonly lines: readonly { readonly programme: string; readonly fund: string; readonly amount: string }[];
};
type Page<Item> = { readonly items: readonly Item[] };

export type Amounts = {
  readonly rows: readonly Row[];
  readonly book: { readonly orders: readonly BookedOrder[]; readonly balances: Readonly<Record<string, string>> };
  readonly claims: readonly { readonly claimId: string; readonly cases: readonly Case[] }[];
};
/** The same without what differs from one run to the next: ids, and moments of the machine. */
export type Summary = {
  readonly rows: readonly object[];
  readonly orders: readonly BookedOrder[];
  readonly balances: Readonly<Record<string, string>>;
  readonly cases: readonly object[];
};

const reader: TokenClaims = { sub: 'cluster-reader', roles: ['reviewer', 'finance', 'fund-manager', 'supervisor', 'system'] };

const byText = <Item>(items: readonly Item[]): readonly Item[] =>
  items
    .map((item) => ({ item, text: JSON.stringify(item) }))
    .sort((a, b) => (a.text < b.text ? -1 : 1))
    .map(({ item }) => item);

/** Says the same under the same key while it is told to come back: a topic that was only just made may not be led by anybody yet. */
async function ask<Answer>({ url, tokenOf }: Installed, path: string, body?: object): Promise<Answer> {
  const headers = {
    authorization: `Bearer ${await tokenOf(reader)}`,
    ...(body && { 'content-type': 'application/json', 'idempotency-key': randomUUID() }),
  };
  const sent = body ? { method: 'POST', body: JSON.stringify(body) } : {};
  for (let attempt = 1; ; attempt += 1) {
    const answer = await fetch(`${url}/api/${path}`, { headers, ...sent, signal: AbortSignal.timeout(60_000) });
    const said = (await answer.json()) as Answer;
    if (answer.ok) return said;
    if (answer.status !== unavailable || attempt === tries) throw new Error(`${path}: ${answer.status} ${JSON.stringify(said)}`);
    await pause(1_000);
  }
}

async function claimsOf(installed: Installed): Promise<Amounts['claims']> {
  const { items } = await ask<Page<{ readonly claimId: string }>>(installed, 'subsidy-payment/claims');
  return Promise.all(items.map(({ claimId }) => ask<Amounts['claims'][number]>(installed, `subsidy-payment/claims/${claimId}`)));
}

async function atRest(installed: Installed): Promise<void> {
  const { now } = await ask<{ readonly now: string }>(installed, 'sandbox/clock');
  await ask(installed, 'sandbox/clock', { to: now });
}

async function republishedFor(installed: Installed, service: string, group: string): Promise<number> {
  let published = 0;
  for (let from: number | undefined = 1; from !== undefined;) {
    const path = `${service}/operations/republications`;
    const answer: { readonly published: number; readonly next?: number } = await ask(installed, path, { group, from });
    published += answer.published;
    from = answer.next;
  }
  return published;
}

/** What every service has ever announced, once more to every service, as an operator does it. */
async function redeliver(installed: Installed, services: readonly string[]): Promise<number> {
  const counts = await Promise.all(
    services.map(async (service) => {
      let published = 0;
      for (const group of services) published += await republishedFor(installed, service, group);
      return published;
    }),
  );
  await atRest(installed);
  return counts.reduce((sum, count) => sum + count, 0);
}

export async function amountsOf(
  installed: Installed,
): Promise<{ readonly amounts: Amounts; redeliver(services: readonly string[]): Promise<number> }> {
  const rows = await ask<Page<Row>>(installed, 'fund-ledger/fund-rows');
  const book = await ask<Amounts['book']>(installed, 'sandbox/bank/book');
  return {
    amounts: { rows: byText(rows.items), book, claims: byText(await claimsOf(installed)) },
    redeliver: (services) => redeliver(installed, services),
  };
}

export function summaryOf({ rows, book, claims }: Amounts): Summary {
  const cases = claims.flatMap((claim) =>
    claim.cases.map(({ outcome, reason, detail, lines }) => ({
      outcome,
      reason,
      detail,
      lines: lines.map(({ programme, fund, amount }) => ({ programme, fund, amount })),
    })),
  );
  return {
    rows: byText(rows.map(({ rowId: _, ...row }) => row)),
    orders: byText(book.orders.map(({ payeeAccount, amount, state }) => ({ payeeAccount, amount, state }))),
    balances: book.balances,
    cases: byText(cases),
  };
}
