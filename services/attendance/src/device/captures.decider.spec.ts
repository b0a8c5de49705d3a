import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Refused } from '@libs/kernel';
import { spec } from '@libs/testing';
import { classAttendance, type ClassAttendance, type ClassAttendanceFact } from '../class-attendance/class-attendance.decider';
import { classSession, type Capture, type ClassSession, type ClassSessionFact } from '../class-session/class-session.decider';
import { takeCaptures, type BroughtCapture, type Ground } from './captures.decider';
import { device, isUsed, merged, registerDevice, revokeDevice, type Device, type DeviceFact } from './device.decider';

const { given } = spec(device);
const registration = { institutionId: 'i1', region: '120101', name: '门口', publicKey: 'key' };
const registered: DeviceFact = { type: 'DeviceRegistered', ...registration, registeredAt: '2026-03-02T01:00:00.000Z' };
const revoked: DeviceFact = { type: 'DeviceRevoked', revokedAt: '2026-03-02T01:00:00.000Z' };

const now = '2026-03-16T00:31:00.000Z';
const schedule = {
  classId: 'c1',
  institutionId: 'i1',
  region: '120101',
  startsAt: '2026-03-16T00:30:00.000Z',
  endsAt: '2026-03-16T04:00:00.000Z',
  classHours: 4,
  site: { latitude: 39.1, longitude: 117.2, radiusMetres: 300 },
};
const fold = <S, F extends { readonly type: string }>(decider: { initial: S; evolve(state: S, fact: F): S }, facts: readonly F[]): S =>
  facts.reduce((state, fact) => decider.evolve(state, fact), decider.initial);
const session = fold<ClassSession, ClassSessionFact>(classSession, [{ type: 'SessionScheduled', ...schedule }]);
const attendance = fold<ClassAttendance, ClassAttendanceFact>(classAttendance, [
  { type: 'TraineeListed', personId: 'p1', enrolmentId: 'e1', place: 1 },
  { type: 'TraineeListed', personId: 'p2', enrolmentId: 'e2', place: 2 },
]);
const ground = (change: Partial<Ground> = {}): Ground => ({
  deviceId: 'd1',
  sessions: new Map([['s1', session]]),
  classes: new Map([['c1', attendance]]),
  rulesOf: () => ({ faceMinimum: '0.80' }),
  minutesAhead: 5,
  now,
  ...change,
});
let captures = 0;
const brought = (change: Partial<Capture> & Partial<Omit<BroughtCapture, 'capture'>> = {}): BroughtCapture => {
  const { sessionId = 's1', direction = 'IN', sealed = true, ...rest } = change;
  const counter = (captures += 1);
  const where = { latitude: 39.1, longitude: 117.2 };
  const capture = { captureId: `cap${counter}`, personId: 'p1', counter, deviceAt: '2026-03-16T00:30:00.000Z', ...where };
  return { capture: { ...capture, captureDigest: 'd', signature: 's', ...rest }, sessionId, direction, sealed };
};
const known = (...history: readonly DeviceFact[]): Device => given(registered, ...history).state;
const codes = (batch: readonly BroughtCapture[], change: Partial<Ground> = {}, at: Device = known()) => {
  const { device: taken } = takeCaptures(at, batch, ground(change));
  const [fact] = taken;
  return fact?.type === 'CapturesTaken' ? fact.refused.map(({ place, code }) => [place, code]) : [];
};

describe('a device', () => {
  it('takes its key for ever', () =>
    given()
      .when((d, { now: at }) => registerDevice(d, registration, at))
      .keys({ take: ['device-key/key'] })
      .then({ ...registered, registeredAt: '2026-03-02T01:00:00.000Z' }));
  it('is revoked once', () => {
    given(registered)
      .when((d, { now: at }) => revokeDevice(d, at))
      .then(revoked);
    given(registered, revoked)
      .when((d, { now: at }) => revokeDevice(d, at))
      .then();
    given()
      .when((d, { now: at }) => revokeDevice(d, at))
      .refused('DEVICE_NOT_FOUND');
  });
  it('takes nothing once it is revoked, or before it is known', () => {
    expect(() => takeCaptures(known(revoked), [brought()], ground())).toThrow(new Refused('DEVICE_REVOKED'));
    expect(() => takeCaptures(device.initial, [brought()], ground())).toThrow(new Refused('DEVICE_NOT_FOUND'));
  });
});

