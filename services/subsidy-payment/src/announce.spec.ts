import { describe, expect, it } from '@jest/globals';
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
  PolicyPackPublishedV1,
  PublicityEndedV1,
  PublicityStartedV1,
  ReassessmentRequestedV1,
  SecondReviewPassedV1,
  type Contract,
} from '@libs/contracts';
import type { Fact, RecordedFact } from '@libs/event-store';
import { fen, fenOf } from '@libs/kernel';
import { checkContract } from '@libs/messaging';
import type { ClassInput, Fund, Payee, Programme } from '@libs/policy';
import { goldenSample, testNow } from '@libs/testing';
import { announce } from './announce';
import { claim, type ClaimFact } from './claim/claim.decider';
import { pack, type PackFact } from './pack/pack.decider';
import { reassessment, type ReassessmentFact } from './reassessment/reassessment.decider';
import { eligible, inputOf, row } from './testing/claims';

const claimId = goldenSample(ClaimSubmittedV1).claimId;
const caseId = goldenSample(CasePaidV1).caseId;
const now = goldenSample(ClaimSubmittedV1).submittedAt;

const recorded = (category: string, streamId: string, fact: Fact): RecordedFact<never> =>
  ({
    id: 'subsidy-payment/7',
    log: 'subsidy-payment',
    seq: 7,
    category,
    streamId,
    version: 2,
    schema: 1,
    fact,
    meta: { command: 'c', actor: 'a', correlation: 'r', recordedAt: testNow },
  }) as unknown as RecordedFact<never>;

const told = (fact: ClaimFact) => announce(recorded(claim.category, claimId, fact));
const under = <Data extends object>(key: string, contract: Contract<Data>, data: object = goldenSample(contract)) => ({
  contract,
  key,
  data,
});

describe('what subsidy-payment announces of a claim is the golden sample', () => {
  it('when it is submitted', () => {
    const { claimId: _, programmes, institutionId, ...sample } = goldenSample(ClaimSubmittedV1);
    const fact: ClaimFact = {
      type: 'ClaimSubmitted',
      ...sample,
      programmes: programmes as Programme[],
      filedBy: 'somebody',
      filer: 'somebody',
    };
    expect(institutionId).toBeUndefined();
    expect(told(fact)).toEqual([under(claimId, ClaimSubmittedV1)]);
    expect(told({ ...fact, organisationId: 'institution' })[0]?.data).toMatchObject({ institutionId: 'institution' });
  });
  it('when a case is decided: with one person alone, and nothing of the input but ids', () => {
    const sample = goldenSample(CaseDecidedV1);
    const { personId, decisionId, classIds, enrolmentIds, certificateIds, lines, pack: name, packHash } = sample;
    const [classId = '', enrolmentId = '', certificateId = ''] = [...classIds, ...enrolmentIds, ...certificateIds];
    const certificate = { certificateId, occupation: '', level: '', kind: '', issuedOn: '', verified: true };
    const input = { ...inputOf(personId), class: { classId, enrolmentId, certificate } as ClassInput };
    const decision = {
      ...eligible,
      lines: lines.map(({ line, programme, fund, payee, amount }) => ({
        line,
        programme: programme as Programme,
        fund: fund as Fund,
        payee: payee as Payee,
        amountFen: fenOf(amount),
      })),
      packs: [{ pack: name, hash: packHash }],
    };
    const fact: ClaimFact = {
      type: 'CaseDecided',
      caseId: sample.caseId,
      decisionId,
      cause: 'APPLIED',
      decision,
      input,
      knownAt: now,
      decidedAt: now,
    };
    expect(told(fact)).toEqual([under(sample.caseId, CaseDecidedV1)]);
  });
  it('when a decision over its cases is made: who is in, who is out, who is held, who is free again', () => {
    const rejectedSample = goldenSample(ClaimRejectedV1);
    const fact: ClaimFact = {
      type: 'ClaimDecided',
      cause: 'APPLIED',
      eligible: goldenSample(ClaimEvaluatedV1).caseIds,
      rejected: rejectedSample.cases,
      held: goldenSample(ClaimHeldV1).cases,
      freed: goldenSample(HoldReleasedV1).cases,
      place: { region: rejectedSample.region, classIds: rejectedSample.classIds },
      pack: rejectedSample.pack,
      decidedAt: now,
    };
    expect(told(fact)).toEqual(
      [HoldReleasedV1, ClaimEvaluatedV1, ClaimRejectedV1, ClaimHeldV1].map((contract) => under(claimId, contract as Contract)),
    );
    expect(told({ ...fact, eligible: [], rejected: [], held: [], freed: [] })).toEqual([]);
  });
  it('when it is reviewed, and what is needed goes to the ledger under the key of money', () => {
    const { round, reviewer, cases, seen, passedAt } = goldenSample(FirstReviewPassedV1);
    const needy = cases.map((one) => ({
      caseId: one.caseId,
      lines: one.lines.map(({ programme, fund, amount, ...line }) => ({
        ...line,
        programme: programme as Programme,
        fund: fund as Fund,
        amountFen: fenOf(amount),
        accountVersion: 1,
      })),
    }));
    expect(told({ type: 'FirstReviewPassed', round, reviewer, cases: needy, seen, passedAt })).toEqual([
      under('money', FirstReviewPassedV1),
    ]);
    const { claimId: _, ...second } = goldenSample(SecondReviewPassedV1);
    expect(told({ type: 'SecondReviewPassed', ...second })).toEqual([under(claimId, SecondReviewPassedV1)]);
  });
  it('when it is posted, objected to, and over', () => {
    const { claimId: _, ...started } = goldenSample(PublicityStartedV1);
    expect(told({ type: 'PublicityStarted', ...started, endsAt: now })).toEqual([under(claimId, PublicityStartedV1)]);
    const { caseIds, endedAt } = goldenSample(PublicityEndedV1);
    expect(told({ type: 'PublicityEnded', caseIds, endedAt })).toEqual([under(claimId, PublicityEndedV1)]);
    const { claimId: __, ...raised } = goldenSample(ObjectionRaisedV1);
    const objection = [{ caseId: raised.caseId, reason: 'PUBLICITY_OBJECTION' }];
    expect(told({ type: 'ObjectionRaised', ...raised })).toEqual([
      under(claimId, ObjectionRaisedV1),
      under(claimId, ClaimHeldV1, { claimId, cases: objection, heldAt: raised.raisedAt }),
    ]);
    const { claimId: ___, ...resolved } = goldenSample(ObjectionResolvedV1);
    const freed = under(claimId, HoldReleasedV1, { claimId, cases: objection, releasedAt: resolved.resolvedAt });
    expect(told({ type: 'ObjectionResolved', ...resolved, officer: 'one' })).toEqual([
      under(claimId, ObjectionResolvedV1),
      ...(resolved.upheld ? [] : [freed]),
    ]);
  });
  it('when somebody is dropped, paid, or owes it back', () => {
    const { cases, droppedAt } = goldenSample(CasesDroppedV1);
    expect(told({ type: 'CasesDropped', cases, droppedAt })).toEqual([under('money', CasesDroppedV1)]);
    const { claimId: _, ...paid } = goldenSample(CasePaidV1);
    expect(told({ type: 'CasePaid', ...paid })).toEqual([under(paid.caseId, CasePaidV1)]);
    const { debtId, debtor, row: from, amount, reason, openedAt } = goldenSample(ClawbackOpenedV1);
    const debt = { debtId, line: 1, debtor: debtor as Payee, row: { ...from, fund: from.fund as Fund }, amountFen: fenOf(amount) };
    expect(told({ type: 'ClawbackOpened', caseId, reason, debts: [debt], openedAt })).toEqual([under('money', ClawbackOpenedV1)]);
  });
});

