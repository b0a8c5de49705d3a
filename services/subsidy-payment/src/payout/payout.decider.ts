// A payout: the money that one release lets go, the orders of which it consists, the file that carries them to the bank, and what the bank said.
import type { Decider } from '@libs/event-store';
import type { Fen } from '@libs/kernel';
import type { Payee } from '@libs/policy';
import type { BookedLine, FundRow } from '../claim/claim.decider';

export type OrderLine = { readonly claimId: string; readonly caseId: string; readonly line: number; readonly amountFen: Fen };
export type PayoutCase = { readonly claimId: string; readonly caseId: string; readonly lines: readonly BookedLine[] };

export type PayoutFact =
  | {
      readonly type: 'PayoutApproved';
      readonly claimIds: readonly string[];
      readonly cases: readonly PayoutCase[];
      readonly grossFen: Fen;
      readonly offsetFen: Fen;
      readonly netFen: Fen;
      readonly releasedBy: string;
      readonly approvedAt: string;
    }
  /** One for each payee and fund row; one person's data alone. */
  | {
      readonly type: 'PaymentOrderIssued';
      readonly orderId: string;
      readonly payee: Payee;
      readonly row: FundRow;
      readonly amountFen: Fen;
      readonly lines: readonly OrderLine[];
      readonly issuedAt: string;
    }
  /** A payout of one order that takes the place of one that came back. */
  | {
      readonly type: 'PaymentReissued';
      readonly orderId: string;
      readonly replaces: string;
      readonly replacesPayoutId: string;
      readonly payee: Payee;
      readonly row: FundRow;
      readonly amountFen: Fen;
      readonly lines: readonly OrderLine[];
      readonly reissuedBy: string;
      readonly reissuedAt: string;
    }
  /** The ledger has it in transit; nothing leaves before. */
  | { readonly type: 'PayoutBooked'; readonly bookedAt: string }
  | { readonly type: 'PayoutWitnessed'; readonly treeSize: number; readonly checkpoint: string; readonly witnessedAt: string }
  | {
      readonly type: 'PayoutFileStored';
      readonly messageId: string;
      readonly sha256: string;
      readonly count: number;
      readonly sumFen: Fen;
      /** By order: a keyed hash of the account that is in the file, and the version of it in the vault. */
      readonly accounts: readonly { readonly orderId: string; readonly accountHash: string; readonly accountVersion: number }[];
      readonly storedAt: string;
    }
  | { readonly type: 'PayoutSent'; readonly sha256: string; readonly count: number; readonly sumFen: Fen; readonly sentAt: string }
  | { readonly type: 'PayoutOutcomeUnknown'; readonly since: string }
  | {
      readonly type: 'PaymentSucceeded';
      readonly orderId: string;
      readonly row: FundRow;
      readonly amountFen: Fen;
      readonly bankReference: string;
      readonly paidAt: string;
    }
  | {
      readonly type: 'PaymentReturned';
      readonly orderId: string;
      readonly row: FundRow;
      readonly amountFen: Fen;
      readonly code: string;
      readonly bankReference: string;
      readonly returnedAt: string;
    }
  | { readonly type: 'OrderReplaced'; readonly orderId: string; readonly by: string; readonly replacedAt: string }
  /** The bank said what cannot be true: it is kept, moves nothing, and somebody has to look. */
  | {
      readonly type: 'BankAnswerWithheld';
      readonly orderId: string;
      readonly said: 'PAID' | 'RETURNED';
      readonly reason: 'PAYMENT_ORDER_REPLACED' | 'ALREADY_PAID' | 'ALREADY_RETURNED' | 'NOT_SENT' | 'AMOUNT_DIFFERS';
      readonly bankReference: string;
      readonly at: string;
    };

export type Order = {
  readonly orderId: string;
  readonly payee: Payee;
  readonly row: FundRow;
  readonly amountFen: Fen;
  readonly lines: readonly OrderLine[];
  readonly state: 'ISSUED' | 'SUCCEEDED' | 'RETURNED' | 'REPLACED';
  readonly replaces?: string;
  readonly replacedBy?: string;
  readonly bankReference?: string;
  readonly code?: string;
  /** What the bank said of it and could not be true: heard again, it is not kept again. */
  readonly withheld: readonly string[];
};

