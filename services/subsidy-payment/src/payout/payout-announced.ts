// What of a payout is everyone's business. All of it travels under one key with the reviews and drops, so that the ledger books it in our order.
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
  type Contract,
} from '@libs/contracts';
import { yuanOf } from '@libs/kernel';
import type { Announce, Announcement } from '@libs/messaging';
import type { OrderLine, PayoutCase, PayoutFact } from './payout.decider';

const key = 'money';
const told = <Data extends object>(contract: Contract<Data>, data: Data): Announcement => ({ contract, key, data });

const linesOf = (lines: readonly OrderLine[]) => lines.map(({ caseId, line, amountFen }) => ({ caseId, line, amount: yuanOf(amountFen) }));
const casesOf = (cases: readonly PayoutCase[]) =>
  cases.map(({ caseId, lines }) => ({
    caseId,
    lines: lines.map(({ line, row, amountFen }) => ({ line, row, amount: yuanOf(amountFen) })),
  }));

type Issued = Extract<PayoutFact, { type: 'PaymentOrderIssued' | 'PaymentReissued' }>;

const issued = (payoutId: string, { orderId, payee, row, amountFen, lines }: Issued, issuedAt: string): Announcement =>
  told(PaymentOrderIssuedV1, { orderId, payoutId, payee, row, amount: yuanOf(amountFen), lines: linesOf(lines), issuedAt });

function approved(payoutId: string, fact: Extract<PayoutFact, { type: 'PayoutApproved' }>): Announcement {
  const { claimIds, releasedBy, cases, grossFen, offsetFen, netFen, approvedAt } = fact;
  const cash = { gross: yuanOf(grossFen), offset: yuanOf(offsetFen), net: yuanOf(netFen) };
  return told(PayoutApprovedV1, { payoutId, claimIds: [...claimIds], releasedBy, cases: casesOf(cases), ...cash, approvedAt });
}

function withdrawn(payoutId: string, fact: Extract<PayoutFact, { type: 'OrdersWithdrawn' }>): Announcement {
  const { claimIds, orderIds, cases, reason, withdrawnAt } = fact;
  return told(OrdersWithdrawnV1, {
    payoutId,
    claimIds: [...claimIds],
    orderIds: [...orderIds],
    cases: casesOf(cases),
    reason,
    withdrawnAt,
  });
}

export const announcePayout: Announce<PayoutFact> = ({ streamId: payoutId, fact }) => {
  switch (fact.type) {
    case 'PayoutApproved':
      return [approved(payoutId, fact)];
    case 'OrdersWithdrawn':
      return [withdrawn(payoutId, fact)];
    case 'PaymentOrderIssued':
      return [issued(payoutId, fact, fact.issuedAt)];
    case 'PaymentReissued': {
      const { orderId, replaces, reissuedBy, row, amountFen, reissuedAt } = fact;
      const reissued = { orderId, payoutId, replaces, reissuedBy, row, amount: yuanOf(amountFen), reissuedAt };
      return [told(PaymentReissuedV1, reissued), issued(payoutId, fact, reissuedAt)];
    }
    case 'PayoutWitnessed': {
      const { treeSize, checkpoint, witnessedAt } = fact;
      return [told(PayoutWitnessedV1, { payoutId, treeSize, checkpoint, witnessedAt })];
    }
    case 'PayoutSent': {
      const { sha256, count, sumFen, sentAt } = fact;
      return [told(PayoutSentV1, { payoutId, fileSha256: sha256, count, sum: yuanOf(sumFen), sentAt })];
    }
    case 'PayoutOutcomeUnknown':
      return [told(PayoutOutcomeUnknownV1, { payoutId, regions: [...fact.regions], since: fact.since })];
    case 'PaymentSucceeded': {
      const { orderId, row, amountFen, bankReference, paidAt } = fact;
      return [told(PaymentSucceededV1, { orderId, payoutId, row, amount: yuanOf(amountFen), bankReference, paidAt })];
    }
    case 'PaymentReturned': {
      const { orderId, row, amountFen, code, bankReference, returnedAt } = fact;
      return [told(PaymentReturnedV1, { orderId, payoutId, row, amount: yuanOf(amountFen), code, bankReference, returnedAt })];
    }
    case 'BankAnswerWithheld': {
      const { type: _, regions, at: withheldAt, ...withheld } = fact;
      return [told(BankAnswerWithheldV1, { ...withheld, payoutId, regions: [...regions], withheldAt })];
    }
    case 'PayoutResolved': {
      const { outcome, orderIds, officers, resolvedAt } = fact;
      return [told(PayoutResolvedV1, { payoutId, outcome, orderIds: [...orderIds], officers: [...officers], resolvedAt })];
    }
    case 'BankEnquired':
    case 'ResolutionSaid':
    case 'PayoutBooked':
    case 'PayoutWithheld':
    case 'ReplacementWithheld':
    case 'PayoutFileStored':
    case 'OrderReplaced':
      return [];
  }
};
