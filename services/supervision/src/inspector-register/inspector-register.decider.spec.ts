import { describe, it } from '@jest/globals';
import { spec } from '@libs/testing';
import { inspectorRegister, registerInspectors, type InspectorRegisterFact } from './inspector-register.decider';

const { given } = spec(inspectorRegister);
const fact = (inspectorId: string, ...conflicts: readonly string[]): InspectorRegisterFact => ({
  type: 'InspectorRegistered',
  inspectorId,
  conflicts,
});

describe('registering inspectors', () => {
  it('says one fact a person, conflicts in one order', () =>
    given()
      .when((s) =>
        registerInspectors(s, [
          { inspectorId: 'i1', conflicts: ['b', 'a', 'b'] },
          { inspectorId: 'i2', conflicts: [] },
        ]),
      )
      .then(fact('i1', 'a', 'b'), fact('i2')));
  it('has no news where nothing changed', () =>
    given(fact('i1', 'a', 'b'))
      .when((s) => registerInspectors(s, [{ inspectorId: 'i1', conflicts: ['b', 'a'] }]))
      .then());
  it('takes another conflict', () =>
    given(fact('i1'))
      .when((s) => registerInspectors(s, [{ inspectorId: 'i1', conflicts: ['c'] }]))
      .then(fact('i1', 'c')));
  it('takes what an inspector knows, and keeps it where nothing is said of it', () => {
    const known = { ...fact('i1'), expertise: ['焊工', '财务'] } as const;
    given(fact('i1'))
      .when((s) => registerInspectors(s, [{ inspectorId: 'i1', conflicts: [], expertise: ['财务', '焊工', '财务'] }]))
      .then({ ...known, expertise: ['焊工', '财务'].sort() });
    given({ ...known, expertise: ['财务'] })
      .when((s) => registerInspectors(s, [{ inspectorId: 'i1', conflicts: ['c'] }]))
      .then({ ...fact('i1', 'c'), expertise: ['财务'] });
  });
});
