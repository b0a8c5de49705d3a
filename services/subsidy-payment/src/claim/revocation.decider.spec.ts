import { describe, expect, it } from '@jest/globals';
import { childId, fen } from '@libs/kernel';
import type { ClassInput } from '@libs/policy';
import { spec, testNow } from '@libs/testing';
import { entitlements, type Entitlements } from '../entitlements/entitlements.decider';
import { eligible, filedClaim, firstReviewed, funds, inputOf, readyClaim, released, rejected, row } from '../testing/claims';
import { claim, type ClaimFact } from './claim.decider';
import { takeFundsAnswer } from './funds.decider';
import { takeRevocation } from './revocation.decider';

const { given } = spec(claim);
const certificate = {
  certificateId: 'certificate',
  occupation: '6-31-01-03',
  level: '3',
  kind: 'SKILL_LEVEL',
  issuedOn: '2026-02-01',
  verified: true,
};
// The same people, each with the certificate on which the case stands.
const withCertificate = (facts: readonly ClaimFact[]): readonly ClaimFact[] =>
  facts.map((fact) =>
    fact.type === 'CaseDecided'
      ? {
          ...fact,
          input: {
            ...inputOf(fact.caseId.replace('case-', '')),
            certificate: { occupation: '6-31-01-03', level: '3', found: certificate },
          },
        }
      : fact,
  );
const use = { ...eligible.use, state: 'CONSUMED' as const, caseId: 'case-ann' };
const book = { ...entitlements.initial, uses: new Map([['case-ann', use]]) } as Entitlements;
const revoked = (cause: 'PERSON_AT_FAULT' | 'ISSUER_AT_FAULT' = 'ISSUER_AT_FAULT', certificateId = 'certificate') => ({
  claimId: 'claim',
  personId: 'ann',
  certificateId,
  cause,
  evaluate: () => rejected('CERTIFICATE_REVOKED'),
  now: testNow,
});
const paid: ClaimFact = { type: 'CasePaid', caseId: 'case-ann', personId: 'ann', paidAt: testNow };
const clawback: ClaimFact = {
  type: 'ClawbackOpened',
  caseId: 'case-ann',
  reason: 'CERTIFICATE_REVOKED',
  debts: [
    { debtId: childId('case-ann', 'debt/1'), line: 1, debtor: { kind: 'ORGANISATION', id: 'employer' }, row, amountFen: fen(180_000) },
  ],
  openedAt: testNow,
};

describe('a revoked certificate', () => {
  const arrived = withCertificate([...readyClaim(['ann']), released(['ann']), paid]);
  it('claims back each line that was paid, from its payee and to its row', () =>
    given(...arrived)
      .when((s) => takeRevocation(s, book, revoked()).claim)
      .then(clawback));
  it('gives the entitlement back where the person is not at fault', () => {
    const { state } = given(...arrived);
    expect(takeRevocation(state, book, revoked('ISSUER_AT_FAULT')).books['ann']?.map(({ type }) => type)).toEqual(['EntitlementFreed']);
    expect(takeRevocation(state, book, revoked('PERSON_AT_FAULT')).books['ann']).toEqual([]);
  });
  it('claims back once', () =>
    given(...arrived, clawback)
      .when((s) => takeRevocation(s, book, revoked()).claim)
      .then());
  it('has what is not paid decided again', () => {
    const { state } = given(...withCertificate([...filedClaim({ ann: eligible }), firstReviewed(['ann']), funds(['ann'])]));
    const { claim: facts } = takeRevocation(state, book, revoked());
    expect(facts.map(({ type }) => type)).toEqual(['CaseDecided', 'ClaimDecided', 'CasesDropped']);
  });
  it('marks what is on its way to the bank', () =>
    given(...withCertificate([...readyClaim(['ann']), released(['ann'])]))
      .when((s) => takeRevocation(s, book, revoked()).claim)
      .then({
        type: 'CaseHeld',
        caseId: 'case-ann',
        reason: 'CERTIFICATE_REVOKED',
        detail: { cause: 'ISSUER_AT_FAULT' },
        heldAt: testNow,
      }));
  const inClasses = (facts: readonly ClaimFact[]): readonly ClaimFact[] =>
    facts.map((fact) => {
      const ofClass = (classId: string, certificateId: string) =>
        ({ classId, certificate: { ...certificate, certificateId } }) as ClassInput;
      const classes = { class: ofClass('one', 'first'), furtherClasses: [ofClass('two', 'certificate'), ofClass('three', 'third')] };
      return fact.type === 'CaseDecided' ? { ...fact, input: { ...inputOf('ann'), ...classes } } : fact;
    });
  it('is found in whichever of several classes it was earned: what was paid is claimed back', () =>
    given(...inClasses([...readyClaim(['ann']), released(['ann']), paid]))
      .when((s) => takeRevocation(s, book, revoked()).claim)
      .then(clawback));
  it('is found in whichever of several classes it was earned: what is open is decided again without it, and with the others', () => {
    const { state } = given(...inClasses(filedClaim({ ann: eligible })));
    const { claim: facts } = takeRevocation(state, book, revoked());
    const [decided] = facts;
    const input = decided?.type === 'CaseDecided' ? decided.input : undefined;
    expect([input?.class, ...(input?.furtherClasses ?? [])].map((one) => one?.certificate?.revoked)).toEqual([
      undefined,
      { cause: 'ISSUER_AT_FAULT' },
      undefined,
    ]);
  });
  it('concerns no case that stands on another one', () =>
    given(...arrived)
      .when((s) => takeRevocation(s, book, revoked('ISSUER_AT_FAULT', 'other')).claim)
      .then());
});

describe('an answer of the ledger', () => {
  const asked = [...filedClaim({ ann: eligible, bob: eligible }), firstReviewed(['ann', 'bob'])];
  const answer = (committed: readonly string[], queued: readonly string[], served = false) => {
    const fact = funds(committed, queued, served);
    return fact.type === 'FundsAnswered' ? fact : undefined;
  };
  const taken =
    (...asks: Parameters<typeof answer>) =>
    (state: Parameters<typeof takeFundsAnswer>[0]) => {
      const fact = answer(...asks);
      return fact ? takeFundsAnswer(state, fact, testNow) : [];
    };
  it('says whose money is set aside, and who waits for it', () =>
    given(...asked)
      .when(taken(['ann'], ['bob']))
      .then(funds(['ann'], ['bob'])));
  it('changes nothing for who has the money, and serves who waited', () => {
    given(...asked, funds(['ann'], ['bob']))
      .when(taken(['ann'], []))
      .then();
    given(...asked, funds(['ann'], ['bob']))
      .when(taken(['bob'], [], true))
      .then(funds(['bob'], [], true));
  });
  it('is the truth on a round of reviews that follows another, once', () => {
    const history = [...asked, funds(['ann', 'bob']), firstReviewed(['ann'], 2)];
    const waits: ClaimFact = { ...funds([], ['ann']), round: 2 } as ClaimFact;
    const answered = (state: Parameters<typeof takeFundsAnswer>[0]) =>
      waits.type === 'FundsAnswered' ? takeFundsAnswer(state, waits, testNow) : [];
    given(...history)
      .when(answered)
      .then(waits);
    given(...history, { ...funds(['ann'], [], true), round: 2 } as ClaimFact)
      .when(answered)
      .then();
  });
  it('finds nobody who wants it where the case was dropped', () =>
    given(...asked, { type: 'CasesDropped', cases: [{ caseId: 'case-ann', reason: 'X' }], droppedAt: testNow })
      .when(taken(['ann'], []))
      .then());
});
