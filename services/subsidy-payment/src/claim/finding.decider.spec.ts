import { describe, expect, it } from '@jest/globals';
import type { ClassInput } from '@libs/policy';
import { spec, testNow } from '@libs/testing';
import { entitlements, type Entitlements } from '../entitlements/entitlements.decider';
import { eligible, filedClaim, firstReviewed, funds, inputOf, readyClaim, reasonOf, rejected, released } from '../testing/claims';
import { claim, outcomeOf, type ClaimFact } from './claim.decider';
import { takeFinding } from './finding.decider';

const { given } = spec(claim);
const inClass = (facts: readonly ClaimFact[]): readonly ClaimFact[] =>
  facts.map((fact) =>
    fact.type === 'CaseDecided'
      ? { ...fact, input: { ...inputOf(fact.caseId.replace('case-', '')), class: { classId: 'class' } as ClassInput } }
      : fact,
  );
const found = (people: readonly string[] = [], classId = 'class') => ({ classId, people, reason: 'FALSIFIED_TRAINING', now: testNow });
const book = {
  ...entitlements.initial,
  uses: new Map([['case-ann', { ...eligible.use, state: 'RESERVED', caseId: 'case-ann' }]]),
} as Entitlements;
const paid = (personId: string): ClaimFact => ({ type: 'CasePaid', caseId: `case-${personId}`, personId, paidAt: testNow });

describe('a finding on a class', () => {
  it('lets everybody go who is not paid, with their money and entitlement, and leaves who was out already', () => {
    const history = inClass([...filedClaim({ ann: eligible, bob: rejected('NO_CERTIFICATE') }), firstReviewed(['ann']), funds(['ann'])]);
    const taken = takeFinding(given(...history).state, { ann: book }, found());
    given(...history)
      .when(() => taken.claim)
      .then({ type: 'CasesDropped', cases: [reasonOf('ann', 'FALSIFIED_TRAINING')], droppedAt: testNow });
    expect(taken.free).toEqual(['ENT/ann/TRAINING/6-31-01-03/3']);
  });
  it('claims back what was paid, and marks what is on its way', () => {
    const history = inClass([...readyClaim(['ann', 'bob']), released(['ann', 'bob']), paid('ann')]);
    const { claim: facts, free } = takeFinding(given(...history).state, { ann: book }, found());
    expect([facts.map(({ type }) => type), free]).toEqual([['ClawbackOpened', 'CaseHeld'], []]);
    const { state } = given(...history, ...facts);
    const outcomes = state.status === 'FILED' ? [...state.cases.values()].map(outcomeOf) : [];
    expect(outcomes).toMatchObject([{ outcome: 'CLAWBACK_OPENED' }, { outcome: 'HELD', reason: 'FALSIFIED_TRAINING' }]);
    expect(takeFinding(state, { ann: book }, found()).claim).toEqual([]);
  });
  it('claims back at once the part that has arrived', () => {
    const part: ClaimFact = { type: 'CaseLinesPaid', caseId: 'case-ann', orderId: 'order', lines: [1], paidAt: testNow };
    const history = inClass([...readyClaim(['ann']), released(['ann']), part]);
    const { claim: facts } = takeFinding(given(...history).state, { ann: book }, found());
    expect(facts).toMatchObject([{ type: 'ClawbackOpened', debts: [{ line: 1 }] }]);
  });
  it('concerns who is named, and no other class', () => {
    const history = inClass(filedClaim({ ann: eligible, bob: eligible }));
    given(...history)
      .when((s) => takeFinding(s, {}, found(['bob'])).claim)
      .then({ type: 'CasesDropped', cases: [reasonOf('bob', 'FALSIFIED_TRAINING')], droppedAt: testNow });
    given(...history)
      .when((s) => takeFinding(s, {}, found([], 'other')).claim)
      .then();
  });
});
