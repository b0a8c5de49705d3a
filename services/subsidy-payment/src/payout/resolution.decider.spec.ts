import { describe, expect, it } from '@jest/globals';
import { childId, fen } from '@libs/kernel';
import { spec, testNow } from '@libs/testing';
import { settleOrder, settleResolved } from '../bank/settle-order.decider';
import { employer, unemploymentFund } from '../testing/payable-claim';
import { payout, type PayoutFact, type ResolvedOutcome } from './payout.decider';
import { bankEnquired, sayResolution, standingWords, undecided } from './resolution.decider';

const { given } = spec(payout);
const [one, two] = [childId('resolution', 'one'), childId('resolution', 'two')];
const order = (orderId: string): PayoutFact => ({
  ...{ type: 'PaymentOrderIssued' as const, orderId, payee: employer, row: unemploymentFund },
  ...{ amountFen: fen(180_000), lines: [], accountVersion: 1, issuedAt: testNow },
});
const approved: readonly PayoutFact[] = [
  {
    ...{ type: 'PayoutApproved' as const, claimIds: [], cases: [], releasedBy: 'cashier1', approvedAt: testNow },
    ...{ grossFen: fen(360_000), offsetFen: fen(0), netFen: fen(360_000) },
  },
  order(one),
  order(two),
];
const file = { messageId: 'm', sha256: 'a'.repeat(64), count: 2, sumFen: fen(360_000) };
const stored: PayoutFact = { type: 'PayoutFileStored', ...file, accounts: [], storedAt: testNow };
const sent: PayoutFact = { type: 'PayoutSent', sha256: file.sha256, count: 2, sumFen: file.sumFen, sentAt: testNow };
const unknown: PayoutFact = { type: 'PayoutOutcomeUnknown', regions: ['120000'], since: testNow };
const lost = [...approved, stored, unknown];
const enquired = (outcome: 'TAKEN' | 'NOT_TAKEN' | 'NO_ANSWER'): PayoutFact => ({ type: 'BankEnquired', outcome, enquiredAt: testNow });
const open = [...lost, enquired('NOT_TAKEN')];
const said = (officer: string, outcome: ResolvedOutcome, orderIds = [one, two]): PayoutFact => ({
  ...{ type: 'ResolutionSaid' as const, outcome, orderIds, officer },
  ...{ reason: 'LETTER_OF_THE_BANK', saidAt: testNow },
});
const resolved = (outcome: ResolvedOutcome, officers: readonly string[], orderIds = [one, two]): PayoutFact => ({
  ...{ type: 'PayoutResolved' as const, outcome, orderIds, officers, resolvedAt: testNow },
});
const succeeded = (orderId: string): PayoutFact => ({
  ...{ type: 'PaymentSucceeded' as const, orderId, row: unemploymentFund, amountFen: fen(180_000) },
  ...{ bankReference: 'B1', paidAt: testNow },
});
const says = (officer: string, outcome: ResolvedOutcome) => (state: Parameters<typeof sayResolution>[0]) =>
  sayResolution(state, { payoutId: 'p', outcome, officer, reason: 'LETTER_OF_THE_BANK', now: testNow });

describe('an enquiry', () => {
  it('that finds the file ends the doubt', () =>
    given(...lost)
      .when((s) => bankEnquired(s, 'TAKEN', testNow))
      .then(enquired('TAKEN'), sent));
  it('that does not leaves it to people', () =>
    given(...lost)
      .when((s) => bankEnquired(s, 'NO_ANSWER', testNow))
      .then(enquired('NO_ANSWER')));
  it('that comes after the doubt has ended changes nothing', () =>
    given(...lost, sent)
      .when((s) => bankEnquired(s, 'NOT_TAKEN', testNow))
      .then());
});

