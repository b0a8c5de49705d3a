import { describe, it } from '@jest/globals';
import { spec } from '@libs/testing';
import { objectRegister, registerObjects, type InspectionObject, type ObjectRegisterFact } from './object-register.decider';

const { given } = spec(objectRegister);
const one: InspectionObject = { objectId: 'o1', name: '甲', tier: 'A' };
const other: InspectionObject = { objectId: 'o2', name: '乙', tier: 'D', organisationId: 'ins2' };
const known: ObjectRegisterFact = { type: 'ObjectsRegistered', objects: [one] };

describe('registering objects', () => {
  it('takes them', () =>
    given()
      .when((s) => registerObjects(s, [one, other]))
      .then({ type: 'ObjectsRegistered', objects: [one, other] }));
  it('has no news where they are known as they are', () =>
    given(known)
      .when((s) => registerObjects(s, [one]))
      .then());
  it('takes what is said of one last, and only what is new', () => {
    const worse: InspectionObject = { ...one, tier: 'C' };
    given(known)
      .when((s) => registerObjects(s, [one, worse]))
      .then({ type: 'ObjectsRegistered', objects: [worse] });
  });
});
