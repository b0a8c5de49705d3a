import { describe, expect, it } from '@jest/globals';
import { withKeys } from '@libs/event-store';
import { fen } from '@libs/kernel';
import { spec, testNow } from '@libs/testing';
import {
  awaitUse,
  consumeUse,
  entitlements,
  freeUse,
  importUse,
  loseCertificate,
  reserveUse,
  usesBeside,
  type BookChange,
  type EntitlementsFact,
  type NewUse,
} from './entitlements.decider';

const { given } = spec(entitlements);
const use: NewUse = {
  family: 'TRAINING',
  programmes: ['TRAINING_FEE'],
  occupation: '6-31-01-03',
  level: '3',
  year: 2025,
  funds: ['UI'],
  classIds: ['k'],
};
const exam: NewUse = { ...use, programmes: ['EXAM_FEE'] };
const key = 'ENT/ann/TRAINING/6-31-01-03/3';
const classKey = (classId: string, programme = 'TRAINING_FEE', stage = 0) => `ENT/ann/TRAINING/class/${classId}/${programme}/${stage}`;
const reserved = (caseId: string, of = use): EntitlementsFact => ({
  type: 'EntitlementReserved',
  claimId: 'c',
  caseId,
  use: of,
  reservedAt: testNow,
});
const awaited: EntitlementsFact = { type: 'EntitlementAwaited', claimId: 'c2', caseId: 'two', since: testNow };
const consumed: EntitlementsFact = { type: 'EntitlementConsumed', caseId: 'one', wakes: [], consumedAt: testNow };
const decision = ({ facts, take, free }: BookChange) => withKeys(facts, { take, free });
const reserve = (caseId: string, of = use) => ({ personId: 'ann', claimId: 'c', caseId, use: of, at: testNow });

describe('reserving', () => {
  it('takes the keys of the occupation and of the class', () =>
    given()
      .when((s) => decision(reserveUse(s, reserve('one'))))
      .keys({ take: [key, classKey('k')] })
      .then(reserved('one')));
  it('changes nothing where the case has just that', () =>
    given(reserved('one'))
      .when((s) => decision(reserveUse(s, reserve('one'))))
      .then());
  it('shares the key with another case of the same use', () => {
    given(reserved('one'))
      .when((s) => decision(reserveUse(s, reserve('two', exam))))
      .keys({ take: [classKey('k', 'EXAM_FEE')] })
      .then(reserved('two', exam));
  });
  it('takes a key for every class, programme and stage', () => {
    const many: NewUse = { ...use, programmes: ['TRAINING_FEE', 'EXAM_FEE'], classIds: ['k', 'l'], stage: 2 };
    const classes = ['k', 'l'].flatMap((one) => [classKey(one, 'TRAINING_FEE', 2), classKey(one, 'EXAM_FEE', 2)]);
    given()
      .when((s) => decision(reserveUse(s, reserve('one', many))))
      .keys({ take: [key, ...classes] })
      .then(reserved('one', many));
  });
  it('asks for the key that another use holds, where the two may not be had beside one another', () => {
    const second: NewUse = { ...use, classIds: ['l'] };
    given(reserved('one'))
      .when((s) => decision(reserveUse(s, reserve('two', second))))
      .keys({ take: [key, classKey('l')] })
      .then(reserved('two', second));
    given(reserved('one'))
      .when((s) => decision(reserveUse(s, reserve('two', use))))
      .keys({ take: [key, classKey('k')] })
      .then(reserved('two'));
  });
  it('takes the keys of its classes alone where the occupation may be had again', () => {
    const again: NewUse = { ...use, classIds: ['l'], repeatable: true };
    given(reserved('one'))
      .when((s) => decision(reserveUse(s, reserve('two', again))))
      .keys({ take: [classKey('l')] })
      .then(reserved('two', again));
  });
  it('gives back the old key with another level', () => {
    const higher: NewUse = { ...use, level: '2' };
    given(reserved('one'))
      .when((s) => decision(reserveUse(s, reserve('one', higher))))
      .keys({ take: ['ENT/ann/TRAINING/6-31-01-03/2'], free: [key] })
      .then(reserved('one', higher));
  });
});

