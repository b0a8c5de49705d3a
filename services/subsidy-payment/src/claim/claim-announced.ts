// What of a claim is everyone's business. What the ledger books travels under the one key of money, in our order; all else under the claim's.
import {
  CaseDecidedV1,
  CasePaidV1,
  CasesDroppedV1,
  ClaimEvaluatedV1,
  ClaimHeldV1,
  ClaimRejectedV1,
  ClaimSubmittedV1,
  ClawbackOpenedV1,
  FirstReviewPassedV1,
  HoldReleasedV1,
  ObjectionRaisedV1,
  ObjectionResolvedV1,
  PublicityEndedV1,
  PublicityStartedV1,
  SecondReviewPassedV1,
  type Contract,
} from '@libs/contracts';
import type { RecordedFact } from '@libs/event-store';
import { yuanOf } from '@libs/kernel';
import type { Announcement } from '@libs/messaging';
import { returnReason, type CaseReason, type ClaimFact } from './claim.decider';

type Of<Type extends ClaimFact['type']> = Extract<ClaimFact, { type: Type }>;

const underMoney = <Data extends object>(contract: Contract<Data>, data: Data): Announcement => ({ contract, key: 'money', data });

const held = (claimId: string, cases: readonly CaseReason[], heldAt: string): readonly Announcement[] =>
  cases.length === 0 ? [] : [{ contract: ClaimHeldV1, key: claimId, data: { claimId, cases: [...cases], heldAt } }];

const released = (claimId: string, cases: readonly CaseReason[], releasedAt: string): readonly Announcement[] =>
  cases.length === 0 ? [] : [{ contract: HoldReleasedV1, key: claimId, data: { claimId, cases: [...cases], releasedAt } }];

const uuidsOf = (values: readonly (string | undefined)[]): string[] => values.flatMap((value) => value ?? []);

// The deciding one first, as the contract says; the others in the order of the tests.
const reasonsOf = ({ reason, failed }: Of<'CaseDecided'>['decision']): string[] => [
  ...new Set([...(reason === undefined ? [] : [reason]), ...failed.map((test) => test.reason)]),
];

function caseDecided(claimId: string, { caseId, decisionId, decision, input, decidedAt }: Of<'CaseDecided'>): Announcement {
  const classes = [input.class, ...(input.furtherClasses ?? [])];
  const certificates = [...classes.map((ofClass) => ofClass?.certificate), input.certificate?.found];
  const [deciding] = decision.packs;
  const data: CaseDecidedV1 = {
    claimId,
    caseId,
    decisionId,
    personId: input.person.personId,
    classIds: uuidsOf(classes.map((ofClass) => ofClass?.classId)),
    enrolmentIds: uuidsOf(classes.map((ofClass) => ofClass?.enrolmentId)),
    certificateIds: uuidsOf(certificates.map((certificate) => certificate?.certificateId)),
    outcome: decision.outcome,
    reasons: reasonsOf(decision),
    lines: decision.lines.map(({ line, programme, fund, payee, amountFen }) => ({
      line,
      programme,
      fund,
      payee,
      amount: yuanOf(amountFen),
    })),
    pack: deciding?.pack ?? '',
    packHash: deciding?.hash ?? '',
    decidedAt,
  };
  return { contract: CaseDecidedV1, key: caseId, data };
}

function claimDecided(
  claimId: string,
  { eligible, rejected, held: waiting, freed, place, pack, decidedAt }: Of<'ClaimDecided'>,
): readonly Announcement[] {
  const evaluated = { contract: ClaimEvaluatedV1, key: claimId, data: { claimId, caseIds: [...eligible], evaluatedAt: decidedAt } };
  const { region, institutionId, classIds } = place;
  const out = {
    claimId,
    region,
    ...(institutionId !== undefined && { institutionId }),
    classIds: [...classIds],
    cases: [...rejected],
    pack,
    rejectedAt: decidedAt,
  };
  return [
    ...released(claimId, freed, decidedAt),
    ...(eligible.length > 0 ? [evaluated] : []),
    ...(rejected.length > 0 ? [{ contract: ClaimRejectedV1, key: claimId, data: out }] : []),
    ...held(claimId, waiting, decidedAt),
  ];
}

const exhausted = ({ caseId }: { readonly caseId: string }): CaseReason => ({ caseId, reason: 'FUND_EXHAUSTED' });

type Told = readonly Announcement[];

function submitted(
  claimId: string,
  { programmes, region, organisationId, classIds, caseIds, appliedOn, submittedAt }: Of<'ClaimSubmitted'>,
): Told {
  const lists = { programmes: [...programmes], classIds: [...classIds], caseIds: [...caseIds] };
  const data = {
    claimId,
    region,
    ...lists,
    ...(organisationId !== undefined && { institutionId: organisationId }),
    appliedOn,
    submittedAt,
  };
  return [{ contract: ClaimSubmittedV1, key: claimId, data }];
}

function firstReviewed(claimId: string, { round, reviewer, seen, passedAt, cases: needy }: Of<'FirstReviewPassed'>): Told {
  const cases = needy.map(({ caseId, lines }) => ({
    caseId,
    lines: lines.map(({ amountFen, accountVersion: _, ...line }) => ({ ...line, amount: yuanOf(amountFen) })),
  }));
  return [underMoney(FirstReviewPassedV1, { claimId, round, reviewer, cases, seen, passedAt })];
}