describe('two people', () => {
  it('decide when the second says the same', () => {
    given(...open)
      .when(says('ann', 'NOT_PAID'))
      .then(said('ann', 'NOT_PAID'));
    given(...open, said('ann', 'NOT_PAID'))
      .when(says('bob', 'NOT_PAID'))
      .then(said('bob', 'NOT_PAID'), resolved('NOT_PAID', ['ann', 'bob']));
  });
  it('do not decide while they differ: a third does', () => {
    const differ = [...open, said('ann', 'PAID')];
    given(...differ)
      .when(says('bob', 'NOT_PAID'))
      .then(said('bob', 'NOT_PAID'));
    given(...differ, said('bob', 'NOT_PAID'))
      .when(says('cid', 'PAID'))
      .then(said('cid', 'PAID'), resolved('PAID', ['ann', 'cid']));
  });
  it('are two, in the state and by the key that each takes', () => {
    given(...open, said('ann', 'PAID'))
      .when(says('ann', 'PAID'))
      .refused('SOD_VIOLATION');
    expect(says('ann', 'PAID')(given(...open).state)).toMatchObject({ keys: { take: ['payout/p/resolution/0/ann'] } });
  });
  it('say it of the same orders: what the bank has settled meanwhile makes the first word void', () => {
    given(...open, said('ann', 'PAID'), succeeded(one))
      .when(says('bob', 'PAID'))
      .then(said('bob', 'PAID', [two]));
  });
  it('are shown with what stands of their words', () => {
    const orderIds = [one, two];
    const word = { officer: 'ann', outcome: 'PAID', orderIds };
    const standing = (...facts: readonly PayoutFact[]) => standingWords(given(...open, said('ann', 'PAID'), ...facts).state);
    expect(standing()).toMatchObject([word]);
    expect(standing(said('bob', 'PAID'), resolved('PAID', ['ann', 'bob']))).toMatchObject([word, { ...word, officer: 'bob' }]);
    expect(standing(succeeded(one))).toEqual([]);
  });
  it('wait for the enquiry', () =>
    given(...lost)
      .when(says('ann', 'PAID'))
      .refused('ENQUIRY_PENDING'));
  it('have nothing to say where the bank has said it, or will', () => {
    given(...open, sent)
      .when(says('ann', 'PAID'))
      .refused('PAYOUT_OUTCOME_KNOWN');
    given(...open, said('ann', 'PAID'), resolved('PAID', ['ann', 'bob']))
      .when(says('cid', 'NOT_PAID'))
      .refused('PAYOUT_OUTCOME_KNOWN');
  });
  it('decide on an order of which the bank named another sum', () => {
    const differs: PayoutFact = {
      ...{ type: 'BankAnswerWithheld' as const, orderId: two, said: 'PAID', reason: 'AMOUNT_DIFFERS' },
      ...{ bankReference: 'B2', regions: ['120000'], at: testNow },
    };
    expect(undecided(given(...approved, stored, sent, differs).state).map(({ orderId }) => orderId)).toEqual([two]);
  });
});

describe('an order on which people decided', () => {
  const touched = (...facts: readonly PayoutFact[]) => ({ payout: given(...facts).state, claims: new Map(), books: new Map() });
  const decided = (outcome: ResolvedOutcome) => [...open, said('ann', outcome), said('bob', outcome), resolved(outcome, ['ann', 'bob'])];
  const types = (facts: readonly PayoutFact[]) => facts.map(({ type }) => type);
  it('is paid, or has come back, as they said', () => {
    expect(settleResolved(touched(...decided('PAID')), one, testNow).payout).toEqual([{ ...succeeded(one), bankReference: 'RESOLVED' }]);
    expect(settleResolved(touched(...decided('NOT_PAID')), one, testNow).payout).toMatchObject([
      { type: 'PaymentReturned', orderId: one, code: 'NOT_PAID' },
    ]);
  });
  it('is never both: where the bank was quicker its word counts, and later it moves nothing', () => {
    expect(settleResolved(touched(...decided('NOT_PAID'), succeeded(one)), one, testNow).payout).toEqual([]);
    const back = settleResolved(touched(...decided('NOT_PAID')), one, testNow).payout;
    const late = { orderId: one, said: 'PAID', code: 'NARR', bankReference: 'B9' } as const;
    expect(types(settleOrder(touched(...decided('NOT_PAID'), ...back), late, testNow).payout)).toEqual(['BankAnswerWithheld']);
  });
  it('is no order on which nobody decided', () => expect(settleResolved(touched(...open), one, testNow).payout).toEqual([]));
});
