// What is recorded of a claim and its cases. A fact holds one person's data alone, or nobody's.
import type { Fen } from '@libs/kernel';
import type { CaseDecision, CaseInput, Fund, Payee, Programme, ReasonDetail } from '@libs/policy';
import type { Said } from './objections';

export type FundRow = { readonly fund: Fund; readonly region: string; readonly year: number };
export type BookedLine = { readonly line: number; readonly row: FundRow; readonly amountFen: Fen };
export type NeededLine = {
  readonly line: number;
  readonly programme: Programme;
  readonly fund: Fund;
  readonly region: string;
  readonly year: number;
  readonly amountFen: Fen;
  /** Which version of the payee's account the reviewers say yes to; 0 while none is known. */
  readonly accountVersion: number;
};
/** A decision as people are shown it: it stays, whatever comes after. */
export type DecisionNote = {
  readonly decisionId: string;
  readonly cause: DecisionCause;
  readonly outcome: CaseDecision['outcome'];
  readonly reason?: string;
  readonly detail: ReasonDetail;
  readonly pack: string;
  readonly knownAt: string;
  readonly decidedAt: string;
};
export type FindingOnClaim = {
  readonly classId: string;
  readonly reason: string;
  /** Whom it concerns; everybody of the class where nobody is named. */
  readonly personId?: string;
};
export type CaseReason = { readonly caseId: string; readonly reason: string };
export type DecisionCause = 'APPLIED' | 'RECHECKED' | 'REASSESSED' | 'RESERVATION_FREED' | 'RESERVE_CORRECTED' | 'CERTIFICATE_REVOKED';

