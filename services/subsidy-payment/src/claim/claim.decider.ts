// A claim and its cases, one for each person: what was decided, who reviewed it, where its money stands. Everything that may be done to it is in the files beside.
import type { Decider } from '@libs/event-store';
import type { CaseDecision, CaseInput, DecidedLine, Programme, ReasonDetail } from '@libs/policy';
import type { BookedLine, ClaimFact, DecisionNote, FindingOnClaim, FundRow } from './claim-facts';
import { noteOf } from './decision-note';
import { withObjection, withResolution, type Posted } from './objections';
import { payeeName, type AccountVersions } from '../payee/payee.decider';

export type * from './claim-facts';

/** Which part of a subsidy that is paid in two. */
type Part = NonNullable<CaseInput['stage']>;

/** Where a case stands on its way; what holds it up there is beside it. */
export type Stage = 'DECIDED' | 'FIRST_REVIEWED' | 'SECOND_REVIEWED' | 'IN_PUBLICITY' | 'PUBLICITY_ENDED' | 'RELEASED' | 'PAID';
export type Hold = { readonly reason: string; readonly detail: ReasonDetail };

export type Case = Posted & {
  readonly caseId: string;
  readonly personId: string;
  readonly place: number;
  readonly stage: Stage;
  readonly decision?: CaseDecision;
  readonly input?: CaseInput;
  /** Every decision on it, oldest first. */
  readonly decisions: readonly DecisionNote[];
  /** What holds it beside its decision, oldest first; FUND_EXHAUSTED follows from `funds`. */
  readonly holds: readonly Hold[];
  /** Why the ledger did not book its release; until it is released again. */
  readonly withheld?: string;
  /** Set when it will never be paid, whatever was decided. */
  readonly dropped?: string;
  readonly funds: 'NONE' | 'PENDING' | 'QUEUED' | 'COMMITTED';
  readonly queue?: { readonly row: FundRow; readonly number: number };
  readonly booked: readonly BookedLine[];
  /** The round of reviews to which the ledger answered last. */
  readonly answeredRound?: number;
  /** Which first review of the claim stands for it; the people who acted on it may not act on it again within this round. */
  readonly round?: number;
  /** The version of the payee's account by line, as the reviewers said yes to it. */
  readonly accounts: ReadonlyMap<number, number>;
  /** Why it stands before its reviews again. */
  readonly sentBack?: string;
  readonly firstReviewer?: string;
  readonly secondReviewer?: string;
  readonly releasedBy?: string;
  readonly payoutId?: string;
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
      readonly filer: string;
      /** In roster order. */
      readonly cases: ReadonlyMap<string, Case>;
      readonly rounds: number;
      /** What was heard of payees' accounts since the claim was filed. */
      readonly accounts: AccountVersions;
      /** What supervision found at its classes. */
      readonly findings: readonly FindingOnClaim[];
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
    PayeeAccountChanged: 1,
    CasesWithdrawn: 1,
    FindingStands: 1,
    CasesDropped: 1,
    CasesReleased: 1,
    WaitingCasesLeft: 1,
    ReleaseWithheld: 1,
    ReissueWithheld: 1,
    CaseLinesPaid: 1,
    CasePaid: 1,
    CaseLinesReturned: 1,
    CaseLinesReissued: 1,
    ClawbackOpened: 1,
  },
  evolve(state, fact) {
    if (fact.type === 'ClaimSubmitted') {
      const { type: _, submittedAt: __, caseIds: ___, ...filed } = fact;
      return { status: 'FILED', ...filed, cases: new Map(), rounds: 0, accounts: new Map(), findings: [], viewVersion: 1 };
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
      return seen(held(heard(claim, fact), fact.caseId, { reason: 'PUBLICITY_OBJECTION', detail: {} }));
    case 'ObjectionResolved':
      return seen(
        changed(claim, [fact.caseId], (one) => ({ ...withResolution(one, fact), holds: without(one.holds, 'PUBLICITY_OBJECTION') })),
      );
    case 'CaseHeld':
      return seen(held(claim, fact.caseId, { reason: fact.reason, detail: fact.detail }));
    case 'CaseFreed':
      return seen(changed(claim, [fact.caseId], (one) => freed(one, fact.reason, fact.again)));
    case 'PayeeAccountChanged':
      return accountChanged(claim, fact);
    case 'CasesWithdrawn':
      return withdrawn(claim, fact);
    case 'FindingStands':
      return found(claim, fact);
    case 'CasesDropped':
      return dropped(claim, fact);
    case 'CasesReleased':
      return released(claim, fact);
    case 'WaitingCasesLeft':
      return changed(claim, fact.caseIds, (one) => ({ ...one, payoutId: fact.payoutId }));
    case 'ReleaseWithheld':
      return seen(changed(claim, fact.caseIds, (one) => backFromRelease(one, fact.reason)));
    case 'ReissueWithheld':
      return seen(held(claim, fact.caseId, { reason: `BANK_RETURN_${fact.code}`, detail: { withheld: fact.reason } }));
    case 'CaseLinesPaid':
      return changed(claim, [fact.caseId], (one) => ({ ...one, paidLines: [...one.paidLines, ...fact.lines] }));
    case 'CasePaid':
      return changed(claim, [fact.caseId], (one) => ({ ...one, stage: 'PAID' }));
    case 'CaseLinesReturned':
      return seen(held(claim, fact.caseId, { reason: returnReason(fact.code), detail: {} }));
    case 'CaseLinesReissued':
      return seen(changed(claim, [fact.caseId], (one) => ({ ...one, holds: one.holds.filter((hold) => !cameBack(hold)) })));
    case 'ClawbackOpened':
      return seen(changed(claim, [fact.caseId], (one) => ({ ...one, clawback: { reason: fact.reason } })));
  }
}

