// A claim and its cases, one for each person: what was decided, who reviewed it, where its money stands. Everything that may be done to it is in the files beside.
import type { Decider } from '@libs/event-store';
import type { CaseDecision, CaseInput, DecidedLine, Programme, ReasonDetail } from '@libs/policy';
import type { BookedLine, ClaimFact, DecisionNote, FundRow } from './claim-facts';

export type * from './claim-facts';

/** Which part of a subsidy that is paid in two. */
type Part = NonNullable<CaseInput['stage']>;

/** Where a case stands on its way; what holds it up there is beside it. */
export type Stage = 'DECIDED' | 'FIRST_REVIEWED' | 'SECOND_REVIEWED' | 'IN_PUBLICITY' | 'PUBLICITY_ENDED' | 'RELEASED' | 'PAID';
export type Hold = { readonly reason: string; readonly detail: ReasonDetail };

export type Case = {
  readonly caseId: string;
  readonly personId: string;
  readonly place: number;
  readonly accountVersion?: number;
  readonly stage: Stage;
  readonly decision?: CaseDecision;
  readonly input?: CaseInput;
  /** Every decision on it, oldest first. */
  readonly decisions: readonly DecisionNote[];
  /** What holds it beside its decision, oldest first; FUND_EXHAUSTED follows from `funds`. */
  readonly holds: readonly Hold[];
  /** Set when it will never be paid, whatever was decided. */
  readonly dropped?: string;
  readonly funds: 'NONE' | 'PENDING' | 'QUEUED' | 'COMMITTED';
  readonly queue?: { readonly row: FundRow; readonly number: number };
  readonly booked: readonly BookedLine[];
  /** The round of reviews to which the ledger answered last. */
  readonly answeredRound?: number;
  /** Which first review of the claim stands for it; the people who acted on it may not act on it again within this round. */
  readonly round?: number;
  readonly firstReviewer?: string;
  readonly secondReviewer?: string;
  readonly releasedBy?: string;
  readonly payoutId?: string;
  readonly publicity?: { readonly lastDay: string; readonly endsAt: string };
  readonly paidLines: readonly number[];
  readonly clawback?: { readonly reason: string };
};

export type Claim =
  | { readonly status: 'UNFILED' }
  | {
      readonly status: 'FILED';
      readonly programmes: readonly Programme[];
      readonly region: string;
      readonly organisationId?: string;
      readonly classIds: readonly string[];
      readonly certificate?: { readonly occupation: string; readonly level: string };
      readonly stage?: Part;
      readonly appliedOn: string;
      readonly filedBy: string;
      /** In roster order. */
      readonly cases: ReadonlyMap<string, Case>;
      readonly rounds: number;
      /** Raised by every change that an officer can see; what an officer acts on is the version that the officer saw. */
      readonly viewVersion: number;
    };
export type FiledClaim = Extract<Claim, { status: 'FILED' }>;

const seen = (claim: FiledClaim): FiledClaim => ({ ...claim, viewVersion: claim.viewVersion + 1 });

function changed(claim: FiledClaim, caseIds: Iterable<string>, change: (one: Case) => Case): FiledClaim {
  const cases = new Map(claim.cases);
  for (const caseId of caseIds) {
    const one = cases.get(caseId);
    if (one) cases.set(caseId, change(one));
  }
  return { ...claim, cases };
}

const without = (holds: readonly Hold[], reason: string): readonly Hold[] => holds.filter((hold) => hold.reason !== reason);

export const claim: Decider<Claim, ClaimFact> = {
  category: 'claim',
  initial: { status: 'UNFILED' },
  schemas: {
    ClaimSubmitted: 1,
    CaseOpened: 1,
    CaseDecided: 1,
    ClaimDecided: 1,
    FirstReviewPassed: 1,
    FundsAnswered: 1,
    SecondReviewPassed: 1,
    PublicityStarted: 1,
    PublicityEnded: 1,
    ObjectionRaised: 1,
    ObjectionResolved: 1,
    CaseHeld: 1,
    CaseFreed: 1,
    CasesDropped: 1,
    CasesReleased: 1,
    WaitingCasesLeft: 1,
    CaseLinesPaid: 1,
    CasePaid: 1,
    CaseLinesReturned: 1,
    CaseLinesReissued: 1,
    ClawbackOpened: 1,
  },
  evolve(state, fact) {
    if (fact.type === 'ClaimSubmitted') {
      const { type: _, submittedAt: __, caseIds: ___, ...filed } = fact;
      return { status: 'FILED', ...filed, cases: new Map(), rounds: 0, viewVersion: 1 };
    }
    return state.status === 'FILED' ? evolved(state, fact) : state;
  },
};

