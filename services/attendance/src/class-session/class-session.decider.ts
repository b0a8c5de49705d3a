// A class session: one half-day of an approved class, at which people sign in and out.
import type { Decider } from '@libs/event-store';
import { Refused } from '@libs/kernel';
import { isWithin, type Site } from './distance';

export type Schedule = {
  readonly classId: string;
  readonly institutionId: string;
  readonly region: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly classHours: number;
  readonly site: Site;
};

export type WithheldReason = 'SCHEDULED_OTHERWISE';
export type Flag = 'OUTSIDE_FENCE' | 'FACE_SCORE';
export type FaceOutcome = 'MATCHED' | 'MISMATCHED' | 'NOT_TAKEN';

/** What a device took of one person at one moment. Of the picture only the digest is kept; the seal is the device's signature over all of it. */
export type Capture = {
  readonly captureId: string;
  readonly personId: string;
  readonly counter: number;
  /** As the device wrote it, for its signature covers these characters. */
  readonly deviceAt: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly accuracyMetres?: number;
  /** Between 0 and 1, as the device wrote it. */
  readonly faceScore?: string;
  readonly captureDigest: string;
  readonly signature: string;
};

type Recorded = Capture & { readonly classId: string; readonly deviceId: string; readonly receivedAt: string; readonly face: FaceOutcome };

export type ClassSessionFact =
  | ({ readonly type: 'SessionScheduled' } & Schedule)
  /** A plan said something about this session that contradicts what is known; nothing moves, and a supervisor can see it. */
  | { readonly type: 'SessionSchedulingWithheld'; readonly reason: WithheldReason; readonly asked: Schedule }
  | ({ readonly type: 'SignInRecorded'; readonly flags: readonly Flag[] } & Recorded)
  | ({ readonly type: 'SignOutRecorded' } & Recorded)
  /** Somebody compared the faces by hand. The mark and the record stay; accepted, the half-day counts. */
  | {
      readonly type: 'FaceFlagReviewed';
      readonly personId: string;
      readonly accepted: boolean;
      readonly note: string;
      readonly reviewer: string;
      readonly reviewedAt: string;
    };

type SignedIn = { readonly captureId: string; readonly at: string; readonly flags: readonly Flag[]; readonly faceAccepted: boolean };
type SignedOut = { readonly captureId: string; readonly at: string };
export type Presence = { readonly in?: SignedIn; readonly out?: SignedOut };

export type Scheduled = {
  readonly status: 'SCHEDULED';
  readonly schedule: Schedule;
  readonly present: ReadonlyMap<string, Presence>;
};
export type ClassSession = { readonly status: 'UNSCHEDULED' } | Scheduled;

export const classSession: Decider<ClassSession, ClassSessionFact> = {
  category: 'class-session',
  initial: { status: 'UNSCHEDULED' },
  schemas: { SessionScheduled: 1, SessionSchedulingWithheld: 1, SignInRecorded: 1, SignOutRecorded: 1, FaceFlagReviewed: 1 },
  evolve(session, fact) {
    switch (fact.type) {
      case 'SessionScheduled': {
        const { type: _, ...schedule } = fact;
        return { status: 'SCHEDULED', schedule, present: new Map() };
      }
      case 'SessionSchedulingWithheld':
        return session;
      case 'SignInRecorded': {
        const { captureId, deviceAt, flags } = fact;
        return having(session, fact.personId, () => ({ in: { captureId, at: deviceAt, flags, faceAccepted: false } }));
      }
      case 'SignOutRecorded':
        return having(session, fact.personId, () => ({ out: { captureId: fact.captureId, at: fact.deviceAt } }));
      case 'FaceFlagReviewed':
        return having(session, fact.personId, (known) => (known.in ? { in: { ...known.in, faceAccepted: fact.accepted } } : {}));
    }
  },
};

function having(session: ClassSession, personId: string, change: (known: Presence) => Presence): ClassSession {
  if (session.status === 'UNSCHEDULED') return session;
  const known = session.present.get(personId) ?? {};
  return { ...session, present: new Map(session.present).set(personId, { ...known, ...change(known) }) };
}

const fields = ['classId', 'institutionId', 'region', 'startsAt', 'endsAt', 'classHours'] as const;
const siteFields = ['latitude', 'longitude', 'radiusMetres'] as const;

/** Called by a message, so it refuses nothing: what cannot be done is recorded. */
export function scheduleSession(session: ClassSession, asked: Schedule): readonly ClassSessionFact[] {
  if (session.status === 'UNSCHEDULED') return [{ type: 'SessionScheduled', ...asked }];
  const { schedule } = session;
  const same =
    fields.every((field) => schedule[field] === asked[field]) && siteFields.every((field) => schedule.site[field] === asked.site[field]);
  return same ? [] : [{ type: 'SessionSchedulingWithheld', reason: 'SCHEDULED_OTHERWISE', asked }];
}

export type CaptureRules = { readonly faceMinimum: string };
export type Taken = { readonly capture: Capture; readonly deviceId: string; readonly receivedAt: string };

function faceOf({ faceScore }: Capture, { faceMinimum }: CaptureRules): FaceOutcome {
  if (faceScore === undefined) return 'NOT_TAKEN';
  return Number(faceScore) >= Number(faceMinimum) ? 'MATCHED' : 'MISMATCHED';
}

/** The marks stay with the sign-in for ever; what they mean for the hours is decided when attendance is summed up. */
export function recordSignIn({ schedule }: Scheduled, { capture, deviceId, receivedAt }: Taken, rules: CaptureRules): ClassSessionFact {
  const face = faceOf(capture, rules);
  const flags: readonly Flag[] = [
    ...(isWithin(schedule.site, capture) ? [] : (['OUTSIDE_FENCE'] as const)),
    ...(face === 'MISMATCHED' ? (['FACE_SCORE'] as const) : []),
  ];
  return { type: 'SignInRecorded', ...capture, classId: schedule.classId, deviceId, receivedAt, face, flags };
}

export function recordSignOut({ schedule }: Scheduled, { capture, deviceId, receivedAt }: Taken, rules: CaptureRules): ClassSessionFact {
  return { type: 'SignOutRecorded', ...capture, classId: schedule.classId, deviceId, receivedAt, face: faceOf(capture, rules) };
}

export type FlagReview = { readonly personId: string; readonly accepted: boolean; readonly note: string; readonly reviewer: string };

/** The fence cannot be reviewed by hand: where somebody was is not seen on a picture. */
export function reviewFaceFlag(session: ClassSession, review: FlagReview, now: string): readonly ClassSessionFact[] {
  const signedIn = session.status === 'SCHEDULED' ? session.present.get(review.personId)?.in : undefined;
  if (!signedIn?.flags.includes('FACE_SCORE')) throw new Refused('NO_FACE_FLAG');
  if (signedIn.faceAccepted === review.accepted && review.accepted) return [];
  return [{ type: 'FaceFlagReviewed', ...review, reviewedAt: now }];
}
