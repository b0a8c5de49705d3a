// A payout: the money that one release lets go, the orders of which it consists, the file that carries them to the bank, and what the bank said.
import type { Decider } from '@libs/event-store';
import type { Fen } from '@libs/kernel';
import type { Payee } from '@libs/policy';
import type { BookedLine, FundRow } from '../claim/claim.decider';
import type { Shown } from './shown-release.decider';

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
      /** What the officer was shown; left out of money that comes late, which was shown with the release that it waited in. */
      readonly shown?: Shown;
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
      /** Which version of the payee's account was approved: the file names no other. */
      readonly accountVersion: number;
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
      readonly accountVersion: number;
      readonly reissuedBy: string;
      readonly reissuedAt: string;
    }
  /** The ledger has it in transit; nothing leaves before. */
  | { readonly type: 'PayoutBooked'; readonly bookedAt: string }
  /** The ledger did not book it, and never will: nothing of it leaves. */
  | { readonly type: 'PayoutWithheld'; readonly reason: string; readonly withheldAt: string }
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
  /** Their payees, or those of cases that share an order with them, have another account than was approved: they are not in the file. */
  | {
      readonly type: 'OrdersWithdrawn';
      readonly claimIds: readonly string[];
      readonly orderIds: readonly string[];
      readonly cases: readonly PayoutCase[];
      readonly reason: string;
      readonly withdrawnAt: string;
    }
  | { readonly type: 'PayoutSent'; readonly sha256: string; readonly count: number; readonly sumFen: Fen; readonly sentAt: string }
  | { readonly type: 'PayoutOutcomeUnknown'; readonly regions: readonly string[]; readonly since: string }
  /** What the bank said when it was asked whether it has the file. */
  | { readonly type: 'BankEnquired'; readonly outcome: EnquiryOutcome; readonly enquiredAt: string }
  /** One of two people says what became of orders on which the bank has no word, or none that can be true. */
  | {
      readonly type: 'ResolutionSaid';
      readonly outcome: ResolvedOutcome;
      readonly orderIds: readonly string[];
      readonly officer: string;
      readonly reason: string;
      readonly saidAt: string;
    }
  /** Two people said the same; order after order is settled by it, but for those on which the bank is quicker. */
  | {
      readonly type: 'PayoutResolved';
      readonly outcome: ResolvedOutcome;
      readonly orderIds: readonly string[];
      readonly officers: readonly string[];
      readonly resolvedAt: string;
    }
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
  /** What was to replace an order was not booked: the order is one that came back, as before. */
  | { readonly type: 'ReplacementWithheld'; readonly orderId: string; readonly by: string; readonly withheldAt: string }
  /** The bank said what cannot be true: it is kept, moves nothing, and somebody has to look. */
  | {
      readonly type: 'BankAnswerWithheld';
      readonly orderId: string;
      readonly said: 'PAID' | 'RETURNED';
      readonly reason: 'PAYMENT_ORDER_REPLACED' | 'ALREADY_PAID' | 'ALREADY_RETURNED' | 'NOT_SENT' | 'AMOUNT_DIFFERS';
      readonly bankReference: string;
      /** Whose supervisors are told. */
      readonly regions: readonly string[];
      readonly at: string;
    };

export type EnquiryOutcome = 'TAKEN' | 'NOT_TAKEN' | 'NO_ANSWER';
export type ResolvedOutcome = 'PAID' | 'NOT_PAID';
/** What one person said of these orders. */
export type Word = Omit<Extract<PayoutFact, { type: 'ResolutionSaid' }>, 'type'>;
export type Resolution = Omit<Extract<PayoutFact, { type: 'PayoutResolved' }>, 'type' | 'resolvedAt'>;

export type Order = {
  readonly orderId: string;
  readonly payee: Payee;
  readonly row: FundRow;
  readonly amountFen: Fen;
  readonly lines: readonly OrderLine[];
  readonly accountVersion: number;
  readonly state: 'ISSUED' | 'SUCCEEDED' | 'RETURNED' | 'REPLACED' | 'WITHDRAWN' | 'WITHHELD';
  readonly replaces?: string;
  readonly replacedBy?: string;
  readonly bankReference?: string;
  readonly code?: string;
  /** What the bank said of it and could not be true: heard again, it is not kept again. */
  readonly withheld: readonly string[];
};

export type PayoutFile = { readonly messageId: string; readonly sha256: string; readonly count: number; readonly sumFen: Fen };

export type Payout = {
  readonly status: 'NONE' | 'APPROVED' | 'WITHDRAWN' | 'STORED' | 'SENT' | 'OUTCOME_UNKNOWN' | 'RESOLVED' | 'WITHHELD';
  readonly booked: boolean;
  readonly witnessed?: { readonly treeSize: number; readonly checkpoint: string };
  readonly cases: readonly PayoutCase[];
  readonly orders: ReadonlyMap<string, Order>;
  readonly releasedBy?: string;
  readonly shown?: Shown;
  /** Of one that pays an order again: the payout of which that order was. */
  readonly replacesPayoutId?: string;
  readonly grossFen: number;
  readonly offsetFen: number;
  readonly netFen: number;
  readonly file?: PayoutFile;
  readonly enquiry?: EnquiryOutcome;
  readonly words: readonly Word[];
  readonly resolutions: readonly Resolution[];
};

export const regionsOf = (orders: Iterable<{ readonly row: FundRow }>): readonly string[] =>
  [...new Set([...orders].map(({ row }) => row.region))].sort();

export const withheldName = ({ said, bankReference }: { readonly said: 'PAID' | 'RETURNED'; readonly bankReference: string }): string =>
  `${said} ${bankReference}`;

