import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { EventStore } from '@libs/event-store';
import { businessDate } from '@libs/kernel';
import type { RunningService } from '@libs/platform';
import { ServiceUnderTest, eventually } from '@libs/testing';
import { FundLedgerModule } from './fund-ledger.module';
import { rowIdOf } from './fund-row/row-name';
import { at, hearing, id, messageOf } from './testing/money-facts';

const row = { fund: 'UI', region: '120000', year: 2025 } as const;
const rowId = rowIdOf(row);
let underTest: ServiceUnderTest;
let service: RunningService;
let hear: ReturnType<typeof hearing>;

beforeAll(async () => {
  underTest = await ServiceUnderTest.start(FundLedgerModule);
  service = underTest.running;
  hear = hearing(service.app.get(EventStore));
}, 60_000);
afterAll(() => underTest?.end(), 30_000);

async function ask(role: 'fund-manager' | 'finance', method: string, path: string, body?: object, scope: { region?: string } = {}) {
  const answer = await fetch(`${service.url}/api/fund-ledger/${path}`, {
    method,
    headers: {
      authorization: `Bearer ${await underTest.token({ sub: 'treasurer1', roles: [role], ...scope })}`,
      ...(body && { 'content-type': 'application/json', 'idempotency-key': randomUUID() }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

const seqOf = async (): Promise<number> => {
  const { body } = await ask('fund-manager', 'POST', 'allotments', { ...row, amount: '0.01' });
  return body['seq'] as number;
};
const [claimId, caseId, otherCase, payoutId, orderId] = ['claim', 'case', 'other case', 'payout', 'order'].map(id) as [
  string,
  string,
  string,
  string,
  string,
];
const line = (amount: string) => ({ line: 1, programme: 'TRAINING_FEE', ...row, amount });
const paidAt = '2025-06-03T01:00:00.000Z';

describe('the ledger as it runs', () => {
  it('allots money to a row, and shows it', async () => {
    const posted = await ask('fund-manager', 'POST', 'allotments', { ...row, amount: '1000.00' });
    expect(posted).toMatchObject({ status: 201, body: { rowId, ...row, allotted: '1000.00', available: '1000.00', queued: 0 } });
    const { body } = await ask('finance', 'GET', `fund-rows?fund=UI&region=120000&year=2025&after=${String(posted.body['seq'])}`);
    expect(body).toMatchObject({ items: [{ rowId, allotted: '1000.00', available: '1000.00' }] });
    await expect(ask('finance', 'POST', 'allotments', { ...row, amount: '1.00' })).resolves.toMatchObject({ status: 403 });
    await expect(ask('fund-manager', 'POST', 'allotments', { ...row, amount: '1' })).resolves.toMatchObject({ status: 400 });
    await expect(ask('fund-manager', 'POST', 'allotments', { ...row, amount: '1.00' }, { region: '31' })).resolves.toMatchObject({
      status: 403,
      body: { code: 'FUND_REGION_OUT_OF_REACH' },
    });
    await expect(ask('finance', 'GET', `fund-rows/${rowId}`, undefined, { region: '31' })).resolves.toMatchObject({ status: 404 });
  });

  it('books a case from its review to the bank, and keeps each step', async () => {
    await hear.review.handle(
      messageOf(hear.review, 'm1', {
        claimId,
        round: 1,
        reviewer: 'officer1',
        cases: [
          { caseId, lines: [line('700.00')] },
          { caseId: otherCase, lines: [line('700.00')] },
        ],
        seen: 'a'.repeat(64),
        passedAt: at,
      }),
    );
    const cases = [{ caseId, lines: [{ line: 1, row: { ...row }, amount: '700.00' }] }];
    const cash = { gross: '700.00', offset: '0.00', net: '700.00' };
    const payout = { payoutId, claimIds: [claimId], releasedBy: 'cashier1', cases, ...cash, approvedAt: at };
    await hear.payout.handle(messageOf(hear.payout, 'm2', payout));
    const order = { orderId, payoutId, row: { ...row }, amount: '700.00', bankReference: 'B1' };
    await hear.paid.handle(messageOf(hear.paid, 'm3', { ...order, paidAt }));
    const { body } = await ask('finance', 'GET', `fund-rows/${rowId}?after=${await seqOf()}`);
    expect(body).toMatchObject({
      allotted: '1000.01',
      available: '300.01',
      committed: '0.00',
      inTransit: '0.00',
      paid: '700.00',
      queued: 1,
    });
    await expect(ask('finance', 'GET', `fund-rows/${rowId}/queue`)).resolves.toMatchObject({
      body: { items: [{ place: 1, caseId: otherCase, claimId, amount: '700.00' }] },
    });
    const { body: journal } = await ask('finance', 'GET', `fund-rows/${rowId}/journal?limit=4`);
    expect((journal['items'] as Record<string, unknown>[]).map(({ from, to, amount, cause }) => [from, to, amount, cause])).toEqual([
      ['ALLOTTED', 'AVAILABLE', '1000.00', 'ALLOTMENT'],
      ['AVAILABLE', 'COMMITTED', '700.00', 'COMMITMENT'],
      ['COMMITTED', 'IN_TRANSIT', '700.00', 'PAYOUT'],
      ['IN_TRANSIT', 'PAID', '700.00', 'PAYMENT'],
    ]);
  });

  it('serves the queue by itself when there is more', async () => {
    await ask('fund-manager', 'POST', 'allotments', { ...row, amount: '500.00' });
    await eventually(async () => {
      const { body } = await ask('finance', 'GET', `fund-rows/${rowId}`);
      return body['committed'] === '700.00' && body['queued'] === 0;
    });
  });

  it('says what lay where at a past moment, and what was known by then', async () => {
    const balances = async (query: string) => (await ask('finance', 'GET', `fund-rows/${rowId}/balances?${query}`)).body;
    const { body: now } = await ask('finance', 'GET', `fund-rows/${rowId}`);
    const { allotted, available, committed, paid } = now;
    await expect(balances('')).resolves.toMatchObject({ allotted, available, committed, paid });
    // The bank paid on 3 June 2025, long before any of the rest was recorded here.
    await expect(balances(`at=${paidAt}`)).resolves.toMatchObject({ allotted: '0.00', paid: '700.00', inTransit: '-700.00' });
    await expect(balances(`known=${paidAt}`)).resolves.toMatchObject({ allotted: '0.00', paid: '0.00', available: '0.00' });
  });

  it('says what lay where at the end of each day, whenever it was recorded', async () => {
    const history = async (query: string) => await ask('finance', 'GET', `fund-rows/${rowId}/history?${query}`);
    const { body } = await history('from=2025-06-02&to=2025-06-04&every=DAY');
    const points = body['points'] as Record<string, unknown>[];
    // Paid on 3 June 2025 in the world, though the rest of the story was recorded long after.
    expect(points.map(({ day, paid, inTransit }) => [day, paid, inTransit])).toEqual([
      ['2025-06-02', '0.00', '0.00'],
      ['2025-06-03', '700.00', '-700.00'],
      ['2025-06-04', '700.00', '-700.00'],
    ]);
    const { body: weekly } = await history(`from=2025-06-02&to=2025-06-10&every=WEEK&known=${paidAt}`);
    expect((weekly['points'] as Record<string, unknown>[]).map(({ day, paid }) => [day, paid])).toEqual([
      ['2025-06-08', '0.00'],
      ['2025-06-10', '0.00'],
    ]);
    await expect(history('from=2025-06-10&to=2025-06-02&every=DAY')).resolves.toMatchObject({
      status: 409,
      body: { code: 'PERIOD_BACKWARDS' },
    });
    await expect(
      ask('finance', 'GET', `fund-rows/${rowId}/history?from=2025-06-02&to=2025-06-04&every=DAY`, undefined, { region: '31' }),
    ).resolves.toMatchObject({ status: 404 });
  });

  it('adds all rows up over time that somebody reaches, or those of a fund and a year', async () => {
    const { body: posted } = await ask('fund-manager', 'POST', 'allotments', { ...row, fund: 'EMP', amount: '50.00' });
    const days = `from=2025-06-02&to=2025-06-04&every=DAY&after=${String(posted['seq'])}`;
    const history = async (query: string, scope = {}) => (await ask('finance', 'GET', `fund-history?${query}`, undefined, scope)).body;
    const paidOn = ({ points }: Record<string, unknown>) => (points as { readonly paid: string }[]).map(({ paid }) => paid);
    const all = await history(days);
    expect([all['rows'], paidOn(all)]).toEqual([2, ['0.00', '700.00', '700.00']]);
    const today = businessDate(new Date().toISOString());
    const { points } = await history(`from=${today}&to=${today}&every=DAY`);
    const { items } = (await ask('finance', 'GET', 'fund-rows')).body as { items: { readonly available: string }[] };
    const available = items.reduce((sum, one) => sum + Number(one.available), 0).toFixed(2);
    expect(points).toMatchObject([{ available }]);
    await expect(history(`${days}&fund=EMP`)).resolves.toMatchObject({ rows: 1, points: [{ paid: '0.00' }, { paid: '0.00' }, {}] });
    await expect(history(`${days}&fund=UI&year=2025&region=12`)).resolves.toMatchObject({ rows: 1, points: [{}, { paid: '700.00' }, {}] });
    // Of what somebody does not reach there is nothing in the sum.
    await expect(history(days, { region: '31' })).resolves.toMatchObject({ rows: 0, points: [{ allotted: '0.00' }, {}, { paid: '0.00' }] });
  });

  it('shows the newest entries first where that is asked, page by page', async () => {
    const seen: unknown[] = [];
    for (let next = ''; ;) {
      const { body } = await ask('finance', 'GET', `fund-rows/${rowId}/journal?limit=2&order=NEWEST${next && `&cursor=${next}`}`);
      seen.push(...(body['items'] as { readonly seq: number }[]).map(({ seq }) => seq));
      if (body['next'] === undefined) break;
      next = String(body['next']);
    }
    expect(seen.length).toBeGreaterThan(4);
    expect(seen).toEqual(seen.toSorted((one, other) => Number(other) - Number(one)));
  });
});
