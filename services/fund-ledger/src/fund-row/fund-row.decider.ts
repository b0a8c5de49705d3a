// A fund of a region in a year: what was allotted lies in eight buckets, and everything that happens moves it from one to another.
import type { Decider } from '@libs/event-store';
import { Refused, addFen, lessFen, noFen, type Fen } from '@libs/kernel';
import { PersistentMap } from './persistent-map';
import type { RowName } from './row-name';

export const buckets = ['AVAILABLE', 'COMMITTED', 'IN_TRANSIT', 'PAID', 'ADVANCE', 'SUSPENSE', 'RECEIVABLE', 'RETURNED'] as const;
export type Bucket = (typeof buckets)[number];
/** Double entry: what one bucket gives, another gets. */
export type Move = {
  readonly from: Bucket;
  readonly to: Bucket;
  readonly amountFen: Fen;
  readonly caseId?: string;
  readonly line?: number;
};
export type Cause = 'COMMITMENT' | 'RELEASE' | 'PAYOUT' | 'WITHDRAWAL' | 'PAYMENT' | 'RETURN' | 'REISSUE' | 'CLAWBACK' | 'REFUND';
export type WithheldReason = 'NOT_COMMITTED' | 'BUCKET_TOO_SMALL' | 'NOT_IN_TRANSIT' | 'ALREADY_SETTLED' | 'UNKNOWN_CASE';

/** A line of a case with the row that pays it; one that has no row yet waits in the row that was asked. */
export type CaseLine = { readonly line: number; readonly row: RowName; readonly amountFen: Fen };
export type WaitingCase = { readonly caseId: string; readonly lines: readonly CaseLine[] };

/** What happened to money that a payout let go; each names what it settles. */
export type Settlement =
  | { readonly cause: 'PAYMENT' | 'RETURN'; readonly payoutId: string; readonly orderId: string }
  | { readonly cause: 'REISSUE'; readonly payoutId: string; readonly orderId: string; readonly replaces: string };

export type FundsMoved = {
  readonly type: 'FundsMoved';
  readonly row: RowName;
  /** The claim, payout, order or debt that caused it. */
  readonly causeId: string;
  readonly moves: readonly Move[];
  readonly happenedAt: string;
} & ({ readonly cause: 'COMMITMENT' | 'RELEASE' | 'PAYOUT' | 'WITHDRAWAL' | 'CLAWBACK' | 'REFUND' } | Settlement);

export type FundRowFact =
  | {
      readonly type: 'AllotmentPosted';
      readonly row: RowName;
      readonly amountFen: Fen;
      readonly postedBy: string;
      readonly postedAt: string;
    }
  | FundsMoved
  | {
      readonly type: 'CasesQueued';
      readonly row: RowName;
      readonly claimId: string;
      readonly round: number;
      readonly cases: readonly WaitingCase[];
      readonly queuedAt: string;
    }
  | {
      readonly type: 'CasesLeftQueue';
      readonly caseIds: readonly string[];
      readonly why: 'COMMITTED' | 'DROPPED' | 'MOVED';
      readonly leftAt: string;
    }
  | {
      readonly type: 'MoveWithheld';
      readonly region: string;
      readonly cause: Cause;
      readonly causeId: string;
      readonly reason: WithheldReason;
      readonly withheldAt: string;
    };

export type Waiting = WaitingCase & { readonly claimId: string; readonly round: number };
type Transit = { readonly leftFen: Fen; readonly paid: PersistentMap<Fen> };

export type FundRow = {
  /** Undefined until money was allotted or somebody waits for it. */
  readonly row?: RowName;
  /** Only a row that was allotted something is one; in others cases may wait. */
  readonly open: boolean;
  readonly allottedFen: Fen;
  readonly balances: Readonly<Record<Bucket, Fen>>;
  /** Those who wait, by the number that they drew; numbers of those who left are gaps. */
  readonly queue: PersistentMap<Waiting>;
  readonly numbers: PersistentMap<number>;
  readonly front: number;
  readonly next: number;
  /** What payouts have on its way to the bank. */
  readonly transit: PersistentMap<Transit>;
  /** Orders that came back and were not issued again. */
  readonly suspense: PersistentMap<Fen>;
};

const nothing = Object.fromEntries(buckets.map((bucket) => [bucket, noFen])) as Record<Bucket, Fen>;

export const fundRow: Decider<FundRow, FundRowFact> = {
  category: 'fund-row',
  initial: {
    open: false,
    allottedFen: noFen,
    balances: nothing,
    queue: PersistentMap.empty(),
    numbers: PersistentMap.empty(),
    front: 1,
    next: 1,
    transit: PersistentMap.empty(),
    suspense: PersistentMap.empty(),
  },
  schemas: { AllotmentPosted: 1, FundsMoved: 1, CasesQueued: 1, CasesLeftQueue: 1, MoveWithheld: 1 },
  evolve(state, fact) {
    switch (fact.type) {
      case 'AllotmentPosted':
        return {
          ...state,
          row: fact.row,
          open: true,
          allottedFen: addFen(state.allottedFen, fact.amountFen),
          balances: { ...state.balances, AVAILABLE: addFen(state.balances.AVAILABLE, fact.amountFen) },
        };
      case 'FundsMoved':
        return { ...settled(state, fact), balances: moved(state.balances, fact.moves) };
      case 'CasesQueued':
        return queued(state, fact);
      case 'CasesLeftQueue':
        return left(state, fact.caseIds);
      case 'MoveWithheld':
        return state;
    }
  },
};

