import { describe, expect, it } from '@jest/globals';
import { childId } from '@libs/kernel';
import type { CaseDecision, CaseInput } from '@libs/policy';
import { spec, testNow } from '@libs/testing';
import { entitlements, type Entitlements } from '../entitlements/entitlements.decider';
import {
  claimDecided,
  eligible,
  filedClaim,
  firstReviewed,
  funds,
  gathered,
  held,
  inputOf,
  opened,
  readyClaim,
  reasonOf,
  rejected,
  released,
  submitted,
} from '../testing/claims';
import { claim, type Claim, type ClaimFact, type DecisionCause } from './claim.decider';
import { decideCases, fileClaim, toDecideAgain, type Deciding } from './decide-cases.decider';

const { given } = spec(claim);
const emptyBooks = (...people: readonly string[]) => Object.fromEntries(people.map((personId) => [personId, entitlements.initial]));
const beside = (...people: readonly string[]) => ({ books: emptyBooks(...people), classes: {} });
const deciding = (decisions: Readonly<Record<string, CaseDecision>>, cause: DecisionCause = 'APPLIED'): Deciding => ({
  claimId: 'claim',
  cause,
  inputs: Object.keys(decisions).map(gathered),
  evaluate: ({ person: { personId } }: CaseInput) => decisions[personId] ?? eligible,
  knownAt: testNow,
  now: testNow,
});
const decidedAs = (personId: string, decision: CaseDecision, nth = 1, cause: DecisionCause = 'APPLIED'): ClaimFact => ({
  type: 'CaseDecided',
  caseId: `case-${personId}`,
  decisionId: childId(`case-${personId}`, `decision/${nth}`),
  cause,
  decision,
  input: inputOf(personId),
  knownAt: testNow,
  decidedAt: testNow,
});
const filing = {
  programmes: ['TRAINING_FEE'] as const,
  region: '120000',
  organisationId: 'institution',
  classIds: ['class'],
  appliedOn: '2026-03-02',
  filedBy: 'registrar',
  filer: 'filer',
};
const key = (personId: string) => `ENT/${personId}/TRAINING/6-31-01-03/3`;

describe('filing a claim', () => {
  const decisions = {
    ann: eligible,
    bob: rejected('NO_CERTIFICATE'),
    cid: held('EXTERNAL_CHECK_PENDING'),
    dan: held('ENTITLEMENT_RESERVED'),
  };
  const people = Object.keys(decisions);
  const filed = fileClaim(claim.initial, beside(...people), filing, deciding(decisions));
  it('opens and decides a case for each person, in roster order', () => {
    const summary = claimDecided({
      eligible: ['case-ann'],
      rejected: [reasonOf('bob', 'NO_CERTIFICATE')],
      held: [reasonOf('cid', 'EXTERNAL_CHECK_PENDING'), reasonOf('dan', 'ENTITLEMENT_RESERVED')],
    });
    given()
      .when(() => filed.claim)
      .then(
        submitted(...people),
        ...people.map((personId, at) => opened(personId, at + 1)),
        decidedAs('ann', eligible),
        decidedAs('bob', decisions.bob),
        decidedAs('cid', decisions.cid),
        decidedAs('dan', decisions.dan),
        summary,
      );
  });
  it('reserves for who is in or may be, waits for who is in the way of nobody but another case, and takes nothing for who is out', () => {
    expect(Object.entries(filed.books).map(([personId, facts]) => [personId, facts.map(({ type }) => type)])).toEqual([
      ['ann', ['EntitlementReserved']],
      ['cid', ['EntitlementReserved']],
      ['dan', ['EntitlementAwaited']],
    ]);
    expect([filed.take, filed.free]).toEqual([[key('ann'), key('cid')], []]);
  });
  it('is done once', () => {
    const again = given(...filed.claim).when((s) => fileClaim(s, beside(...people), filing, deciding(decisions)).claim);
    again.then();
  });
  it('stops everybody else where somebody was present after their death', () => {
    const dead = fileClaim(
      claim.initial,
      beside('ann', 'bob'),
      filing,
      deciding({ ann: rejected('POST_DEATH_ATTENDANCE'), bob: eligible }),
    );
    expect(dead.claim.at(-1)).toEqual({ type: 'CaseHeld', caseId: 'case-bob', reason: 'AUDIT_HOLD', detail: {}, heldAt: testNow });
  });
});

