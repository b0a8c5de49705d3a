import { Refused, minutesBetween } from '@libs/kernel';
import type { ClassOpeningRules } from '@libs/policy';

/** One planned session; its times are instants in one form, so that they compare as text. */
export type PlannedSession = {
  readonly sessionId: string;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly classHours: number;
};

/** Refuses a timetable that cannot be taught as it is written; the first fault is named with the place of the session, counted from 1. */
export function checkTimetable(sessions: readonly Omit<PlannedSession, 'sessionId'>[], rules: ClassOpeningRules, now: string): void {
  if (sessions.length > rules.sessionsAtMost)
    throw new Refused('TOO_MANY_SESSIONS', { count: sessions.length, limit: rules.sessionsAtMost });
  sessions.forEach(({ startsAt, endsAt, classHours }, index) => {
    const session = index + 1;
    const previous = sessions[index - 1];
    if (endsAt <= startsAt) throw new Refused('SESSION_ENDS_BEFORE_IT_STARTS', { session });
    if (startsAt <= now) throw new Refused('SESSION_IN_THE_PAST', { session });
    if (previous && startsAt < previous.startsAt) throw new Refused('SESSIONS_OUT_OF_ORDER', { session, previous: index });
    // Touching ends do not overlap.
    if (previous && startsAt < previous.endsAt) throw new Refused('SESSIONS_OVERLAP', { session, previous: index });
    if (classHours > rules.sessionClassHoursAtMost)
      throw new Refused('SESSION_TOO_LONG', { session, classHours, limit: rules.sessionClassHoursAtMost });
    const minutes = Math.floor(minutesBetween(startsAt, endsAt));
    const needed = classHours * rules.classHourMinutes;
    if (minutes < needed) throw new Refused('SESSION_TOO_SHORT', { session, classHours, minutes, needed });
  });
}