function moved(before: FundRow['balances'], moves: readonly Move[]): FundRow['balances'] {
  const balances = { ...before };
  for (const { from, to, amountFen } of moves) {
    balances[from] = lessFen(balances[from], amountFen);
    balances[to] = addFen(balances[to], amountFen);
  }
  return balances;
}

const noTransit: Transit = { leftFen: noFen, paid: PersistentMap.empty() };
const sumInto = (moves: readonly Move[], bucket: Bucket): Fen =>
  addFen(...moves.filter(({ to }) => to === bucket).map(({ amountFen }) => amountFen));

function settled(state: FundRow, fact: FundsMoved): FundRow {
  switch (fact.cause) {
    case 'PAYOUT':
      return onItsWay(state, fact.causeId, sumInto(fact.moves, 'IN_TRANSIT'));
    case 'WITHDRAWAL':
      return noLongerOnItsWay(state, fact.causeId, sumInto(fact.moves, 'COMMITTED'));
    case 'PAYMENT':
      return arrived(state, fact, sumInto(fact.moves, 'PAID'));
    case 'RETURN': {
      const amountFen = sumInto(fact.moves, 'SUSPENSE');
      return { ...arrived(state, fact, amountFen), suspense: state.suspense.with(fact.orderId, amountFen) };
    }
    case 'REISSUE':
      return {
        ...onItsWay(state, fact.payoutId, sumInto(fact.moves, 'IN_TRANSIT')),
        suspense: state.suspense.without(fact.replaces),
      };
    case 'COMMITMENT':
    case 'RELEASE':
    case 'CLAWBACK':
    case 'REFUND':
      return state;
  }
}

function onItsWay(state: FundRow, payoutId: string, amountFen: Fen): FundRow {
  const { leftFen, paid } = state.transit.get(payoutId) ?? noTransit;
  return { ...state, transit: state.transit.with(payoutId, { leftFen: addFen(leftFen, amountFen), paid }) };
}

function noLongerOnItsWay(state: FundRow, payoutId: string, amountFen: Fen): FundRow {
  const { leftFen, paid } = state.transit.get(payoutId) ?? noTransit;
  const rest = lessFen(leftFen, amountFen);
  const { transit } = state;
  return { ...state, transit: rest === noFen ? transit.without(payoutId) : transit.with(payoutId, { leftFen: rest, paid }) };
}

// A payout of which nothing is on its way any more is forgotten: what is said of its orders afterwards finds nothing in transit.
function arrived(state: FundRow, { payoutId, orderId }: { payoutId: string; orderId: string }, amountFen: Fen): FundRow {
  const { leftFen, paid } = state.transit.get(payoutId) ?? noTransit;
  const rest = lessFen(leftFen, amountFen);
  if (rest === noFen) return { ...state, transit: state.transit.without(payoutId) };
  return { ...state, transit: state.transit.with(payoutId, { leftFen: rest, paid: paid.with(orderId, amountFen) }) };
}

function queued(state: FundRow, { row, claimId, round, cases }: Extract<FundRowFact, { type: 'CasesQueued' }>): FundRow {
  let { queue, numbers, next } = state;
  for (const { caseId, lines } of cases) {
    queue = queue.with(String(next), { claimId, round, caseId, lines });
    numbers = numbers.with(caseId, next);
    next += 1;
  }
  return { ...state, row, queue, numbers, next };
}

function left(state: FundRow, caseIds: readonly string[]): FundRow {
  let { queue, numbers, front } = state;
  for (const caseId of caseIds) {
    queue = queue.without(String(numbers.get(caseId)));
    numbers = numbers.without(caseId);
  }
  while (front < state.next && !queue.has(String(front))) front += 1;
  return { ...state, queue, numbers, front };
}

/** Who waits in this row, in the order in which they are served. */
export function* waitingIn({ queue, front, next }: FundRow): Generator<Waiting> {
  for (let number = front; number < next; number += 1) {
    const waiting = queue.get(String(number));
    if (waiting) yield waiting;
  }
}

export type Allotment = { readonly row: RowName; readonly amountFen: Fen; readonly postedBy: string };

export function postAllotment(allotment: Allotment, now: string): readonly FundRowFact[] {
  if (allotment.amountFen <= noFen) throw new Refused('ALLOTMENT_OF_NOTHING');
  return [{ type: 'AllotmentPosted', ...allotment, postedAt: now }];
}