describe('using up and freeing', () => {
  it('keeps the key of what is paid, and wakes who waited', () =>
    given(reserved('one'), awaited)
      .when((s) => decision(consumeUse(s, 'one', testNow)))
      .keys({})
      .then({ ...consumed, wakes: [{ claimId: 'c2', caseId: 'two' }] } as EntitlementsFact));
  it('pays once', () =>
    given(reserved('one'), consumed)
      .when((s) => decision(consumeUse(s, 'one', testNow)))
      .then());
  it('gives the key back with what is rejected, and wakes who waited', () =>
    given(reserved('one'), awaited)
      .when((s) => decision(freeUse(s, 'ann', 'one', testNow)))
      .keys({ free: [key, classKey('k')] })
      .then({ type: 'EntitlementFreed', caseId: 'one', wakes: [{ claimId: 'c2', caseId: 'two' }], freedAt: testNow }));
  it('keeps a key that another case shares', () =>
    given(reserved('one'), reserved('two', exam))
      .when((s) => decision(freeUse(s, 'ann', 'one', testNow)))
      .keys({ free: [classKey('k')] })
      .then({ type: 'EntitlementFreed', caseId: 'one', wakes: [], freedAt: testNow }));
  it('frees nothing that is not there', () =>
    given()
      .when((s) => decision(freeUse(s, 'ann', 'one', testNow)))
      .then());
});

describe('waiting', () => {
  it('is noted once, and is over with an own reservation', () => {
    given(reserved('one'))
      .when((s) => decision(awaitUse(s, { claimId: 'c2', caseId: 'two' }, testNow)))
      .then(awaited);
    given(reserved('one'), awaited)
      .when((s) => decision(awaitUse(s, { claimId: 'c2', caseId: 'two' }, testNow)))
      .then();
    expect(given(reserved('one'), awaited, reserved('two')).state.waiting).toEqual([]);
  });
  it('is remembered when it is over: who was woken and not decided yet must still be found', () => {
    const { state } = given(reserved('one'), awaited, { ...consumed, wakes: [{ claimId: 'c2', caseId: 'two' }] });
    expect(state.waiting).toEqual([]);
    expect([...state.claims]).toEqual([
      ['one', 'c'],
      ['two', 'c2'],
    ]);
  });
});

describe('importing', () => {
  const { classIds: _, ...past } = use;
  const imported = { useId: 'old', personId: 'ann', use: past, amountFen: fen(150_000), paidOn: '2019-05-20' };
  it('counts as used up, and takes the key', () => {
    const fact: EntitlementsFact = {
      type: 'EntitlementImported',
      useId: 'old',
      use: past,
      amountFen: fen(150_000),
      paidOn: '2019-05-20',
      importedAt: testNow,
    };
    given()
      .when((s) => decision(importUse(s, imported, testNow)))
      .keys({ take: [key] })
      .then(fact);
    expect(usesBeside(given(fact).state, 'one')).toEqual([{ ...past, state: 'CONSUMED' }]);
  });
  it('takes history as it is, also what was paid twice', () =>
    given(reserved('one'), consumed)
      .when((s) => decision(importUse(s, imported, testNow)))
      .keys({ take: [] })
      .then({ type: 'EntitlementImported', useId: 'old', use: past, amountFen: fen(150_000), paidOn: '2019-05-20', importedAt: testNow }));
});

describe('a certificate that was revoked', () => {
  const lost: EntitlementsFact = { type: 'CertificateLost', certificateId: 'cert-1', cause: 'ISSUER_AT_FAULT', lostAt: testNow };

  it('is noted, so that no claim that is decided later stands on it', () =>
    given()
      .when((book) => loseCertificate(book, 'cert-1', 'ISSUER_AT_FAULT', testNow))
      .then(lost));
  it('is noted once', () =>
    given(lost)
      .when((book) => loseCertificate(book, 'cert-1', 'ISSUER_AT_FAULT', testNow))
      .then());
  it('says nothing of another', () =>
    given(lost)
      .when((book) => loseCertificate(book, 'cert-2', 'PERSON_AT_FAULT', testNow))
      .then({ type: 'CertificateLost', certificateId: 'cert-2', cause: 'PERSON_AT_FAULT', lostAt: testNow }));
});
