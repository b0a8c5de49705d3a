// A finding and a claim on its class, in every order: whoever was found out is never paid, and there is no moment between in which they could be.
import { beforeEach, describe, expect, it } from '@jest/globals';
import { FindingRecordedV1 } from '@libs/contracts';
import { MemoryEventStore, withKeys } from '@libs/event-store';
import { SystemClock } from '@libs/kernel';
import type { CaseInput, ClassInput } from '@libs/policy';
import { messageOf, spec, testNow } from '@libs/testing';
import { classFindings } from '../class-record/class-findings.decider';
import { entitlements } from '../entitlements/entitlements.decider';
import { eligible, filedClaim, gathered, inputOf, readyClaim, rejected } from '../testing/claims';
import { claim, outcomeOf, type ClaimFact } from './claim.decider';
import { ClaimsAndBooks } from './claims-and-books';
import { decideCases, fileClaim } from './decide-cases.decider';
import { OnFindingRecorded } from './on-finding-recorded';
import { casesToRelease, casesWithLateMoney, mayReissue } from './release.decider';
import { passFirstReview } from './review.decider';

const { given } = spec(claim);
const ofClass = { class: { classId: 'class' } as ClassInput };
const evaluate = ({ finding }: CaseInput) => (finding ? rejected(finding.reason) : eligible);
const filing = {
  programmes: ['TRAINING_FEE'] as const,
  region: '120000',
  classIds: ['class'],
  appliedOn: '2026-03-02',
  filedBy: 'registrar',
  filer: 'filer',
};
const stands = (personId?: string): ClaimFact => ({
  type: 'FindingStands',
  classId: 'class',
  reason: 'FALSIFIED_TRAINING',
  ...(personId !== undefined && { personId }),
  heardAt: testNow,
});
const inClass = (facts: readonly ClaimFact[]): readonly ClaimFact[] =>
  facts.map((fact) =>
    fact.type === 'CaseDecided' ? { ...fact, input: { ...inputOf(fact.caseId.replace('case-', '')), ...ofClass } } : fact,
  );

describe('a finding and a claim', () => {
  let store: MemoryEventStore;
  let together: ClaimsAndBooks;
  const command = (id: string) => ({ id, actor: 'a', input: id, correlation: 'r', causation: id, origin: 'message' as const });
  const found = (kind: string, personId?: string) => {
    const data = { classId: 'class', objectId: 'school', kind, ...(personId !== undefined && { personId }), recordedAt: testNow };
    return new OnFindingRecorded(store, together).handle(messageOf(FindingRecordedV1, 'finding', `${kind}/${personId ?? ''}`, data));
  };
  const file = (claimId: string, ...people: readonly string[]) =>
    together.file(command(claimId), { claimId, people, classIds: ['class'] }, (state, books, now, classes) =>
      fileClaim(state, { books, classes }, filing, {
        claimId,
        cause: 'APPLIED',
        inputs: people.map((personId) => ({ ...gathered(personId), ...ofClass, caseId: `${claimId}-${personId}` })),
        evaluate,
        knownAt: now,
        now,
      }),
    );
  const outcomes = async (claimId: string) => {
    const { state } = await store.stateOf(claim, claimId);
    return state.status === 'FILED' ? [...state.cases.values()].map((one) => outcomeOf(one).reason ?? outcomeOf(one).outcome) : [];
  };
  beforeEach(() => {
    store = new MemoryEventStore({ log: 'subsidy-payment', clock: new SystemClock() });
    together = new ClaimsAndBooks(store);
  });

  it('takes what is filed after it, and reserves nothing for it', async () => {
    await found('falsified_training');
    await file('late', 'ann', 'bob');
    expect(await outcomes('late')).toEqual(['FALSIFIED_TRAINING', 'FALSIFIED_TRAINING']);
    expect((await store.stateOf(entitlements, 'ann')).state.uses.size).toBe(0);
  });
  it('takes of what is filed after it the people whom it names', async () => {
    await found('proxy_sign_in', 'bob');
    await file('late', 'ann', 'bob');
    expect(await outcomes('late')).toEqual(['ELIGIBLE', 'PROXY_SIGN_IN']);
  });
  it('finds what was filed before it, with no view between, and is heard once', async () => {
    await file('early', 'ann');
    await found('falsified_training');
    await file('late', 'bob');
    await found('falsified_training');
    expect([await outcomes('early'), await outcomes('late')]).toEqual([['FALSIFIED_TRAINING'], ['FALSIFIED_TRAINING']]);
    const { state } = await store.stateOf(classFindings, 'class');
    expect([[...state.claimIds], state.findings]).toEqual([['early', 'late'], [{ reason: 'FALSIFIED_TRAINING' }]]);
  });
  it('finds a claim that was filed while it looked', async () => {
    const stateOf = store.stateOf.bind(store);
    let looked = 0;
    store.stateOf = (async (decider: never, streamId: string) => {
      const seen = await stateOf(decider, streamId);
      looked += 1;
      if (looked === 1) await file('meanwhile', 'ann');
      return seen;
    }) as never;
    await found('falsified_training');
    expect(await outcomes('meanwhile')).toEqual(['FALSIFIED_TRAINING']);
  });
  it('takes nothing where it is of another kind or names nobody', async () => {
    await file('early', 'ann');
    await found('undeclared_teacher');
    await found('proxy_sign_in');
    expect(await outcomes('early')).toEqual(['ELIGIBLE']);
  });
});

