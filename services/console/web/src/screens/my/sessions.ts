import type { OwnClassAttendance, OwnSession } from './own';

export type Presence = 'COMPLETE' | 'IN_ONLY' | 'OUT_ONLY' | 'MISSED' | 'NOW' | 'AHEAD';

/** What became of a session, by the clock of whoever looks. */
export function presenceOf({ startsAt, endsAt, inAt, outAt }: OwnSession, now: string): Presence {
  if (inAt !== undefined && outAt !== undefined) return 'COMPLETE';
  if (now < startsAt && inAt === undefined) return 'AHEAD';
  if (now < endsAt) return inAt === undefined ? 'NOW' : 'IN_ONLY';
  if (inAt !== undefined) return 'IN_ONLY';
  return outAt === undefined ? 'MISSED' : 'OUT_ONLY';
}

/** The session that is on, or the next one. */
export const nextSession = ({ sessions }: Pick<OwnClassAttendance, 'sessions'>, now: string): OwnSession | undefined =>
  sessions.find(({ endsAt }) => endsAt > now);