const found = (claim: FiledClaim, { type: _, heardAt: __, ...finding }: Of<'FindingStands'>): FiledClaim => ({
  ...claim,
  findings: [...claim.findings, finding],
});

function opened(claim: FiledClaim, { type: _, ...fact }: Of<'CaseOpened'>): FiledClaim {
  const fresh = { stage: 'DECIDED', decisions: [], holds: [], funds: 'NONE', booked: [], accounts: new Map(), paidLines: [] } as const;
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
  const lines = new Map(cases.map((one) => [one.caseId, one.lines]));
  const passed = changed(claim, lines.keys(), ({ sentBack: _, ...one }) => ({
    ...one,
    stage: 'FIRST_REVIEWED',
    round,
    accounts: new Map(lines.get(one.caseId)?.map(({ line, accountVersion }) => [line, accountVersion])),
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
  const gone = ({ withheld: _, ...one }: Case): Case => ({ ...one, stage: 'RELEASED', releasedBy });
  const left = changed(claim, caseIds, (one) => ({ ...gone(one), ...(payoutId !== undefined && { payoutId }) }));
  return seen(changed(left, waiting, gone));
}

/** As before the release: its reviews and its publicity stand, and so does the money that is set aside for it. */
function backFromRelease({ payoutId: _, releasedBy: __, ...one }: Case, reason: string): Case {
  return { ...one, stage: 'PUBLICITY_ENDED', withheld: reason };
}

const held = (claim: FiledClaim, caseId: string, hold: Hold): FiledClaim =>
  changed(claim, [caseId], (one) => ({ ...one, holds: [...without(one.holds, hold.reason), hold] }));

const heard = (claim: FiledClaim, fact: Of<'ObjectionRaised'>) => changed(claim, [fact.caseId], (one) => withObjection(one, fact));

/** Back to where both reviews are to be made again; its money stays set aside. */
function again({ firstReviewer: _, secondReviewer: __, releasedBy: ___, withheld: ____, ...rest }: Case): Case {
  return { ...rest, accounts: new Map(), stage: 'DECIDED' };
}

const freed = (one: Case, reason: string, anew: boolean): Case => {
  const open = { ...one, holds: without(one.holds, reason) };
  return anew ? again(open) : open;
};

const voided = (one: Case): Case => ({ ...again(one), holds: without(one.holds, 'ACCOUNT_MISSING'), sentBack: accountChangedReason });

function accountChanged(claim: FiledClaim, { payee, accountVersion, voided: caseIds }: Of<'PayeeAccountChanged'>): FiledClaim {
  return seen({ ...changed(claim, caseIds, voided), accounts: new Map(claim.accounts).set(payeeName(payee), accountVersion) });
}

function withdrawn(claim: FiledClaim, fact: Of<'CasesWithdrawn'>): FiledClaim {
  const back = changed(claim, [...fact.voided, ...fact.unchanged], ({ payoutId: _, releasedBy: __, ...one }) => ({
    ...one,
    stage: 'PUBLICITY_ENDED',
  }));
  return seen(changed(back, fact.voided, voided));
}

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

/** Money did not arrive because its payee has another account now, which nobody had said yes to. */
export const accountChangedReason = 'ACCOUNT_CHANGED';

// What came back from the bank says so; what never left says why.
export const returnReason = (code: string): string => (code === accountChangedReason ? code : `BANK_RETURN_${code}`);

/** 退票: it stays held until another order takes the place of the one that came back. */
export const cameBack = ({ reason }: { readonly reason: string }): boolean =>
  reason.startsWith('BANK_RETURN_') || reason === accountChangedReason;

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
  if (decision.outcome === 'ELIGIBLE' && one.withheld !== undefined)
    return { outcome: 'HELD', reason: 'BOOKING_WITHHELD', detail: { withheld: one.withheld } };
  if (decision.outcome === 'ELIGIBLE' && one.funds === 'QUEUED')
    return { outcome: 'HELD', reason: 'FUND_EXHAUSTED', detail: { queue: one.queue?.number ?? 0 } };
  return { outcome: decision.outcome, detail: decision.detail, ...(decision.reason !== undefined && { reason: decision.reason }) };
}

export const linesOf = (one: Case): readonly DecidedLine[] => (one.dropped === undefined ? (one.decision?.lines ?? []) : []);
