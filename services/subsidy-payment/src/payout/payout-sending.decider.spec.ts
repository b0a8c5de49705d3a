import { describe, expect, it } from '@jest/globals';
import { childId, fen } from '@libs/kernel';
import { spec, testNow } from '@libs/testing';
import { employer, unemploymentFund } from '../testing/payable-claim';
import { bookPayout, payoutOutcomeUnknown, payoutSent, storePayoutFile, witnessPayout, type WrittenFile } from './payout-sending.decider';
import { payout, type PayoutFact } from './payout.decider';

const { given } = spec(payout);
const orderId = childId('testing', 'order');
const approved: readonly PayoutFact[] = [
  {
    type: 'PayoutApproved',
    claimIds: [],
    cases: [],
    grossFen: fen(180_000),
    offsetFen: fen(0),
    netFen: fen(180_000),
    releasedBy: 'cashier1',
    approvedAt: testNow,
  },
  {
    type: 'PaymentOrderIssued',
    orderId,
    payee: employer,
    row: unemploymentFund,
    amountFen: fen(180_000),
    lines: [],
    accountVersion: 1,
    issuedAt: testNow,
  },
];
const booked: PayoutFact = { type: 'PayoutBooked', bookedAt: testNow };
const cosigned = { treeSize: 7, checkpoint: 'note' };
const witnessed: PayoutFact = { type: 'PayoutWitnessed', ...cosigned, witnessedAt: testNow };
const file: WrittenFile = {
  messageId: 'm',
  sha256: 'a'.repeat(64),
  count: 1,
  sumFen: fen(180_000),
  accounts: [{ orderId, accountHash: 'b'.repeat(64), accountVersion: 1 }],
};
const stored: PayoutFact = { type: 'PayoutFileStored', ...file, storedAt: testNow };
const sent: PayoutFact = { type: 'PayoutSent', sha256: file.sha256, count: 1, sumFen: fen(180_000), sentAt: testNow };
const unknown: PayoutFact = { type: 'PayoutOutcomeUnknown', regions: ['120000'], since: testNow };

describe('booking', () => {
  it('is noted once, and not of a payout that nobody approved', () => {
    given(...approved)
      .when((state) => bookPayout(state, testNow))
      .then(booked);
    given(...approved, booked)
      .when((state) => bookPayout(state, testNow))
      .then();
    given()
      .when((state) => bookPayout(state, testNow))
      .then();
  });
});

describe('no proof, no pay', () => {
  it('is witnessed only when it is booked, and once', () => {
    given(...approved)
      .when((state) => witnessPayout(state, cosigned, testNow))
      .then();
    given(...approved, booked)
      .when((state) => witnessPayout(state, cosigned, testNow))
      .then(witnessed);
    given(...approved, booked, witnessed)
      .when((state) => witnessPayout(state, cosigned, testNow))
      .then();
  });
  it('has a file only when it is booked and witnessed, and once', () => {
    given(...approved, booked)
      .when((state) => storePayoutFile(state, file, testNow))
      .then();
    given(...approved, booked, witnessed)
      .when((state) => storePayoutFile(state, file, testNow))
      .then(stored);
    given(...approved, booked, witnessed, stored)
      .when((state) => storePayoutFile(state, file, testNow))
      .then();
  });
});

describe('the file that was shown when a payout was released', () => {
  const [approval, ...orders] = approved as readonly [Extract<PayoutFact, { type: 'PayoutApproved' }>, ...PayoutFact[]];
  const shown = { linesHash: 'l', toComeHash: 't', fileSha256: file.sha256, stepUp: 's' };
  const another = { ...file, sha256: 'c'.repeat(64) };
  const second = childId('testing', 'another order');
  const issued = orders.concat({ ...(orders[0] as Extract<PayoutFact, { type: 'PaymentOrderIssued' }>), orderId: second });
  const withdrawn: PayoutFact = {
    type: 'OrdersWithdrawn',
    claimIds: [],
    orderIds: [second],
    cases: [],
    reason: 'ACCOUNT_CHANGED',
    withdrawnAt: testNow,
  };

  it('is the one that leaves', () => {
    given({ ...approval, shown }, ...orders, booked, witnessed)
      .when((state) => storePayoutFile(state, file, testNow))
      .then(stored);
    const { state } = given({ ...approval, shown }, ...orders, booked, witnessed);
    expect(() => storePayoutFile(state, another, testNow)).toThrow(/was shown when it was released/);
  });
  it('is another one where orders were withdrawn meanwhile', () => {
    given({ ...approval, shown }, ...issued, booked, witnessed, withdrawn)
      .when((state) => storePayoutFile(state, another, testNow))
      .then({ ...stored, sha256: another.sha256 });
  });
});

describe('sending', () => {
  it('is noted once, whether it was known at once or only later', () => {
    given(...approved, booked, witnessed, stored)
      .when((state) => payoutSent(state, testNow))
      .then(sent);
    given(...approved, booked, witnessed, stored, unknown)
      .when((state) => payoutSent(state, testNow))
      .then(sent);
    given(...approved, booked, witnessed, stored, sent)
      .when((state) => payoutSent(state, testNow))
      .then();
  });
  it('has an unknown outcome only while nothing is known', () => {
    given(...approved, booked, witnessed, stored)
      .when((state) => payoutOutcomeUnknown(state, testNow))
      .then(unknown);
    given(...approved, booked, witnessed, stored, sent)
      .when((state) => payoutOutcomeUnknown(state, testNow))
      .then();
    given(...approved, booked, witnessed)
      .when((state) => payoutOutcomeUnknown(state, testNow))
      .then();
  });
});
