// A claim and its cases, one for each person: what was decided, who reviewed it, where its money stands. Everything that may be done to it is in the files beside.
import type { Decider } from '@libs/event-store';
import type { CaseDecision, CaseInput, DecidedLine, Programme, ReasonDetail } from '@libs/policy';
import type { BookedLine, ClaimFact, DecisionNote, FindingOnClaim, FundRow } from './claim-facts';
import type { AccountVersions } from '../payee/payee.decider';
import { evolvedBy } from './claim-evolution';
import type { Posted } from './objections';

export { accountChangedReason, cameBack, returnReason } from './came-back';
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
    return state.status === 'FILED' ? evolvedBy(state, fact) : state;
  },
};

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