export type ClaimFact =
  | {
      readonly type: 'ClaimSubmitted';
      readonly programmes: readonly Programme[];
      readonly region: string;
      /** The institution or employer that asks; absent where the person asks. */
      readonly organisationId?: string;
      readonly classIds: readonly string[];
      readonly certificate?: { readonly occupation: string; readonly level: string };
      readonly stage?: 1 | 2;
      readonly caseIds: readonly string[];
      readonly appliedOn: string;
      readonly filedBy: string;
      /** The person who filed it, whichever account they used. */
      readonly filer: string;
      readonly submittedAt: string;
    }
  | {
      readonly type: 'CaseOpened';
      readonly caseId: string;
      readonly personId: string;
      readonly place: number;
    }
  | {
      readonly type: 'CaseDecided';
      readonly caseId: string;
      readonly decisionId: string;
      readonly cause: DecisionCause;
      readonly decision: CaseDecision;
      /** Everything that the decision stands on, frozen: it re-computes from this and the packs. */
      readonly input: CaseInput;
      readonly knownAt: string;
      readonly decidedAt: string;
    }
  /** One decision over several cases is over: which are in, out and held by it. */
  | {
      readonly type: 'ClaimDecided';
      readonly cause: DecisionCause;
      readonly eligible: readonly string[];
      readonly rejected: readonly CaseReason[];
      readonly held: readonly CaseReason[];
      /** Cases that were held before and are not any more. */
      readonly freed: readonly CaseReason[];
      /** What whoever hears of a rejection asks next: where, at whose class. */
      readonly place: { readonly region: string; readonly institutionId?: string; readonly classIds: readonly string[] };
      readonly pack: string;
      readonly decidedAt: string;
    }
  | {
      readonly type: 'FirstReviewPassed';
      readonly round: number;
      readonly reviewer: string;
      readonly cases: readonly { readonly caseId: string; readonly lines: readonly NeededLine[] }[];
      readonly seen: string;
      readonly passedAt: string;
    }
  /** What the ledger answered: whose money is set aside, and who waits for it. */
  | {
      readonly type: 'FundsAnswered';
      readonly round: number;
      readonly served: boolean;
      readonly committed: readonly { readonly caseId: string; readonly lines: readonly BookedLine[] }[];
      readonly queued: readonly { readonly caseId: string; readonly row: FundRow; readonly queue: number }[];
      readonly answeredAt: string;
    }
  | {
      readonly type: 'SecondReviewPassed';
      readonly reviewer: string;
      readonly caseIds: readonly string[];
      readonly seen: string;
      readonly passedAt: string;
    }
  | {
      readonly type: 'PublicityStarted';
      readonly caseIds: readonly string[];
      readonly lastDay: string;
      readonly endsAt: string;
      readonly startedAt: string;
    }
  | { readonly type: 'PublicityEnded'; readonly caseIds: readonly string[]; readonly endedAt: string }
  | { readonly type: 'ObjectionRaised'; readonly caseId: string; readonly said?: Said; readonly raisedAt: string }
  | {
      readonly type: 'ObjectionResolved';
      readonly caseId: string;
      readonly upheld: boolean;
      readonly officer: string;
      readonly resolvedAt: string;
    }
  /** Held for a reason that is no decision: supervision, a death before the release. */
  | { readonly type: 'CaseHeld'; readonly caseId: string; readonly reason: string; readonly detail: ReasonDetail; readonly heldAt: string }
  | { readonly type: 'CaseFreed'; readonly caseId: string; readonly reason: string; readonly again: boolean; readonly freedAt: string }
  /** Money goes to another account than the one that was known: the yes of everybody to these cases is void, and their money stays set aside. */
  | {
      readonly type: 'PayeeAccountChanged';
      readonly payee: Payee;
      readonly accountVersion: number;
      readonly voided: readonly string[];
      readonly changedAt: string;
    }
  /** Their orders never left: those whose payee has another account are reviewed again, those that shared an order with them are released again. */
  | {
      readonly type: 'CasesWithdrawn';
      readonly payoutId: string;
      readonly voided: readonly string[];
      readonly unchanged: readonly string[];
      readonly withdrawnAt: string;
    }
  /** Supervision found something at a class on which the claim stands: nothing of what it concerns is decided for anybody's good or let go after this. */
  | ({ readonly type: 'FindingStands'; readonly heardAt: string } & FindingOnClaim)
  /** Never to be paid: what was set aside for them is given back. */
  | { readonly type: 'CasesDropped'; readonly cases: readonly CaseReason[]; readonly droppedAt: string }
  /** 签批: their money goes with this payout; that of the waiting ones follows when the ledger has it. */
  | {
      readonly type: 'CasesReleased';
      readonly payoutId?: string;
      readonly caseIds: readonly string[];
      readonly waiting: readonly string[];
      readonly releasedBy: string;
      readonly releasedAt: string;
    }
  /** The money of cases that had waited for it goes with a payout of its own. */
  | { readonly type: 'WaitingCasesLeft'; readonly payoutId: string; readonly caseIds: readonly string[]; readonly leftAt: string }
  /** The ledger did not book the payout: nothing has left, and the cases may be released again. */
  | {
      readonly type: 'ReleaseWithheld';
      readonly payoutId: string;
      readonly caseIds: readonly string[];
      readonly reason: string;
      readonly withheldAt: string;
    }
  /** The ledger did not book what was to be paid again: it is where the bank had sent it back to. */
  | {
      readonly type: 'ReissueWithheld';
      readonly caseId: string;
      readonly orderId: string;
      readonly code: string;
      readonly reason: string;
      readonly withheldAt: string;
    }
  | {
      readonly type: 'CaseLinesPaid';
      readonly caseId: string;
      readonly orderId: string;
      readonly lines: readonly number[];
      readonly paidAt: string;
    }
  | { readonly type: 'CasePaid'; readonly caseId: string; readonly personId: string; readonly paidAt: string }
  | {
      readonly type: 'CaseLinesReturned';
      readonly caseId: string;
      readonly orderId: string;
      readonly code: string;
      readonly returnedAt: string;
    }
  | {
      readonly type: 'CaseLinesReissued';
      readonly caseId: string;
      readonly orderId: string;
      readonly replaces: string;
      readonly reissuedAt: string;
    }
  | {
      readonly type: 'ClawbackOpened';
      readonly caseId: string;
      readonly reason: string;
      readonly debts: readonly {
        readonly debtId: string;
        readonly line: number;
        readonly debtor: Payee;
        readonly row: FundRow;
        readonly amountFen: Fen;
      }[];
      readonly openedAt: string;
    };