const orderChanged = (payout: Payout, orderId: string, change: Partial<Order>): Payout => {
  const order = payout.orders.get(orderId);
  return order ? { ...payout, orders: new Map(payout.orders).set(orderId, { ...order, ...change }) } : payout;
};

const withheld = (state: Payout, code: string): Payout => ({
  ...state,
  status: 'WITHHELD',
  orders: new Map([...state.orders].map(([orderId, order]) => [orderId, { ...order, state: 'WITHHELD', code }])),
});

const resolved = (state: Payout, { outcome, orderIds, officers }: Resolution): Payout => ({
  ...state,
  status: state.status === 'OUTCOME_UNKNOWN' ? 'RESOLVED' : state.status,
  resolutions: [...state.resolutions, { outcome, orderIds, officers }],
});

type Issued = Extract<PayoutFact, { type: 'PaymentOrderIssued' | 'PaymentReissued' }>;
const orderOf = ({ orderId, payee, row, amountFen, lines, accountVersion }: Issued): Order => {
  const state = 'ISSUED';
  return { orderId, payee, row, amountFen, lines, accountVersion, state, withheld: [] };
};

/** What is still to go into the file, or to the bank. */
export const ordersToGo = ({ orders }: Payout): readonly Order[] => [...orders.values()].filter(({ state }) => state === 'ISSUED');

const withoutOrders = (payout: Payout, orderIds: readonly string[], state: Order['state']): Payout => {
  const left = orderIds.reduce((known, orderId) => orderChanged(known, orderId, { state }), payout);
  return left.status === 'APPROVED' && ordersToGo(left).length === 0 ? { ...left, status: 'WITHDRAWN' } : left;
};

type Of<Type extends PayoutFact['type']> = Extract<PayoutFact, { type: Type }>;

const returned = (state: Payout, { orderId, bankReference, code }: Of<'PaymentReturned'>): Payout =>
  orderChanged(withoutOrders(state, [orderId], 'RETURNED'), orderId, { bankReference, code });

function answerWithheld(state: Payout, fact: Of<'BankAnswerWithheld'>): Payout {
  const known = state.orders.get(fact.orderId)?.withheld ?? [];
  return orderChanged(state, fact.orderId, { withheld: [...known, withheldName(fact)] });
}

export const payout: Decider<Payout, PayoutFact> = {
  category: 'payout',
  initial: {
    status: 'NONE',
    booked: false,
    cases: [],
    orders: new Map(),
    words: [],
    resolutions: [],
    grossFen: 0,
    offsetFen: 0,
    netFen: 0,
  },
  schemas: {
    PayoutApproved: 1,
    PaymentOrderIssued: 1,
    PaymentReissued: 1,
    PayoutBooked: 1,
    PayoutWithheld: 1,
    ReplacementWithheld: 1,
    PayoutWitnessed: 1,
    PayoutFileStored: 1,
    OrdersWithdrawn: 1,
    PayoutSent: 1,
    PayoutOutcomeUnknown: 1,
    BankEnquired: 1,
    ResolutionSaid: 1,
    PayoutResolved: 1,
    PaymentSucceeded: 1,
    PaymentReturned: 1,
    OrderReplaced: 1,
    BankAnswerWithheld: 1,
  },
  evolve(state, fact) {
    switch (fact.type) {
      case 'PayoutApproved': {
        const { cases, grossFen, offsetFen, netFen, releasedBy, shown } = fact;
        return { ...state, status: 'APPROVED', cases, grossFen, offsetFen, netFen, releasedBy, ...(shown && { shown }) };
      }
      case 'PaymentOrderIssued':
        return { ...state, orders: new Map(state.orders).set(fact.orderId, orderOf(fact)) };
      case 'PaymentReissued': {
        const { amountFen, reissuedBy, replacesPayoutId } = fact;
        const orders = new Map(state.orders).set(fact.orderId, { ...orderOf(fact), replaces: fact.replaces });
        return { ...state, status: 'APPROVED', orders, releasedBy: reissuedBy, replacesPayoutId, grossFen: amountFen, netFen: amountFen };
      }
      case 'PayoutBooked':
        return { ...state, booked: true };
      case 'PayoutWithheld':
        return withheld(state, fact.reason);
      case 'PayoutWitnessed':
        return { ...state, witnessed: { treeSize: fact.treeSize, checkpoint: fact.checkpoint } };
      case 'PayoutFileStored': {
        const { messageId, sha256, count, sumFen } = fact;
        return { ...state, status: 'STORED', file: { messageId, sha256, count, sumFen } };
      }
      case 'OrdersWithdrawn':
        return withoutOrders(state, fact.orderIds, 'WITHDRAWN');
      case 'PayoutSent':
        return { ...state, status: 'SENT' };
      case 'PayoutOutcomeUnknown':
        return { ...state, status: 'OUTCOME_UNKNOWN' };
      case 'BankEnquired':
        return { ...state, enquiry: fact.outcome };
      case 'ResolutionSaid': {
        const { type: _, ...word } = fact;
        return { ...state, words: [...state.words, word] };
      }
      case 'PayoutResolved':
        return resolved(state, fact);
      case 'PaymentSucceeded':
        return orderChanged(state, fact.orderId, { state: 'SUCCEEDED', bankReference: fact.bankReference });
      case 'PaymentReturned':
        return returned(state, fact);
      case 'OrderReplaced':
        return orderChanged(state, fact.orderId, { state: 'REPLACED', replacedBy: fact.by });
      case 'ReplacementWithheld':
        return orderChanged(state, fact.orderId, { state: 'RETURNED' });
      case 'BankAnswerWithheld':
        return answerWithheld(state, fact);
    }
  },
};