type Of<Type extends ClaimFact['type']> = Extract<ClaimFact, { type: Type }>;

function evolved(claim: FiledClaim, fact: Exclude<ClaimFact, { type: 'ClaimSubmitted' }>): FiledClaim {
  switch (fact.type) {
    case 'CaseOpened':
      return opened(claim, fact);
    case 'CaseDecided':
      return decided(claim, fact);
    case 'ClaimDecided':
      return seen(claim);
    case 'FirstReviewPassed':
      return firstReviewed(claim, fact);
    case 'FundsAnswered':
      return answered(claim, fact);
    case 'SecondReviewPassed':
      return seen(changed(claim, fact.caseIds, (one) => ({ ...one, stage: 'SECOND_REVIEWED', secondReviewer: fact.reviewer })));
    case 'PublicityStarted':
      return posted(claim, fact);
    case 'PublicityEnded':
      return changed(claim, fact.caseIds, (one) => ({ ...one, stage: 'PUBLICITY_ENDED' }));
    case 'ObjectionRaised':
      return seen(held(claim, fact.caseId, { reason: 'PUBLICITY_OBJECTION', detail: {} }));
    case 'ObjectionResolved':
      return seen(changed(claim, [fact.caseId], (one) => ({ ...one, holds: without(one.holds, 'PUBLICITY_OBJECTION') })));
    case 'CaseHeld':
      return seen(held(claim, fact.caseId, { reason: fact.reason, detail: fact.detail }));
    case 'CaseFreed':
      return seen(changed(claim, [fact.caseId], (one) => freed(one, fact.reason, fact.again)));
    case 'CasesDropped':
      return dropped(claim, fact);
    case 'CasesReleased':
      return released(claim, fact);
    case 'WaitingCasesLeft':
      return changed(claim, fact.caseIds, (one) => ({ ...one, payoutId: fact.payoutId }));
    case 'CaseLinesPaid':
      return changed(claim, [fact.caseId], (one) => ({ ...one, paidLines: [...one.paidLines, ...fact.lines] }));
    case 'CasePaid':
      return changed(claim, [fact.caseId], (one) => ({ ...one, stage: 'PAID' }));
    case 'CaseLinesReturned':
      return seen(held(claim, fact.caseId, { reason: `BANK_RETURN_${fact.code}`, detail: {} }));
    case 'CaseLinesReissued':
      return seen(
        changed(claim, [fact.caseId], (one) => ({ ...one, holds: one.holds.filter(({ reason }) => !reason.startsWith('BANK_RETURN_')) })),
      );
    case 'ClawbackOpened':
      return seen(changed(claim, [fact.caseId], (one) => ({ ...one, clawback: { reason: fact.reason } })));
  }
}

function opened(claim: FiledClaim, { type: _, ...fact }: Of<'CaseOpened'>): FiledClaim {
  const fresh = { stage: 'DECIDED', decisions: [], holds: [], funds: 'NONE', booked: [], paidLines: [] } as const;
  return { ...claim, cases: new Map(claim.cases).set(fact.caseId, { ...fact, ...fresh }) };
}

const decided = (claim: FiledClaim, fact: Of<'CaseDecided'>): FiledClaim =>
  changed(claim, [fact.caseId], (one) => ({
    ...one,
    decision: fact.decision,
    input: fact.input,
    decisions: [...one.decisions, noteOf(fact)],
  }));

function firstReviewed(claim: FiledClaim, { reviewer, round, cases }: Of<'FirstReviewPassed'>): FiledClaim {
  const ids = cases.map(({ caseId }) => caseId);
  const passed = changed(claim, ids, (one) => ({
    ...one,
    stage: 'FIRST_REVIEWED',
    round,
    firstReviewer: reviewer,
    funds: one.funds === 'NONE' ? 'PENDING' : one.funds,
  }));
  return seen({ ...passed, rounds: round });
}

