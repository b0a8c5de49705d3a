import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { spec } from '@libs/testing';
import {
  classSession,
  recordSignIn,
  reviewFaceFlag,
  scheduleSession,
  type Capture,
  type ClassSessionFact,
  type Schedule,
} from './class-session.decider';
import { metresBetween } from './distance';

const { given } = spec(classSession);
const site = { latitude: 39.1, longitude: 117.2, radiusMetres: 300 };
const asked: Schedule = {
  classId: 'c1',
  institutionId: 'demo-institution-a',
  region: '120101',
  startsAt: '2026-03-16T00:30:00.000Z',
  endsAt: '2026-03-16T04:00:00.000Z',
  classHours: 4,
  site,
};
const scheduled: ClassSessionFact = { type: 'SessionScheduled', ...asked };
const later = { ...asked, endsAt: '2026-03-16T05:00:00.000Z' };
const withheld: ClassSessionFact = { type: 'SessionSchedulingWithheld', reason: 'SCHEDULED_OTHERWISE', asked: later };

const capture: Capture = {
  captureId: 'cap1',
  personId: 'p1',
  counter: 1,
  deviceAt: '2026-03-16T00:30:00Z',
  latitude: 39.1,
  longitude: 117.2,
  faceScore: '0.93',
  captureDigest: 'd',
  signature: 's',
};
const rules = { faceMinimum: '0.80' };
const receivedAt = '2026-03-16T00:30:02.000Z';
const signIn = (change: Partial<Capture> = {}): ClassSessionFact => {
  const { state } = given(scheduled);
  if (state.status !== 'SCHEDULED') throw new Error('it is scheduled');
  return recordSignIn(state, { capture: { ...capture, ...change }, deviceId: 'd1', receivedAt }, rules);
};

describe('scheduling a session', () => {
  it('schedules it', () =>
    given()
      .when((s) => scheduleSession(s, asked))
      .then(scheduled));
  it('keeps one fact for the same plan heard twice', () =>
    given(scheduled)
      .when((s) => scheduleSession(s, { ...asked, site: { ...site } }))
      .then());
  it('records what contradicts the session that is known, and moves nothing', () => {
    given(scheduled)
      .when((s) => scheduleSession(s, later))
      .then(withheld);
    expect(given(scheduled, withheld).state).toMatchObject({ status: 'SCHEDULED', schedule: asked });
  });
  it.each(['classId', 'institutionId', 'region', 'startsAt', 'endsAt', 'classHours', 'site'])(
    'sees another %s as a contradiction',
    (field) => {
      const other = { ...asked, [field]: { classHours: 3, site: { ...site, radiusMetres: 500 } }[field] ?? 'other' };
      given(scheduled)
        .when((s) => scheduleSession(s, other))
        .then({ type: 'SessionSchedulingWithheld', reason: 'SCHEDULED_OTHERWISE', asked: other });
    },
  );
});

describe('a sign-in', () => {
  it('keeps what the device said, and when it came', () =>
    expect(signIn()).toEqual({
      type: 'SignInRecorded',
      ...capture,
      classId: 'c1',
      deviceId: 'd1',
      receivedAt,
      face: 'MATCHED',
      flags: [],
    }));
  it('is marked when the face is below the minimum, and not at it', () => {
    expect(signIn({ faceScore: '0.80' })).toMatchObject({ face: 'MATCHED', flags: [] });
    expect(signIn({ faceScore: '0.8' })).toMatchObject({ face: 'MATCHED', flags: [] });
    expect(signIn({ faceScore: '0.7999' })).toMatchObject({ face: 'MISMATCHED', flags: ['FACE_SCORE'] });
  });
  it('is marked outside the fence, whose edge is inside', () => {
    // On a meridian a degree is 111,194.93 m: 300 m are 0.002698 degrees.
    expect(signIn({ latitude: 39.1 + 0.002697 })).toMatchObject({ flags: [] });
    expect(signIn({ latitude: 39.1 + 0.002699 })).toMatchObject({ flags: ['OUTSIDE_FENCE'] });
    const edge = { ...site, latitude: 39.11 };
    expect(metresBetween(site, edge)).toBeCloseTo(1111.95, 1);
  });
  it('bears both marks where both are due, and none for a face that was not taken', () => {
    expect(signIn({ latitude: 39.2, faceScore: '0.41' })).toMatchObject({ flags: ['OUTSIDE_FENCE', 'FACE_SCORE'] });
    const { faceScore: _, ...blind } = capture;
    const { state } = given(scheduled);
    if (state.status !== 'SCHEDULED') throw new Error('it is scheduled');
    expect(recordSignIn(state, { capture: blind, deviceId: 'd1', receivedAt }, rules)).toMatchObject({ face: 'NOT_TAKEN', flags: [] });
  });
});

describe('the review of a face by hand', () => {
  const now = '2026-03-17T01:00:00.000Z';
  const review = { personId: 'p1', accepted: true, note: '同一人', reviewer: 'officer' };
  const reviewed: ClassSessionFact = { type: 'FaceFlagReviewed', ...review, reviewedAt: now };
  it('is a fact of its own, and the mark stays', () => {
    given(scheduled, signIn({ faceScore: '0.41' }))
      .when((s) => reviewFaceFlag(s, review, now))
      .then(reviewed);
    const { state } = given(scheduled, signIn({ faceScore: '0.41' }), reviewed);
    expect(state.status === 'SCHEDULED' && state.present.get('p1')?.in).toMatchObject({ flags: ['FACE_SCORE'], faceAccepted: true });
  });
  it('is made once', () =>
    given(scheduled, signIn({ faceScore: '0.41' }), reviewed)
      .when((s) => reviewFaceFlag(s, review, now))
      .then());
  it('is refused where there is no such mark', () => {
    given(scheduled, signIn({ latitude: 39.2 }))
      .when((s) => reviewFaceFlag(s, review, now))
      .refused('NO_FACE_FLAG');
    given()
      .when((s) => reviewFaceFlag(s, review, now))
      .refused('NO_FACE_FLAG');
  });
});

describe('the fold', () => {
  it('takes any history', () => {
    const facts = [scheduled, withheld, signIn(), { ...signIn(), type: 'SignOutRecorded' } as ClassSessionFact];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...facts), { maxLength: 8 }), (history) => {
        expect(given(...history).state.status).toBe(history.includes(scheduled) ? 'SCHEDULED' : 'UNSCHEDULED');
      }),
    );
  });
});