export type PayoutFile = { readonly messageId: string; readonly sha256: string; readonly count: number; readonly sumFen: Fen };

export type Payout = {
  readonly status: 'NONE' | 'APPROVED' | 'STORED' | 'SENT' | 'OUTCOME_UNKNOWN';
  readonly booked: boolean;
  readonly witnessed?: { readonly treeSize: number; readonly checkpoint: string };
  readonly cases: readonly PayoutCase[];
  readonly orders: ReadonlyMap<string, Order>;
  readonly releasedBy?: string;
  readonly grossFen: number;
  readonly offsetFen: number;
  readonly netFen: number;
  readonly file?: PayoutFile;
};

export const withheldName = ({ said, bankReference }: { readonly said: 'PAID' | 'RETURNED'; readonly bankReference: string }): string =>
  `${said} ${bankReference}`;

const orderChanged = (payout: Payout, orderId: string, change: Partial<Order>): Payout => {
  const order = payout.orders.get(orderId);
  return order ? { ...payout, orders: new Map(payout.orders).set(orderId, { ...order, ...change }) } : payout;
};

type Issued = Extract<PayoutFact, { type: 'PaymentOrderIssued' | 'PaymentReissued' }>;
const orderOf = ({ orderId, payee, row, amountFen, lines }: Issued): Order => {
  const state = 'ISSUED';
  return { orderId, payee, row, amountFen, lines, state, withheld: [] };
};

export const payout: Decider<Payout, PayoutFact> = {
  category: 'payout',
  initial: { status: 'NONE', booked: false, cases: [], orders: new Map(), grossFen: 0, offsetFen: 0, netFen: 0 },
  schemas: {
    PayoutApproved: 1,
    PaymentOrderIssued: 1,
    PaymentReissued: 1,
    PayoutBooked: 1,
    PayoutWitnessed: 1,
    PayoutFileStored: 1,
    PayoutSent: 1,
    PayoutOutcomeUnknown: 1,
    PaymentSucceeded: 1,
    PaymentReturned: 1,
    OrderReplaced: 1,
    BankAnswerWithheld: 1,
  },
  evolve(state, fact) {
    switch (fact.type) {
      case 'PayoutApproved': {
        const { cases, grossFen, offsetFen, netFen, releasedBy } = fact;
        return { ...state, status: 'APPROVED', cases, grossFen, offsetFen, netFen, releasedBy };
      }
      case 'PaymentOrderIssued':
        return { ...state, orders: new Map(state.orders).set(fact.orderId, orderOf(fact)) };
      case 'PaymentReissued': {
        const { amountFen, reissuedBy } = fact;
        const orders = new Map(state.orders).set(fact.orderId, { ...orderOf(fact), replaces: fact.replaces });
        return { ...state, status: 'APPROVED', orders, releasedBy: reissuedBy, grossFen: amountFen, netFen: amountFen };
      }
      case 'PayoutBooked':
        return { ...state, booked: true };
      case 'PayoutWitnessed':
        return { ...state, witnessed: { treeSize: fact.treeSize, checkpoint: fact.checkpoint } };
      case 'PayoutFileStored': {
        const { messageId, sha256, count, sumFen } = fact;
        return { ...state, status: 'STORED', file: { messageId, sha256, count, sumFen } };
      }
      case 'PayoutSent':
        return { ...state, status: 'SENT' };
      case 'PayoutOutcomeUnknown':
        return { ...state, status: 'OUTCOME_UNKNOWN' };
      case 'PaymentSucceeded':
        return orderChanged(state, fact.orderId, { state: 'SUCCEEDED', bankReference: fact.bankReference });
      case 'PaymentReturned':
        return orderChanged(state, fact.orderId, { state: 'RETURNED', bankReference: fact.bankReference, code: fact.code });
      case 'OrderReplaced':
        return orderChanged(state, fact.orderId, { state: 'REPLACED', replacedBy: fact.by });
      case 'BankAnswerWithheld': {
        const withheld = state.orders.get(fact.orderId)?.withheld ?? [];
        return orderChanged(state, fact.orderId, { withheld: [...withheld, withheldName(fact)] });
      }
    }
  },
};
