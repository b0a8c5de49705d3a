import { describe, expect, it } from '@jest/globals';
import { spec } from '@libs/testing';
import { certificate } from '../certificate/certificate.decider';
import { assessment, hearOfClass, hearOfTrainee, recordResults, type AssessmentFact, type Result } from './assessment.decider';
import { assessClass } from './certificates-of-class.decider';

const { given } = spec(assessment);
const heard = { institutionId: 'i1', region: '120101', occupation: '6-31-01-03', level: '3' };
const known: AssessmentFact = { type: 'ClassHeardOf', ...heard };
const trainee = (personId: string): AssessmentFact => ({ type: 'TraineeHeardOf', personId });
const sitting = { assessorId: 'a1', assessedOn: '2025-05-20', certificateIdOf: (personId: string) => `cert-${personId}` };
const passed = (personId: string): AssessmentFact => ({
  type: 'AssessmentResultRecorded',
  personId,
  passed: true,
  assessorId: 'a1',
  assessedOn: '2025-05-20',
  certificateId: `cert-${personId}`,
});
const failed = (personId: string): AssessmentFact => ({
  type: 'AssessmentResultRecorded',
  personId,
  passed: false,
  assessorId: 'a1',
  assessedOn: '2025-05-20',
});
const record =
  (...results: readonly Result[]) =>
  (state: Parameters<typeof recordResults>[0]) =>
    recordResults(state, results, sitting);
const yes = (personId: string): Result => ({ personId, passed: true });
const no = (personId: string): Result => ({ personId, passed: false });

describe('what is heard of a class', () => {
  it('is kept once', () => {
    given()
      .when((a) => hearOfClass(a, heard))
      .then(known);
    given(known)
      .when((a) => hearOfClass(a, { ...heard }))
      .then();
    given(trainee('p1'))
      .when((a) => hearOfTrainee(a, 'p1'))
      .then();
  });
});

describe('results', () => {
  it('are one fact a person', () =>
    given(known, trainee('p1'), trainee('p2'))
      .when(record(yes('p1'), no('p2')))
      .then(passed('p1'), failed('p2')));
  it('let who failed try again, and not who passed', () => {
    given(known, trainee('p1'), failed('p1'))
      .when(record(yes('p1')))
      .then(passed('p1'));
    given(known, trainee('p1'), passed('p1'))
      .when(record(yes('p1')))
      .refused('ALREADY_PASSED', { person: 'p1' });
  });
  it('are refused for strangers, twins and unknown classes, and then all of them', () => {
    given(known, trainee('p1'))
      .when(record(yes('p1'), yes('p2')))
      .refused('NOT_ON_ROSTER', { person: 'p2' });
    given(known, trainee('p1'))
      .when(record(yes('p1'), no('p1')))
      .refused('PERSON_NAMED_TWICE', { person: 'p1' });
    given(trainee('p1'))
      .when(record(yes('p1')))
      .refused('CLASS_NOT_FOUND');
  });
});

describe('one sitting', () => {
  it('gives those who passed a certificate each, with numbers in their order', () => {
    const { state } = given(known, trainee('p1'), trainee('p2'), trainee('p3'));
    const certificates = new Map(['p1', 'p3'].map((personId) => [personId, certificate.initial]));
    const issuing = {
      ...sitting,
      classId: 'c1',
      kind: 'SKILL_LEVEL' as const,
      serialDigits: 6,
      numberOf: (serial: string) => `N${serial}`,
    };
    const { facts, keys } = assessClass({ assessment: state, series: { used: 7 }, certificates }, [yes('p1'), no('p2'), yes('p3')], {
      ...issuing,
      now: '2025-05-20T01:00:00.000Z',
    });
    expect(facts.assessment).toEqual([passed('p1'), failed('p2'), passed('p3')]);
    expect(facts.series).toEqual([{ type: 'SerialsUsed', from: 8, count: 2 }]);
    expect(keys).toEqual({ take: ['certificate-number/N000008', 'certificate-number/N000009'] });
    expect([...facts.certificates.keys()]).toEqual(['p1', 'p3']);
    expect(facts.certificates.get('p3')).toEqual([
      {
        type: 'CertificateIssued',
        issue: {
          number: 'N000009',
          personId: 'p3',
          occupation: '6-31-01-03',
          level: '3',
          kind: 'SKILL_LEVEL',
          issuedOn: '2025-05-20',
          classId: 'c1',
          mode: 'EXAM',
          assessorId: 'a1',
          region: '120101',
          institutionId: 'i1',
        },
        issuedAt: '2025-05-20T01:00:00.000Z',
      },
    ]);
  });
});