describe('a batch', () => {
  it('becomes a fact of its session for each capture, and one of the device', () => {
    const signIn = brought();
    const signOut = brought({ direction: 'OUT', deviceAt: '2026-03-16T00:31:00.000Z' });
    const other = brought({ personId: 'p2' });
    const { device: taken, sessions } = takeCaptures(known(), [signIn, signOut, other], ground());
    const of = ({ capture }: BroughtCapture) => ({ ...capture, classId: 'c1', deviceId: 'd1', receivedAt: now, face: 'NOT_TAKEN' });
    expect(sessions.get('s1')).toEqual([
      { type: 'SignInRecorded', ...of(signIn), flags: [] },
      { type: 'SignOutRecorded', ...of(signOut) },
      { type: 'SignInRecorded', ...of(other), flags: [] },
    ]);
    const counters = [[signIn.capture.counter, other.capture.counter]];
    expect(taken).toEqual([{ type: 'CapturesTaken', counters, known: [], refused: [] }]);
  });
  it('knows a capture again, within the batch and after it', () => {
    const signIn = brought();
    const first = takeCaptures(known(), [signIn, signIn], ground());
    expect(first.device).toMatchObject([{ known: [1], refused: [] }]);
    const after = fold(classSession, [{ type: 'SessionScheduled', ...schedule } as ClassSessionFact, ...(first.sessions.get('s1') ?? [])]);
    const again = takeCaptures(known(...first.device), [signIn], ground({ sessions: new Map([['s1', after]]) }));
    expect(again).toEqual({ device: [{ type: 'CapturesTaken', counters: [], known: [0], refused: [] }], sessions: new Map() });
  });
  it('refuses what somebody else has written, and takes the rest', () => {
    const batch = [brought({ sealed: false }), brought({ personId: 'p2' })];
    expect(codes(batch)).toEqual([[0, 'SIGNATURE_INVALID']]);
    expect(takeCaptures(known(), batch, ground()).sessions.get('s1')).toHaveLength(1);
  });
  it('refuses a counter that was used, in the batch or before, and never minds the order', () => {
    expect(codes([brought({ counter: 7 }), brought({ counter: 7, personId: 'p2' })])).toEqual([[1, 'COUNTER_REPLAYED']]);
    const before = known({ type: 'CapturesTaken', counters: [[10, 20]], known: [], refused: [] });
    expect(codes([brought({ counter: 15 })], {}, before)).toEqual([[0, 'COUNTER_REPLAYED']]);
    expect(codes([brought({ counter: 9 }), brought({ counter: 21, personId: 'p2' })], {}, before)).toEqual([]);
  });
  it('leaves the counter of a refused capture unused', () => {
    const batch = [brought({ counter: 3, personId: 'nobody' }), brought({ counter: 3 })];
    expect(codes(batch)).toEqual([[0, 'NOT_ENROLLED']]);
  });
  it('refuses who is not enrolled, what is no session of the institution, and a class that is closed', () => {
    expect(codes([brought({ personId: 'p3' }), brought({ sessionId: 's9' })])).toEqual([
      [0, 'NOT_ENROLLED'],
      [1, 'SESSION_NOT_FOUND'],
    ]);
    const elsewhere = fold(classSession, [{ type: 'SessionScheduled', ...schedule, institutionId: 'i2' } as ClassSessionFact]);
    expect(codes([brought()], { sessions: new Map([['s1', elsewhere]]) })).toEqual([[0, 'SESSION_NOT_FOUND']]);
    const closed = classAttendance.evolve(attendance, { type: 'ClassAttendanceClosed', days: [], closedAt: now, packs: [] });
    expect(codes([brought()], { classes: new Map([['c1', closed]]) })).toEqual([[0, 'CLASS_CLOSED']]);
  });
  it('refuses another day in Asia/Shanghai, and a clock that is too far ahead', () => {
    expect(codes([brought({ deviceAt: '2026-03-15T15:59:59.999Z' })])).toEqual([[0, 'CAPTURE_NOT_OF_THAT_DAY']]);
    expect(codes([brought({ deviceAt: '2026-03-15T16:00:00.000Z' })])).toEqual([]);
    expect(codes([brought({ deviceAt: '2026-03-16T00:36:00.000Z' })])).toEqual([]);
    expect(codes([brought({ deviceAt: '2026-03-16T00:36:00.001Z' })])).toEqual([[0, 'CAPTURE_AHEAD_OF_CLOCK']]);
  });
  it('takes one sign-in and one sign-out of a person, in either order', () => {
    const out = { direction: 'OUT' as const };
    expect(codes([brought(out), brought(), brought(), brought(out)])).toEqual([
      [2, 'ALREADY_SIGNED_IN'],
      [3, 'ALREADY_SIGNED_OUT'],
    ]);
  });
});

describe('captures that come in any order, in any batches', () => {
  it('leave the same presence behind', () => {
    const all = ['p1', 'p2'].flatMap((personId) => [
      brought({ personId }),
      brought({ personId, direction: 'OUT', deviceAt: '2026-03-16T00:31:00.000Z' }),
    ]);
    const presenceAfter = (batches: readonly (readonly BroughtCapture[])[]) => {
      let [at, sitting] = [known(), session];
      for (const batch of batches) {
        const { device: taken, sessions } = takeCaptures(at, batch, ground({ sessions: new Map([['s1', sitting]]) }));
        at = taken.reduce(device.evolve, at);
        sitting = (sessions.get('s1') ?? []).reduce(classSession.evolve, sitting);
      }
      const present = sitting.status === 'SCHEDULED' ? [...sitting.present] : [];
      return { used: at.status === 'ACTIVE' && at.used, present: present.sort(([one], [other]) => (one < other ? -1 : 1)) };
    };
    const expected = presenceAfter([all]);
    const order = fc.shuffledSubarray(all, { minLength: all.length });
    fc.assert(
      fc.property(order, fc.integer({ min: 0, max: all.length }), (some, cut) => {
        // The second batch overlaps the first, as after a lost answer.
        expect(presenceAfter([some.slice(0, cut), some])).toEqual(expected);
      }),
    );
  });
});

describe('used counters', () => {
  it('are the same in whatever order they came', () => {
    const counters = fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { maxLength: 40 });
    fc.assert(
      fc.property(counters, (some) => {
        const oneByOne = some.reduce<ReturnType<typeof merged>>((ranges, counter) => merged([...ranges, [counter, counter]]), []);
        for (let counter = 1; counter <= 60; counter += 1) expect(isUsed(oneByOne, counter)).toBe(some.includes(counter));
        expect(merged([...some].sort((one, other) => one - other).map((counter) => [counter, counter]))).toEqual(oneByOne);
      }),
    );
  });
});