const secondReviewed = (claimId: string, { reviewer, caseIds, seen, passedAt }: Of<'SecondReviewPassed'>): Told => [
  { contract: SecondReviewPassedV1, key: claimId, data: { claimId, reviewer, caseIds: [...caseIds], seen, passedAt } },
];

function fundsAnswered(claimId: string, { served, committed, queued, answeredAt }: Of<'FundsAnswered'>): Told {
  return [...released(claimId, served ? committed.map(exhausted) : [], answeredAt), ...held(claimId, queued.map(exhausted), answeredAt)];
}

const publicityStarted = (claimId: string, { caseIds, lastDay, startedAt }: Of<'PublicityStarted'>): Told => [
  { contract: PublicityStartedV1, key: claimId, data: { claimId, caseIds: [...caseIds], lastDay, startedAt } },
];

const publicityEnded = (claimId: string, { caseIds, endedAt }: Of<'PublicityEnded'>): Told => [
  { contract: PublicityEndedV1, key: claimId, data: { claimId, caseIds: [...caseIds], endedAt } },
];

const objection = (caseId: string): readonly CaseReason[] => [{ caseId, reason: 'PUBLICITY_OBJECTION' }];

const objectionRaised = (claimId: string, { caseId, raisedAt }: Of<'ObjectionRaised'>): Told => [
  { contract: ObjectionRaisedV1, key: claimId, data: { claimId, caseId, raisedAt } },
  ...held(claimId, objection(caseId), raisedAt),
];

const objectionResolved = (claimId: string, { caseId, upheld, resolvedAt }: Of<'ObjectionResolved'>): Told => [
  { contract: ObjectionResolvedV1, key: claimId, data: { claimId, caseId, upheld, resolvedAt } },
  ...(upheld ? [] : released(claimId, objection(caseId), resolvedAt)),
];

const casePaid = (claimId: string, { caseId, personId, paidAt }: Of<'CasePaid'>): Told => [
  { contract: CasePaidV1, key: caseId, data: { claimId, caseId, personId, paidAt } },
];

const casesDropped = (claimId: string, { cases, droppedAt }: Of<'CasesDropped'>): Told => [
  underMoney(CasesDroppedV1, { claimId, cases: [...cases], droppedAt }),
];

const clawbackOpened = ({ caseId, reason, debts, openedAt }: Of<'ClawbackOpened'>): Told =>
  debts.map(({ debtId, debtor, row, amountFen }) =>
    underMoney(ClawbackOpenedV1, { debtId, caseId, debtor, row, amount: yuanOf(amountFen), reason, openedAt }),
  );

const releaseWithheld = (claimId: string, { caseIds, withheldAt }: Of<'ReleaseWithheld'>): Told =>
  held(
    claimId,
    caseIds.map((caseId) => ({ caseId, reason: 'BOOKING_WITHHELD' })),
    withheldAt,
  );

export function announceClaim({ streamId: claimId, fact }: RecordedFact<ClaimFact>): Told {
  switch (fact.type) {
    case 'ClaimSubmitted':
      return submitted(claimId, fact);
    case 'CaseDecided':
      return [caseDecided(claimId, fact)];
    case 'ClaimDecided':
      return claimDecided(claimId, fact);
    case 'FirstReviewPassed':
      return firstReviewed(claimId, fact);
    case 'FundsAnswered':
      return fundsAnswered(claimId, fact);
    case 'SecondReviewPassed':
      return secondReviewed(claimId, fact);
    case 'PublicityStarted':
      return publicityStarted(claimId, fact);
    case 'PublicityEnded':
      return publicityEnded(claimId, fact);
    case 'ObjectionRaised':
      return objectionRaised(claimId, fact);
    case 'ObjectionResolved':
      return objectionResolved(claimId, fact);
    case 'CaseHeld':
      return held(claimId, [{ caseId: fact.caseId, reason: fact.reason }], fact.heldAt);
    case 'CaseFreed':
      return released(claimId, [{ caseId: fact.caseId, reason: fact.reason }], fact.freedAt);
    case 'CasesDropped':
      return casesDropped(claimId, fact);
    case 'CasePaid':
      return casePaid(claimId, fact);
    case 'CaseLinesReturned':
      return held(claimId, [{ caseId: fact.caseId, reason: returnReason(fact.code) }], fact.returnedAt);
    case 'ReleaseWithheld':
      return releaseWithheld(claimId, fact);
    case 'ReissueWithheld':
      return held(claimId, [{ caseId: fact.caseId, reason: returnReason(fact.code) }], fact.withheldAt);
    case 'ClawbackOpened':
      return clawbackOpened(fact);
    case 'CaseOpened':
    case 'PayeeAccountChanged':
    case 'CasesWithdrawn':
    case 'FindingStands':
    case 'CasesReleased':
    case 'WaitingCasesLeft':
    case 'CaseLinesPaid':
    case 'CaseLinesReissued':
      return [];
  }
}
