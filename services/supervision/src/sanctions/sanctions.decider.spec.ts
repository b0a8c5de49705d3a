import { describe, it } from '@jest/globals';
import { childId } from '@libs/kernel';
import { spec } from '@libs/testing';
import { imposeMeasure, sanctions, type Grounds, type MeasureRules, type SanctionImposed } from './sanctions.decider';

const { given } = spec(sanctions);
const rules: MeasureRules = {
  pack: 'tj@1',
  measures: {
    TALK: { fix: { workingDays: 5 }, banMonths: 0 },
    RECTIFY: { fix: { months: 1 }, banMonths: 6 },
    NOTICE: { fix: { months: 1 }, banMonths: 12 },
    TERMINATE: { fix: { months: 1 }, banMonths: 24 },
  },
  escalatesAfter: 2,
  reportWorkingDays: 5,
  calendar: { publishedYears: [], workingDays: [], daysOff: [] },
};
const grounds = (change: Partial<Grounds> = {}): Grounds => ({
  ...{ organisationId: 'ins1', region: '120000', cause: 'class_day_attendance', causeId: 'k1', measure: 'TALK', on: '2025-05-20' },
  ...change,
});
const fact = (
  measure: SanctionImposed['measure'],
  dates: Pick<SanctionImposed, 'imposedOn' | 'fixBy' | 'reportBy' | 'bannedUntil'>,
  change: Partial<SanctionImposed> = {},
): SanctionImposed => ({
  type: 'SanctionImposed',
  sanctionId: childId('ins1', `class_day_attendance/${change.causeId ?? 'k1'}/${measure}`),
  ...{ measure, cause: 'class_day_attendance', causeId: 'k1', region: '120000', pack: 'tj@1' },
  ...dates,
  ...change,
});
const talk = fact('TALK', { imposedOn: '2025-05-20', fixBy: '2025-05-27', reportBy: '2025-05-27' });

describe('imposing a measure', () => {
  it('names the days by which to mend and to report', () =>
    given()
      .when((s) => imposeMeasure(s, grounds(), rules))
      .then(talk));
  it('bans until the last day of so many months', () =>
    given()
      .when((s) => imposeMeasure(s, grounds({ measure: 'TERMINATE', on: '2025-09-01' }), rules))
      .then(fact('TERMINATE', { imposedOn: '2025-09-01', fixBy: '2025-10-01', reportBy: '2025-09-08', bannedUntil: '2027-09-01' })));
  it('is done once for a cause', () =>
    given(talk)
      .when((s) => imposeMeasure(s, grounds({ on: '2025-06-01' }), rules))
      .then());
  it('is followed at once by the next where it is the second of the calendar year', () =>
    given(talk)
      .when((s) => imposeMeasure(s, grounds({ causeId: 'k2', on: '2025-06-03' }), rules))
      .then(
        fact('TALK', { imposedOn: '2025-06-03', fixBy: '2025-06-10', reportBy: '2025-06-10' }, { causeId: 'k2' }),
        fact(
          'RECTIFY',
          { imposedOn: '2025-06-03', fixBy: '2025-07-03', reportBy: '2025-06-10', bannedUntil: '2025-12-03' },
          { causeId: 'k2', cause: 'ESCALATION' },
        ),
      ));
  it('counts anew with the year', () =>
    given(talk)
      .when((s) => imposeMeasure(s, grounds({ causeId: 'k2', on: '2026-01-05' }), rules))
      .then(fact('TALK', { imposedOn: '2026-01-05', fixBy: '2026-01-12', reportBy: '2026-01-12' }, { causeId: 'k2' })));
  it('ends with the last step', () => {
    const last = { ...talk, measure: 'TERMINATE' as const };
    given(last)
      .when((s) => imposeMeasure(s, grounds({ causeId: 'k2', measure: 'TERMINATE', on: '2025-09-01' }), rules))
      .then(
        fact(
          'TERMINATE',
          { imposedOn: '2025-09-01', fixBy: '2025-10-01', reportBy: '2025-09-08', bannedUntil: '2027-09-01' },
          { causeId: 'k2' },
        ),
      );
  });
});