function posted(claim: FiledClaim, { caseIds, lastDay, endsAt }: Of<'PublicityStarted'>): FiledClaim {
  return seen(changed(claim, caseIds, (one) => ({ ...one, stage: 'IN_PUBLICITY', publicity: { lastDay, endsAt } })));
}

function dropped(claim: FiledClaim, { cases }: Of<'CasesDropped'>): FiledClaim {
  const reasons = new Map(cases.map(({ caseId, reason }) => [caseId, reason]));
  return seen(
    changed(claim, reasons.keys(), (one) => ({
      ...one,
      dropped: reasons.get(one.caseId) ?? '',
      holds: [],
      funds: 'NONE',
      // What left with a payout may still arrive, and is then claimed back to the rows from which it came.
      booked: one.payoutId === undefined ? [] : one.booked,
    })),
  );
}

function released(claim: FiledClaim, { caseIds, waiting, releasedBy, payoutId }: Of<'CasesReleased'>): FiledClaim {
  const left = changed(claim, caseIds, (one) => ({ ...one, stage: 'RELEASED', releasedBy, ...(payoutId !== undefined && { payoutId }) }));
  return seen(changed(left, waiting, (one) => ({ ...one, stage: 'RELEASED', releasedBy })));
}

function noteOf({ decisionId, cause, decision, knownAt, decidedAt }: Of<'CaseDecided'>): DecisionNote {
  const { outcome, reason, detail, packs } = decision;
  return { decisionId, cause, outcome, ...(reason !== undefined && { reason }), detail, pack: packs[0]?.pack ?? '', knownAt, decidedAt };
}

const held = (claim: FiledClaim, caseId: string, hold: Hold): FiledClaim =>
  changed(claim, [caseId], (one) => ({ ...one, holds: [...without(one.holds, hold.reason), hold] }));

/** Supervision sends a case back to where both reviews are to be made again; its money stays set aside. */
const freed = (one: Case, reason: string, again: boolean): Case => {
  const { firstReviewer: _, secondReviewer: __, releasedBy: ___, ...rest } = one;
  const open = { holds: without(one.holds, reason) };
  return again ? { ...rest, ...open, stage: 'DECIDED' } : { ...one, ...open };
};

function answered(claim: FiledClaim, fact: Of<'FundsAnswered'>): FiledClaim {
  const committed = new Map(fact.committed.map(({ caseId, lines }) => [caseId, lines]));
  const queued = new Map(fact.queued.map(({ caseId, row, queue }) => [caseId, { row, number: queue }]));
  const withMoney = changed(claim, committed.keys(), (one) => {
    const { queue: _, ...rest } = one;
    return { ...rest, funds: 'COMMITTED', booked: committed.get(one.caseId) ?? [], answeredRound: fact.round };
  });
  return changed(withMoney, queued.keys(), (one) => {
    const queue = queued.get(one.caseId);
    return queue ? { ...one, funds: 'QUEUED', queue, booked: [], answeredRound: fact.round } : one;
  });
}

/** What a case comes to for whoever asks: the decision, unless something holds or ends it. */
export type Outcome = 'ELIGIBLE' | 'HELD' | 'REJECTED' | 'PAID' | 'CLAWBACK_OPENED';

export function outcomeOf(one: Case): { readonly outcome: Outcome; readonly reason?: string; readonly detail: ReasonDetail } {
  const { decision } = one;
  if (one.clawback) return { outcome: 'CLAWBACK_OPENED', reason: one.clawback.reason, detail: {} };
  if (one.dropped !== undefined) return { outcome: 'REJECTED', reason: one.dropped, detail: {} };
  if (one.stage === 'PAID') return { outcome: 'PAID', detail: decision?.detail ?? {} };
  if (decision === undefined) return { outcome: 'HELD', detail: {} };
  const [hold] = one.holds;
  if (decision.outcome === 'ELIGIBLE' && hold) return { outcome: 'HELD', ...hold };
  if (decision.outcome === 'ELIGIBLE' && one.funds === 'QUEUED')
    return { outcome: 'HELD', reason: 'FUND_EXHAUSTED', detail: { queue: one.queue?.number ?? 0 } };
  return { outcome: decision.outcome, detail: decision.detail, ...(decision.reason !== undefined && { reason: decision.reason }) };
}

export const linesOf = (one: Case): readonly DecidedLine[] => (one.dropped === undefined ? (one.decision?.lines ?? []) : []);
