import { describe, expect, it } from '@jest/globals';
import { spec } from '@libs/testing';
import { assessorRegister, numberAgency, registerAssessor, type AssessorRegisterFact } from './assessor-register.decider';

const { given } = spec(assessorRegister);
const registered = (assessorId: string): AssessorRegisterFact => ({ type: 'AssessorRegistered', assessorId, kind: 'S', region: '120000' });
const numbered = (assessorId: string, agency: string): AssessorRegisterFact => ({ type: 'AgencyNumbered', assessorId, agency });

describe('the register of assessors', () => {
  it('keeps who they are, once', () => {
    given()
      .when((r) => registerAssessor(r, { assessorId: 'a1', kind: 'S', region: '120000' }))
      .then(registered('a1'));
    given(registered('a1'))
      .when((r) => registerAssessor(r, { assessorId: 'a1', kind: 'S', region: '120000' }))
      .then();
  });
  it('gives each the next number, known or not, and never another', () => {
    given(registered('a1'), numbered('a1', '0001'))
      .when((r) => numberAgency(r, 'a2', 4))
      .then(numbered('a2', '0002'));
    given(numbered('a1', '0001'), registered('a1'))
      .when((r) => numberAgency(r, 'a1', 4))
      .then();
    expect(given(numbered('a1', '0001'), registered('a1')).state.assessors.get('a1')).toEqual({
      kind: 'S',
      region: '120000',
      agency: '0001',
    });
  });
  it('ends where the number has no more room', () => {
    const nine = Array.from({ length: 9 }, (_, place) => numbered(`a${place}`, String(place + 1)));
    given(...nine)
      .when((r) => numberAgency(r, 'b', 1))
      .refused('AGENCY_NUMBERS_EXHAUSTED');
  });
});