describe('from the moment of the finding, before anything has been made of it in the claim', () => {
  const release = { releaser: 'cashier', now: '2026-03-10T01:00:00.000Z' };
  it('nobody whom it concerns is released', () =>
    given(...inClass(readyClaim(['ann'])), stands())
      .when((s) => {
        casesToRelease(s, release);
        return [];
      })
      .refused('FALSIFIED_TRAINING'));
  it('others are', () => {
    const { state } = given(...inClass(readyClaim(['ann'])), stands('bob'));
    expect(casesToRelease(state, release).ready.map(({ personId }) => personId)).toEqual(['ann']);
  });
  it('no late money leaves', () => {
    const waited: ClaimFact = {
      ...{ type: 'CasesReleased' as const, caseIds: [], waiting: ['case-ann'] },
      ...{ releasedBy: 'cashier', releasedAt: testNow },
    };
    const { state } = given(...inClass(readyClaim(['ann'])), waited);
    expect(casesWithLateMoney(state)).toHaveLength(1);
    expect(casesWithLateMoney(given(...inClass(readyClaim(['ann'])), waited, stands()).state)).toEqual([]);
  });
  it('nothing that came back goes again', () =>
    given(...inClass(readyClaim(['ann'])), stands())
      .when((s) => withKeys([], { take: mayReissue(s, { caseIds: ['case-ann'], officer: 'cashier' }) }))
      .refused('FALSIFIED_TRAINING'));
  it('nothing is reviewed', () =>
    given(...inClass(filedClaim({ ann: eligible })), stands())
      .when((s) => passFirstReview(s, { reviewer: 'one', accounts: new Map(), now: testNow, hashOf: String }))
      .refused('FALSIFIED_TRAINING'));
  it('whoever is decided again is out', () => {
    const { state } = given(...inClass(filedClaim({ ann: rejected('NO_CERTIFICATE') })), stands());
    const inputs = [{ ...gathered('ann'), ...ofClass }];
    const deciding = { claimId: 'claim', cause: 'REASSESSED' as const, inputs, evaluate, knownAt: testNow, now: testNow };
    const { claim: facts } = decideCases(state, { ann: entitlements.initial }, deciding);
    expect(facts[0]).toMatchObject({ type: 'CaseDecided', decision: { outcome: 'REJECTED', reason: 'FALSIFIED_TRAINING' } });
  });
});
