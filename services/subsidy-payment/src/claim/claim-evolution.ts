// What the facts of a claim make of it, one after another.
import { payeeName } from '../payee/payee.decider';
import { accountChangedReason, cameBack, returnReason } from './came-back';
import type { Case, ClaimFact, DecisionNote, FiledClaim, Hold } from './claim.decider';
import { withObjection, withResolution } from './objections';

type Of<Type extends ClaimFact['type']> = Extract<ClaimFact, { type: Type }>;

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

type Evolution = { readonly [Type in Exclude<ClaimFact['type'], 'ClaimSubmitted'>]: (claim: FiledClaim, fact: Of<Type>) => FiledClaim };

/** What each fact makes of a claim that is filed. */
const evolution: Evolution = {
  CaseOpened: (claim, fact) => opened(claim, fact),
  CaseDecided: (claim, fact) => decided(claim, fact),
  ClaimDecided: (claim) => seen(claim),
  FirstReviewPassed: (claim, fact) => firstReviewed(claim, fact),
  FundsAnswered: (claim, fact) => answered(claim, fact),
  SecondReviewPassed: (claim, fact) =>
    seen(changed(claim, fact.caseIds, (one) => ({ ...one, stage: 'SECOND_REVIEWED', secondReviewer: fact.reviewer }))),
  PublicityStarted: (claim, fact) => posted(claim, fact),
  PublicityEnded: (claim, fact) => changed(claim, fact.caseIds, (one) => ({ ...one, stage: 'PUBLICITY_ENDED' })),
  ObjectionRaised: (claim, fact) => seen(held(heard(claim, fact), fact.caseId, { reason: 'PUBLICITY_OBJECTION', detail: {} })),
  ObjectionResolved: (claim, fact) =>
    seen(changed(claim, [fact.caseId], (one) => ({ ...withResolution(one, fact), holds: without(one.holds, 'PUBLICITY_OBJECTION') }))),
  CaseHeld: (claim, fact) => seen(held(claim, fact.caseId, { reason: fact.reason, detail: fact.detail })),
  CaseFreed: (claim, fact) => seen(changed(claim, [fact.caseId], (one) => freed(one, fact.reason, fact.again))),
  PayeeAccountChanged: (claim, fact) => accountChanged(claim, fact),
  CasesWithdrawn: (claim, fact) => withdrawn(claim, fact),
  FindingStands: (claim, fact) => found(claim, fact),
  CasesDropped: (claim, fact) => dropped(claim, fact),
  CasesReleased: (claim, fact) => released(claim, fact),
  WaitingCasesLeft: (claim, fact) => changed(claim, fact.caseIds, (one) => ({ ...one, payoutId: fact.payoutId })),
  ReleaseWithheld: (claim, fact) => seen(changed(claim, fact.caseIds, (one) => backFromRelease(one, fact.reason))),
  ReissueWithheld: (claim, fact) => seen(held(claim, fact.caseId, { reason: returnReason(fact.code), detail: { withheld: fact.reason } })),
  CaseLinesPaid: (claim, fact) => changed(claim, [fact.caseId], (one) => ({ ...one, paidLines: [...one.paidLines, ...fact.lines] })),
  CasePaid: (claim, fact) => changed(claim, [fact.caseId], (one) => ({ ...one, stage: 'PAID' })),
  CaseLinesReturned: (claim, fact) => seen(held(claim, fact.caseId, { reason: returnReason(fact.code), detail: {} })),
  CaseLinesReissued: (claim, fact) =>
    seen(changed(claim, [fact.caseId], (one) => ({ ...one, holds: one.holds.filter((hold) => !cameBack(hold)) }))),
  ClawbackOpened: (claim, fact) => seen(changed(claim, [fact.caseId], (one) => ({ ...one, clawback: { reason: fact.reason } }))),
};

export const evolvedBy = (claim: FiledClaim, fact: Exclude<ClaimFact, { type: 'ClaimSubmitted' }>): FiledClaim =>
  (evolution[fact.type] as (claim: FiledClaim, fact: ClaimFact) => FiledClaim)(claim, fact);

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

const heard = (claim: FiledClaim, fact: Of<'ObjectionRaised'>) => changed(claim, [fact.caseId], (one) => withObjection(one, fact));

function noteOf({ decisionId, cause, decision, knownAt, decidedAt }: Of<'CaseDecided'>): DecisionNote {
  const { outcome, reason, detail, packs } = decision;
  return { decisionId, cause, outcome, ...(reason !== undefined && { reason }), detail, pack: packs[0]?.pack ?? '', knownAt, decidedAt };
}

const held = (claim: FiledClaim, caseId: string, hold: Hold): FiledClaim =>
  changed(claim, [caseId], (one) => ({ ...one, holds: [...without(one.holds, hold.reason), hold] }));

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
