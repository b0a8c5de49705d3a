import { describe, it } from '@jest/globals';
import { fenOf } from '@libs/kernel';
import { spec, testNow } from '@libs/testing';
import { confirmFinding, finding, publishFinding, type Confirming, type FindingFact, type FindingRules } from './finding.decider';

const { given } = spec(finding);
const rules: FindingRules = { publishWithinWorkingDays: 20, calendar: { publishedYears: [], workingDays: [], daysOff: [] } };
const asked = (change: Partial<Confirming> = {}): Confirming => ({
  ...{ findingId: 'f1', kind: 'proxy_sign_in', organisationId: 'ins1', region: '120000', personIds: [] },
  ...change,
});
// 20 working days after Monday 2 March 2026.
const confirmed: FindingFact = {
  type: 'FindingConfirmed',
  ...{ findingId: 'f1', kind: 'proxy_sign_in', organisationId: 'ins1', region: '120000', publishBy: '2026-03-30', confirmedAt: testNow },
};
const person = (personId: string, findingId = 'f1'): FindingFact => ({
  type: 'PersonFound',
  ...{ findingId, kind: 'proxy_sign_in', organisationId: 'ins1', personId, confirmedAt: testNow },
});

describe('confirming a finding', () => {
  it('says one fact for the class and one for each person', () =>
    given()
      .when((s) => confirmFinding(s, asked({ personIds: ['p1', 'p2', 'p1'] }), rules, testNow))
      .then(confirmed, person('p1'), person('p2')));
  it('names the fine that another office may impose, as multiples of what was paid', () => {
    const fine = { paidFen: fenOf('61880.00'), timesFrom: 2, timesTo: 5, law: '社会保险法 第八十八条' };
    given()
      .when((s) => confirmFinding(s, asked(), { ...rules, fine }, testNow))
      .then({ ...confirmed, fineReference: { lowFen: fenOf('123760.00'), highFen: fenOf('309400.00'), law: '社会保险法 第八十八条' } });
  });
  it('finds the same kind once, and further people of it', () => {
    given(confirmed)
      .when((s) => confirmFinding(s, asked({ findingId: 'f2' }), rules, testNow))
      .refused('FINDING_CONFIRMED', { kind: 'proxy_sign_in' });
    given(confirmed, person('p1'))
      .when((s) => confirmFinding(s, asked({ findingId: 'f2', personIds: ['p1', 'p3'] }), rules, testNow))
      .then({ ...confirmed, findingId: 'f2' }, person('p3', 'f2'));
  });
});

describe('publishing what was found', () => {
  const published: FindingFact = { type: 'FindingResultPublished', dueOn: '2026-03-30', publishedAt: testNow };
  it('says by when it was due', () =>
    given(confirmed)
      .when((s) => publishFinding(s, testNow))
      .then(published));
  it('needs something found, and is done once', () => {
    given()
      .when((s) => publishFinding(s, testNow))
      .refused('FINDING_NOT_FOUND');
    given(confirmed, published)
      .when((s) => publishFinding(s, testNow))
      .refused('RESULT_PUBLISHED', { at: testNow });
  });
});