describe('holds', () => {
  const one = { caseId, reason: 'FUND_EXHAUSTED' };
  it('are told when a row cannot pay, and when its queue is served', () => {
    const lines = [{ line: 1, row, amountFen: fen(1) }];
    const answered = (more: object) =>
      told({ type: 'FundsAnswered', round: 1, served: false, committed: [], queued: [], answeredAt: now, ...more } as ClaimFact);
    expect(answered({ queued: [{ caseId, row, queue: 1 }] })).toEqual([
      under(claimId, ClaimHeldV1, { claimId, cases: [one], heldAt: now }),
    ]);
    expect(answered({ committed: [{ caseId, lines }] })).toEqual([]);
    expect(answered({ served: true, committed: [{ caseId, lines }] })).toEqual([
      under(claimId, HoldReleasedV1, { claimId, cases: [one], releasedAt: now }),
    ]);
  });
  it('are told when supervision stops and frees, and when the bank returns', () => {
    const audit = { caseId, reason: 'AUDIT_HOLD' };
    expect(told({ type: 'CaseHeld', ...audit, detail: {}, heldAt: now })).toEqual([
      under(claimId, ClaimHeldV1, { claimId, cases: [audit], heldAt: now }),
    ]);
    expect(told({ type: 'CaseFreed', ...audit, again: true, freedAt: now })).toEqual([
      under(claimId, HoldReleasedV1, { claimId, cases: [audit], releasedAt: now }),
    ]);
    expect(told({ type: 'CaseLinesReturned', caseId, orderId: 'o', code: 'NAME_MISMATCH', returnedAt: now })[0]?.data).toMatchObject({
      cases: [{ caseId, reason: 'BANK_RETURN_NAME_MISMATCH' }],
    });
  });
});

describe('packs and reassessments', () => {
  it('are told under one key, the body as it was signed', () => {
    const { packId, ...sample } = goldenSample(PolicyPackPublishedV1);
    const fact: PackFact = { type: 'PolicyPackPublished', ...sample };
    expect(announce(recorded(pack.category, packId, fact))).toEqual([under('packs', PolicyPackPublishedV1)]);
    const asked = goldenSample(ReassessmentRequestedV1);
    const requested: ReassessmentFact = {
      type: 'ReassessmentRequested',
      programme: asked.programme as Programme,
      requestedBy: 'p',
      requestedAt: asked.requestedAt,
    };
    expect(announce(recorded(reassessment.category, 'r', requested))).toEqual([under('packs', ReassessmentRequestedV1)]);
  });
  it('say nothing of drafts, of books, and of what only we need', () => {
    const drafted: PackFact = { type: 'PackSigned', version: 1, hash: 'h', signer: 's', signedAt: now };
    expect(announce(recorded(pack.category, 'p', drafted))).toEqual([]);
    expect(announce(recorded('entitlements', 'p', { type: 'EntitlementConsumed' }))).toEqual([]);
    expect(told({ type: 'CaseOpened', caseId, personId: caseId, place: 1 })).toEqual([]);
  });
});

it('announces nothing that its contract does not allow', () => {
  const { programmes, claimId: _, ...sample } = goldenSample(ClaimSubmittedV1);
  const [first] = told({
    type: 'ClaimSubmitted',
    ...sample,
    programmes: programmes as Programme[],
    filedBy: 'somebody',
    filer: 'somebody',
  });
  expect(first && checkContract(first.contract, first.data).problems).toEqual([]);
});
