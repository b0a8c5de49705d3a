import { describe, expect, it } from '@jest/globals';
import {
  OrdersWithdrawnV1,
  BankAnswerWithheldV1,
  PaymentOrderIssuedV1,
  PaymentReissuedV1,
  PaymentReturnedV1,
  PaymentSucceededV1,
  PayoutApprovedV1,
  PayoutOutcomeUnknownV1,
  PayoutResolvedV1,
  PayoutSentV1,
  PayoutWitnessedV1,
} from '@libs/contracts';
import type { RecordedFact } from '@libs/event-store';
import { fenOf } from '@libs/kernel';
import { goldenSample } from '@libs/testing';
import type { FundRow } from '../claim/claim.decider';
import { announcePayout } from './payout-announced';
import type { PayoutFact } from './payout.decider';

const told = (streamId: string, fact: PayoutFact) => {
  const meta = { command: 'c', actor: 'a', correlation: 'r', recordedAt: '2026-03-11T00:00:00.000Z' };
  const place = { id: 'subsidy-payment/7', log: 'subsidy-payment', seq: 7, category: 'payout', streamId, version: 2, schema: 1 };
  return announcePayout({ ...place, fact, meta } as RecordedFact<PayoutFact>);
};
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
const is = (contract: unknown, data: object) => ({ contract, key: 'money', data: plain(data) });
const rowOf = (row: unknown) => row as FundRow;

describe('what is told of payouts', () => {
  it('is the golden sample for an approval', () => {
    const sample = goldenSample(PayoutApprovedV1);
    const { payoutId, claimIds, releasedBy, approvedAt, gross, offset, net } = sample;
    const cases = sample.cases.map(({ caseId, lines }) => ({
      claimId: claimIds[0] ?? '',
      caseId,
      lines: lines.map(({ line, row, amount }) => ({ line, row: rowOf(row), amountFen: fenOf(amount) })),
    }));
    const cash = { grossFen: fenOf(gross), offsetFen: fenOf(offset), netFen: fenOf(net) };
    expect(
      plain(told(payoutId, { type: 'PayoutApproved', claimIds, cases, ...cash, releasedBy, approvedAt }).map(({ data }) => data)),
    ).toEqual([plain(sample)]);
  });
  it('is the golden sample for an order, without the programme, which the decision has', () => {
    const sample = goldenSample(PaymentOrderIssuedV1);
    const { orderId, payoutId, payee, row, amount, issuedAt } = sample;
    const lines = sample.lines.map(({ caseId, line, amount: part }) => ({ claimId: 'c', caseId, line, amountFen: fenOf(part) }));
    const fact = {
      orderId,
      payee: payee as { kind: 'PERSON'; id: string },
      row: rowOf(row),
      amountFen: fenOf(amount),
      lines,
      accountVersion: 1,
    };
    const data = { ...sample, lines: sample.lines.map(({ programme: _, ...line }) => line) };
    expect(told(payoutId, { type: 'PaymentOrderIssued', ...fact, issuedAt })).toEqual([is(PaymentOrderIssuedV1, data)]);
    const again = goldenSample(PaymentReissuedV1);
    const reissued = {
      ...fact,
      orderId: again.orderId,
      replaces: again.replaces,
      replacesPayoutId: payoutId,
      reissuedBy: again.reissuedBy,
      reissuedAt: again.reissuedAt,
    };
    const [first, second] = told(again.payoutId, {
      type: 'PaymentReissued',
      ...reissued,
      row: rowOf(again.row),
      amountFen: fenOf(again.amount),
    });
    expect([first?.contract, plain(first?.data)]).toEqual([PaymentReissuedV1, plain(again)]);
    expect(second?.contract).toBe(PaymentOrderIssuedV1);
  });
  it('is the golden sample for orders that did not leave', () => {
    const sample = goldenSample(OrdersWithdrawnV1);
    const { payoutId, claimIds, orderIds, reason, withdrawnAt } = sample;
    const cases = sample.cases.map(({ caseId, lines }) => ({
      claimId: claimIds[0] ?? '',
      caseId,
      lines: lines.map(({ line, row, amount }) => ({ line, row: rowOf(row), amountFen: fenOf(amount) })),
    }));
    const fact = { type: 'OrdersWithdrawn', claimIds, orderIds, cases, reason, withdrawnAt } as const;
    expect(plain(told(payoutId, fact).map(({ data }) => data))).toEqual([plain(sample)]);
  });
  it('is the golden sample for what the bank did', () => {
    const paid = goldenSample(PaymentSucceededV1);
    const success = {
      orderId: paid.orderId,
      row: rowOf(paid.row),
      amountFen: fenOf(paid.amount),
      bankReference: paid.bankReference,
      paidAt: paid.paidAt,
    };
    expect(told(paid.payoutId, { type: 'PaymentSucceeded', ...success })).toEqual([is(PaymentSucceededV1, paid)]);
    const back = goldenSample(PaymentReturnedV1);
    const { orderId, code, bankReference, returnedAt } = back;
    expect(
      told(back.payoutId, {
        type: 'PaymentReturned',
        orderId,
        row: rowOf(back.row),
        amountFen: fenOf(back.amount),
        code,
        bankReference,
        returnedAt,
      }),
    ).toEqual([is(PaymentReturnedV1, back)]);
  });
  it('is the golden sample for the way to the bank', () => {
    const sent = goldenSample(PayoutSentV1);
    const file = { sha256: sent.fileSha256, count: sent.count, sumFen: fenOf(sent.sum), sentAt: sent.sentAt };
    expect(told(sent.payoutId, { type: 'PayoutSent', ...file })).toEqual([is(PayoutSentV1, sent)]);
    const { payoutId, ...witnessed } = goldenSample(PayoutWitnessedV1);
    expect(told(payoutId, { type: 'PayoutWitnessed', ...witnessed })).toEqual([is(PayoutWitnessedV1, { payoutId, ...witnessed })]);
    const unknown = goldenSample(PayoutOutcomeUnknownV1);
    const { regions, since } = unknown;
    expect(told(unknown.payoutId, { type: 'PayoutOutcomeUnknown', regions, since })).toEqual([is(PayoutOutcomeUnknownV1, unknown)]);
  });
  it('is the golden sample for what two people decided', () => {
    const sample = goldenSample(PayoutResolvedV1);
    const { payoutId, ...resolved } = sample;
    expect(told(payoutId, { type: 'PayoutResolved', ...resolved, outcome: 'NOT_PAID' })).toEqual([is(PayoutResolvedV1, sample)]);
  });
  it('is the golden sample for what the bank said and cannot be true', () => {
    const sample = goldenSample(BankAnswerWithheldV1);
    const { orderId, bankReference, regions, withheldAt: at } = sample;
    const said = { said: 'PAID', reason: 'PAYMENT_ORDER_REPLACED' } as const;
    expect(told(sample.payoutId, { type: 'BankAnswerWithheld', orderId, ...said, bankReference, regions, at })).toEqual([
      is(BankAnswerWithheldV1, sample),
    ]);
  });
  it('is nothing of what only we need to know', () => {
    expect(told('p', { type: 'PayoutBooked', bookedAt: '2026-03-11T00:00:00.000Z' })).toEqual([]);
    expect(told('p', { type: 'OrderReplaced', orderId: 'o', by: 'n', replacedAt: '2026-03-11T00:00:00.000Z' })).toEqual([]);
  });
});