describe('deciding again', () => {
  const bookOf = (personId: string): Entitlements => ({
    ...entitlements.initial,
    uses: new Map([
      [`case-${personId}`, { ...eligible.use, state: 'RESERVED' as const, caseId: `case-${personId}` }],
    ]) as Entitlements['uses'],
  });
  it('frees who is eligible now, and says so', () => {
    const history = filedClaim({ ann: held('EXTERNAL_CHECK_PENDING') });
    const { claim: facts } = decideCases(given(...history).state, emptyBooks('ann'), deciding({ ann: eligible }, 'RECHECKED'));
    given(...history)
      .when(() => facts)
      .then(
        decidedAs('ann', eligible, 2, 'RECHECKED'),
        claimDecided({ cause: 'RECHECKED', eligible: ['case-ann'], freed: [reasonOf('ann', 'EXTERNAL_CHECK_PENDING')] }),
      );
  });
  it('stops nobody whose money is on its way, where somebody was present after their death', () => {
    const history = [...readyClaim(['ann', 'bob', 'cid']), released(['bob'])];
    const dead = decideCases(given(...history).state, emptyBooks('ann'), deciding({ ann: rejected('POST_DEATH_ATTENDANCE') }, 'RECHECKED'));
    expect(dead.claim.filter(({ type }) => type === 'CaseHeld')).toEqual([
      { type: 'CaseHeld', caseId: 'case-cid', reason: 'AUDIT_HOLD', detail: {}, heldAt: testNow },
    ]);
  });
  it('gives back what was set aside for who is out now', () => {
    const history = [...filedClaim({ ann: eligible }), firstReviewed(['ann']), funds(['ann'])];
    const again = decideCases(
      given(...history).state,
      { ann: bookOf('ann') },
      deciding({ ann: rejected('CERTIFICATE_REVOKED') }, 'CERTIFICATE_REVOKED'),
    );
    expect(again.claim.at(-1)).toEqual({ type: 'CasesDropped', cases: [reasonOf('ann', 'CERTIFICATE_REVOKED')], droppedAt: testNow });
    expect([again.books['ann']?.map(({ type }) => type), again.free]).toEqual([['EntitlementFreed'], [key('ann')]]);
  });
  it('leaves alone who was dropped for good', () => {
    const dropped: ClaimFact = { type: 'CasesDropped', cases: [reasonOf('ann', 'PUBLICITY_OBJECTION')], droppedAt: testNow };
    const { state } = given(...filedClaim({ ann: eligible }), dropped);
    expect(decideCases(state, emptyBooks('ann'), deciding({ ann: eligible }, 'REASSESSED')).claim).toEqual([]);
  });
  it('concerns the cases that its cause is about', () => {
    const { state } = given(
      ...filedClaim({
        ann: eligible,
        bob: rejected('NO_CERTIFICATE'),
        cid: held('EXTERNAL_CHECK_PENDING'),
        dan: held('ENTITLEMENT_RESERVED'),
      }),
    );
    const of = (cause: DecisionCause, from: Claim = state) => toDecideAgain(from, cause).map(({ personId }) => personId);
    expect([of('RECHECKED'), of('REASSESSED'), of('RESERVATION_FREED'), of('CERTIFICATE_REVOKED')]).toEqual([
      ['cid', 'dan'],
      ['bob'],
      ['dan'],
      ['ann', 'cid', 'dan'],
    ]);
    expect(of('RECHECKED', claim.initial)).toEqual([]);
  });
});

describe('a certificate that was lost before the decision', () => {
  it('is known to the evaluator as revoked, whatever had been gathered', () => {
    const book = entitlements.evolve(entitlements.initial, {
      type: 'CertificateLost',
      certificateId: 'cert-ann',
      cause: 'ISSUER_AT_FAULT',
      lostAt: testNow,
    });
    const certificate = {
      certificateId: 'cert-ann',
      occupation: '6-31-01-03',
      level: '3',
      kind: 'SKILL_LEVEL',
      issuedOn: '2026-02-01',
      verified: true,
    };
    const seen: unknown[] = [];
    const asked = deciding({ ann: eligible });
    const withCertificate = { ...gathered('ann'), certificate: { occupation: '6-31-01-03', level: '3', found: certificate } };
    fileClaim(claim.initial, { books: { ann: book }, classes: {} }, filing, {
      ...asked,
      inputs: [withCertificate],
      evaluate: (input) => {
        seen.push(input.certificate?.found?.revoked);
        return eligible;
      },
    });
    expect(seen).toEqual([{ cause: 'ISSUER_AT_FAULT' }]);
  });
});
