import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { spec } from '@libs/testing';
import { classSession, scheduleSession, type ClassSessionFact, type Schedule } from './class-session.decider';

const { given } = spec(classSession);
const asked: Schedule = {
  classId: 'c1',
  institutionId: 'demo-institution-a',
  region: '120101',
  startsAt: '2026-03-16T00:30:00.000Z',
  endsAt: '2026-03-16T04:00:00.000Z',
  classHours: 4,
};
const scheduled: ClassSessionFact = { type: 'SessionScheduled', ...asked };
const later = { ...asked, endsAt: '2026-03-16T05:00:00.000Z' };
const withheld: ClassSessionFact = { type: 'SessionSchedulingWithheld', reason: 'SCHEDULED_OTHERWISE', asked: later };

describe('scheduling a session', () => {
  it('schedules it', () =>
    given()
      .when((s) => scheduleSession(s, asked))
      .then(scheduled));
  it('keeps one fact for the same plan heard twice', () =>
    given(scheduled)
      .when((s) => scheduleSession(s, { ...asked }))
      .then());
  it('records what contradicts the session that is known, and moves nothing', () => {
    given(scheduled)
      .when((s) => scheduleSession(s, later))
      .then(withheld);
    expect(given(scheduled, withheld).state).toEqual({ status: 'SCHEDULED', schedule: asked });
  });
  it.each(Object.keys(asked))('sees another %s as a contradiction', (field) => {
    const other = { ...asked, [field]: field === 'classHours' ? 3 : 'other' };
    given(scheduled)
      .when((s) => scheduleSession(s, other))
      .then({ type: 'SessionSchedulingWithheld', reason: 'SCHEDULED_OTHERWISE', asked: other });
  });
});

describe('the fold', () => {
  it('takes any history', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(scheduled, withheld), { maxLength: 8 }), (history) => {
        expect(given(...history).state.status).toBe(history.includes(scheduled) ? 'SCHEDULED' : 'UNSCHEDULED');
      }),
    );
  });
});
