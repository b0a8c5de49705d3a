// What becomes of a batch of captures: one decision over the device, the sessions and their classes, with a fact for each capture that is taken.
import { Refused, businessDate, minutesBetween } from '@libs/kernel';
import type { ClassAttendance } from '../class-attendance/class-attendance.decider';
import {
  classSession,
  recordSignIn,
  recordSignOut,
  type Capture,
  type CaptureRules,
  type ClassSession,
  type ClassSessionFact,
  type Presence,
  type Schedule,
  type Scheduled,
} from '../class-session/class-session.decider';
import {
  isUsed,
  merged,
  type CounterRange,
  type Device,
  type DeviceFact,
  type RefusalOfCapture,
  type RefusedCapture,
} from './device.decider';

export type BroughtCapture = {
  readonly capture: Capture;
  readonly sessionId: string;
  readonly direction: 'IN' | 'OUT';
  /** Whether the device's signature covers what is written here. */
  readonly sealed: boolean;
};

export type Ground = {
  readonly deviceId: string;
  readonly sessions: ReadonlyMap<string, ClassSession>;
  readonly classes: ReadonlyMap<string, ClassAttendance>;
  readonly rulesOf: (schedule: Schedule) => CaptureRules;
  /** By how much a device's clock may be ahead of ours. */
  readonly minutesAhead: number;
  readonly now: string;
};

export type BatchFacts = { readonly device: readonly DeviceFact[]; readonly sessions: ReadonlyMap<string, readonly ClassSessionFact[]> };

type Judged = RefusalOfCapture | 'KNOWN' | ClassSessionFact;

/** Each capture is judged after those before it; one that is refused holds up no other, and its counter stays unused. */
export function takeCaptures(device: Device, brought: readonly BroughtCapture[], ground: Ground): BatchFacts {
  if (device.status === 'UNKNOWN') throw new Refused('DEVICE_NOT_FOUND');
  if (device.status === 'REVOKED') throw new Refused('DEVICE_REVOKED');
  const sessions = new Map(ground.sessions);
  const facts = new Map<string, ClassSessionFact[]>();
  const fresh = new Set<number>();
  const known: number[] = [];
  const refused: RefusedCapture[] = [];
  const used = (counter: number): boolean => fresh.has(counter) || isUsed(device.used, counter);
  for (const [place, each] of brought.entries()) {
    const session = sessions.get(each.sessionId);
    const judged = judge(each, reached(session, device.registration.institutionId), used(each.capture.counter), ground);
    if (judged === 'KNOWN') known.push(place);
    else if (typeof judged === 'string') refused.push({ place, captureId: each.capture.captureId, code: judged });
    else if (session !== undefined) {
      fresh.add(each.capture.counter);
      sessions.set(each.sessionId, classSession.evolve(session, judged));
      const taken = facts.get(each.sessionId) ?? [];
      taken.push(judged);
      facts.set(each.sessionId, taken);
    }
  }
  const counters = merged([...fresh].map((counter): CounterRange => [counter, counter]));
  return { device: [{ type: 'CapturesTaken', counters, known, refused }], sessions: facts };
}

/** A device takes captures for the classes of its own institution. */
const reached = (session: ClassSession | undefined, institutionId: string): Scheduled | undefined =>
  session?.status === 'SCHEDULED' && session.schedule.institutionId === institutionId ? session : undefined;

function judge(brought: BroughtCapture, session: Scheduled | undefined, counterUsed: boolean, ground: Ground): Judged {
  const { capture, direction, sealed } = brought;
  if (!sealed) return 'SIGNATURE_INVALID';
  if (session === undefined) return 'SESSION_NOT_FOUND';
  const presence = session.present.get(capture.personId) ?? {};
  if (isKnown(presence, capture.captureId)) return 'KNOWN';
  const attendance = ground.classes.get(session.schedule.classId);
  if (attendance?.closed !== undefined) return 'CLASS_CLOSED';
  if (!attendance?.roster.has(capture.personId)) return 'NOT_ENROLLED';
  if (counterUsed) return 'COUNTER_REPLAYED';
  if (businessDate(capture.deviceAt) !== businessDate(session.schedule.startsAt)) return 'CAPTURE_NOT_OF_THAT_DAY';
  if (minutesBetween(ground.now, capture.deviceAt) > ground.minutesAhead) return 'CAPTURE_AHEAD_OF_CLOCK';
  const taken = { capture, deviceId: ground.deviceId, receivedAt: ground.now };
  const rules = ground.rulesOf(session.schedule);
  if (direction === 'IN') return presence.in ? 'ALREADY_SIGNED_IN' : recordSignIn(session, taken, rules);
  return presence.out ? 'ALREADY_SIGNED_OUT' : recordSignOut(session, taken, rules);
}

const isKnown = (presence: Presence, captureId: string): boolean =>
  presence.in?.captureId === captureId || presence.out?.captureId === captureId;
