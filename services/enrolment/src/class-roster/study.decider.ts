// The hours that a person has promised to classes: whoever books more must find them free.
import type { Decider } from '@libs/event-store';

export type BookedTime = { readonly startsAt: string; readonly endsAt: string };

export type StudyFact = { readonly type: 'StudyBooked'; readonly classId: string; readonly sessions: readonly BookedTime[] };

export type Study = { readonly bookings: readonly { readonly classId: string; readonly sessions: readonly BookedTime[] }[] };

export const study: Decider<Study, StudyFact> = {
  category: 'study',
  initial: { bookings: [] },
  schemas: { StudyBooked: 1 },
  evolve({ bookings }, fact) {
    switch (fact.type) {
      case 'StudyBooked':
        return { bookings: [...bookings, { classId: fact.classId, sessions: fact.sessions }] };
    }
  },
};

/** The first other class of which a session shares a minute with these; touching ends do not overlap. */
export function overlappingClass({ bookings }: Study, classId: string, sessions: readonly BookedTime[]): string | undefined {
  const shares = (one: BookedTime) => sessions.some((other) => one.startsAt < other.endsAt && other.startsAt < one.endsAt);
  return bookings.find((booking) => booking.classId !== classId && booking.sessions.some(shares))?.classId;
}

export function bookStudy({ bookings }: Study, classId: string, sessions: readonly BookedTime[]): readonly StudyFact[] {
  if (bookings.some((booking) => booking.classId === classId)) return [];
  return [{ type: 'StudyBooked', classId, sessions: sessions.map(({ startsAt, endsAt }) => ({ startsAt, endsAt })) }];
}
