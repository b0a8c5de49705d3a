import { describe, it } from '@jest/globals';
import { fen } from '@libs/kernel';
import { spec } from '@libs/testing';
import { fundRow, type FundRowFact } from '../fund-row/fund-row.decider';
import { bookClawback, bookPayment, bookReissue, bookReturn } from './settle-order.decider';

const { given } = spec(fundRow);
const row = { fund: 'UI', region: '120000', year: 2025 } as const;
const [now, at] = ['2025-06-04T01:00:00.000Z', '2025-06-03T01:00:00.000Z'];
const allotted: FundRowFact = { type: 'AllotmentPosted', row, amountFen: fen(1_000), postedBy: 'treasurer1', postedAt: at };
const payout = (amount: number, payoutId = 'p1'): FundRowFact => ({
  ...{ type: 'FundsMoved', cause: 'PAYOUT', causeId: payoutId, row, happenedAt: at },
  moves: [
    { from: 'AVAILABLE', to: 'COMMITTED', amountFen: fen(amount) },
    { from: 'COMMITTED', to: 'IN_TRANSIT', amountFen: fen(amount) },
  ],
});
const order = (amount: number, orderId = 'o1', payoutId = 'p1') => ({ row, payoutId, orderId, amountFen: fen(amount), at });
const paid = (amount: number, orderId = 'o1'): FundRowFact => ({
  ...{ type: 'FundsMoved', cause: 'PAYMENT', payoutId: 'p1', orderId, causeId: orderId, row, happenedAt: at },
  moves: [{ from: 'IN_TRANSIT', to: 'PAID', amountFen: fen(amount) }],
});
const returned = (amount: number, orderId = 'o1'): FundRowFact => ({
  ...{ type: 'FundsMoved', cause: 'RETURN', payoutId: 'p1', orderId, causeId: orderId, row, happenedAt: at },
  moves: [{ from: 'IN_TRANSIT', to: 'SUSPENSE', amountFen: fen(amount) }],
});
const reissued: FundRowFact = {
  ...{ type: 'FundsMoved', cause: 'REISSUE', payoutId: 'p2', orderId: 'o2', replaces: 'o1', causeId: 'p2', row, happenedAt: at },
  moves: [{ from: 'SUSPENSE', to: 'IN_TRANSIT', amountFen: fen(400) }],
};
type Withheld = Extract<FundRowFact, { type: 'MoveWithheld' }>;
const withheld = (cause: Withheld['cause'], causeId: string, reason: Withheld['reason']): FundRowFact => ({
  ...{ type: 'MoveWithheld', cause, causeId, region: row.region, reason, withheldAt: now },
});

describe('a payment that the bank made', () => {
  it('leaves transit', () =>
    given(allotted, payout(400))
      .when((state) => bookPayment(state, order(400), now))
      .then(paid(400)));
  it('counts once, whoever says so again', () =>
    given(allotted, payout(400), paid(100))
      .when((state) => bookPayment(state, order(100), now))
      .then(withheld('PAYMENT', 'o1', 'ALREADY_SETTLED')));
  it('is withheld when nothing of its payout is on its way, or less', () => {
    given(allotted, payout(400))
      .when((state) => bookPayment(state, order(400, 'o1', 'p9'), now))
      .then(withheld('PAYMENT', 'o1', 'NOT_IN_TRANSIT'));
    given(allotted, payout(400), payout(400, 'p2'))
      .when((state) => bookPayment(state, order(401), now))
      .then(withheld('PAYMENT', 'o1', 'NOT_IN_TRANSIT'));
    given(allotted, payout(400), paid(400))
      .when((state) => bookPayment(state, order(400), now))
      .then(withheld('PAYMENT', 'o1', 'NOT_IN_TRANSIT'));
    given()
      .when((state) => bookPayment(state, order(400), now))
      .then(withheld('PAYMENT', 'o1', 'NOT_IN_TRANSIT'));
  });
  it('is withheld when the order came back before', () =>
    given(allotted, payout(400), returned(100))
      .when((state) => bookPayment(state, order(100), now))
      .then(withheld('PAYMENT', 'o1', 'ALREADY_SETTLED')));
});

describe('a payment that came back', () => {
  it('lies in suspense', () =>
    given(allotted, payout(400))
      .when((state) => bookReturn(state, order(400), now))
      .then(returned(400)));
  it('is issued again as a payout of its own, and may be paid then', () => {
    given(allotted, payout(400), returned(400))
      .when((state) => bookReissue(state, { ...order(400, 'o2', 'p2'), replaces: 'o1' }, now))
      .then(reissued);
    given(allotted, payout(400), returned(400), reissued)
      .when((state) => bookPayment(state, order(400, 'o2', 'p2'), now))
      .then({ ...paid(400, 'o2'), payoutId: 'p2' } as FundRowFact);
  });
  it('is not issued again twice, nor with another amount', () => {
    given(allotted, payout(400), returned(400), reissued)
      .when((state) => bookReissue(state, { ...order(400, 'o3', 'p3'), replaces: 'o1' }, now))
      .then(withheld('REISSUE', 'p3', 'NOT_IN_TRANSIT'));
    given(allotted, payout(400), returned(400))
      .when((state) => bookReissue(state, { ...order(399, 'o2', 'p2'), replaces: 'o1' }, now))
      .then(withheld('REISSUE', 'p2', 'NOT_IN_TRANSIT'));
  });
});

describe('a clawback', () => {
  const debt = (amount: number) => ({ debtId: 'd1', row, amountFen: fen(amount), at });
  it('is owed out of what was paid', () =>
    given(allotted, payout(400), paid(400))
      .when((state) => bookClawback(state, debt(150), now))
      .then({
        ...{ type: 'FundsMoved', cause: 'CLAWBACK', causeId: 'd1', row, happenedAt: at },
        moves: [{ from: 'PAID', to: 'RECEIVABLE', amountFen: fen(150) }],
      }));
  it('is withheld where less was paid', () =>
    given(allotted, payout(400), paid(400))
      .when((state) => bookClawback(state, debt(401), now))
      .then(withheld('CLAWBACK', 'd1', 'BUCKET_TOO_SMALL')));
});
