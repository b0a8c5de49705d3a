// What reviewers and finance officers look at before they act: what waits, on what it stands, what the bank said.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, type Answer } from '@libs/testing';
import { RunningPayouts, cashier, report } from './testing/running-payouts';
import { officer } from './testing/running-subsidy-payment';
import { caseOf } from './testing/payable-claim';

let payouts: RunningPayouts;
const elsewhere = { sub: 'officer9', roles: ['reviewer' as const], region: '37' };
const items = ({ body }: Answer) => body['items'] as readonly Record<string, unknown>[];
const queueOf = async (claimId: string, query: string, as = officer(1)) =>
  items(await payouts.running.get(`claim-queue?${query}`, as)).filter((one) => one['claimId'] === claimId);
const waiting = (claimId: string, query: string) =>
  eventually(async () => {
    const found = await queueOf(claimId, query);
    return found.length > 0 ? found : undefined;
  });

beforeAll(async () => {
  payouts = await RunningPayouts.start();
}, 60_000);
afterAll(() => payouts?.end());

describe('the queue', () => {
  it('names what of a claim waits for what, since when and over how much', async () => {
    const claimId = await payouts.filed(['wei', 'fang'], { queued: ['fang'] });
    expect(await waiting(claimId, 'waitsFor=RELEASE')).toMatchObject([
      { cases: 2, lines: 4, amount: '4420.00', withoutFunds: 1, held: 0, objections: 0, programmes: ['UI_SKILL'], region: '120000' },
    ]);
  });
  it('is cut by programme and region, and by the scope of whoever asks', async () => {
    const claimId = await payouts.filed(['lei']);
    await waiting(claimId, 'waitsFor=RELEASE&programme=UI_SKILL&region=12');
    expect(await queueOf(claimId, 'region=37')).toEqual([]);
    expect(await queueOf(claimId, 'programme=LIVING')).toEqual([]);
    expect(await queueOf(claimId, '', elsewhere)).toEqual([]);
  });
  it('goes on where a page ended', async () => {
    await Promise.all([payouts.filed(['one']), payouts.filed(['two'])]);
    const first = await eventually(async () => {
      const page = await payouts.running.get('claim-queue?waitsFor=RELEASE&limit=1');
      return page.body['next'] === undefined ? undefined : page;
    });
    const second = await payouts.running.get(`claim-queue?waitsFor=RELEASE&limit=1&cursor=${String(first.body['next'])}`);
    expect(items(second)).toHaveLength(1);
    expect(items(second)[0]?.['claimId']).not.toBe(items(first)[0]?.['claimId']);
  });
  it('refuses a thing that nothing waits for', async () =>
    expect((await payouts.running.get('claim-queue?waitsFor=LUNCH')).body).toMatchObject({ code: 'VALIDATION_FAILED' }));
});

describe('a claim', () => {
  it('tells its steps, with who and when', async () => {
    const claimId = await payouts.filed(['ming']);
    const steps = await eventually(async () => {
      const page = items(await payouts.running.get(`claims/${claimId}/steps`));
      return page.some(({ fact }) => fact === 'PublicityEnded') ? page : undefined;
    });
    expect(steps.map(({ fact }) => fact)).toEqual([
      'ClaimSubmitted',
      'FirstReviewPassed',
      'FundsAnswered',
      'SecondReviewPassed',
      'PublicityStarted',
      'PublicityEnded',
    ]);
    expect(steps[1]).toMatchObject({ caseIds: [caseOf(claimId, 'ming')], detail: { round: 1 } });
    expect((await payouts.running.get(`claims/${claimId}/steps`, elsewhere)).body).toMatchObject({ code: 'CLAIM_NOT_FOUND' });
  });
  it('shows of a case all that its decision stands on', async () => {
    const claimId = await payouts.filed(['hua']);
    const found = await payouts.running.get(`claims/${claimId}/cases/${caseOf(claimId, 'hua')}`);
    expect(found.body).toMatchObject({
      input: { programmes: ['UI_SKILL'], region: '120000' },
      packs: [{ pack: 'tj-2022-20@1' }],
      firstReviewer: 'officer1',
      secondReviewer: 'officer2',
    });
    const other = await payouts.running.get(`claims/${claimId}/cases/${caseOf(claimId, 'hua')}`, elsewhere);
    expect(other.body).toMatchObject({ code: 'CLAIM_NOT_FOUND' });
  });
});

describe('the bank', () => {
  it('is shown as it wrote, with what it did; and so are the payouts', async () => {
    const { claimId, payoutId } = await payouts.sent(['jie']);
    const [one, other] = await payouts.orders(claimId, 'ISSUED,ISSUED');
    await payouts.bankSays(
      report([
        { orderId: one?.orderId ?? '', status: 'ACSC' },
        { orderId: other?.orderId ?? '', status: 'RJCT', code: 'AC01' },
      ]),
    );
    const messages = await eventually(async () => {
      const page = items(await payouts.running.get(`bank-answers?orderId=${one?.orderId ?? ''}`, cashier(1)));
      return (page[0]?.['words'] as readonly unknown[] | undefined)?.length === 2 ? page : undefined;
    });
    expect(messages).toMatchObject([{ kind: 'pain.002', named: 2 }]);
    // Orders are settled one by one, in whatever order.
    expect(messages[0]?.['words']).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ payoutId, said: 'PAID' }),
        expect.objectContaining({ payoutId, said: 'RETURNED', code: 'AC01' }),
      ]),
    );
    const listed = items(await payouts.running.get('payouts?status=SENT', cashier(1))).filter((row) => row['payoutId'] === payoutId);
    expect(listed).toMatchObject([{ orders: 2, paid: 1, returned: 1, net: '2210.00', status: 'SENT' }]);
    const inOtherRegion = { sub: 'cashier9', roles: ['finance' as const], region: '37' };
    expect(items(await payouts.running.get('payouts', inOtherRegion))).toEqual([]);
    expect(items(await payouts.running.get('bank-answers', inOtherRegion))).toEqual([]);
    expect(await waiting(claimId, 'waitsFor=REISSUE')).toMatchObject([{ cases: 1, held: 1 }]);
  });
});
