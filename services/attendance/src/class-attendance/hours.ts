// How many class hours count for one person in one session. Pure arithmetic; its numbers come from the pack.
import { minutesBetween } from '@libs/kernel';
import type { Presence, Schedule } from '../class-session/class-session.decider';

export type HourRules = { readonly classHourMinutes: number; readonly breakMinutes: number };

type SignedIn = NonNullable<Presence['in']>;
/** As much of somebody's presence as hours are counted from. */
export type Times = {
  readonly in?: Pick<SignedIn, 'at' | 'flags' | 'faceAccepted'>;
  readonly out?: { readonly at: string; readonly captureId?: string };
};

export const hasFaceFlag = ({ in: signedIn }: Presence): boolean => signedIn?.flags.includes('FACE_SCORE') ?? false;

/** A half-day that was signed in from elsewhere, or by a face that nobody has accepted, counts nothing. */
const isDiscounted = ({ flags, faceAccepted }: Pick<SignedIn, 'flags' | 'faceAccepted'>): boolean =>
  flags.includes('OUTSIDE_FENCE') || (flags.includes('FACE_SCORE') && !faceAccepted);

/**
 * Hour k begins (k-1) times an hour and its break after the start of the session, and counts for whoever signed in by its beginning and did not sign out
 * before its end. The device's time counts.
 */
export function countedHours(
  { startsAt, classHours }: Pick<Schedule, 'startsAt' | 'classHours'>,
  presence: Times,
  rules: HourRules,
): number {
  const { in: signedIn, out } = presence;
  if (signedIn === undefined || isDiscounted(signedIn)) return 0;
  const inMinute = minutesBetween(startsAt, signedIn.at);
  const outMinute = out === undefined ? Infinity : minutesBetween(startsAt, out.at);
  const beginnings = Array.from({ length: classHours }, (_, place) => place * (rules.classHourMinutes + rules.breakMinutes));
  return beginnings.filter((begins) => inMinute <= begins && begins + rules.classHourMinutes <= outMinute).length;
}
