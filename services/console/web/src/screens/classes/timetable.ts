// A timetable out of days and slots: which sessions a class has, in the time of the office, and what cannot be taught as it is written.

/** One lesson of a day, `08:30` to `12:00`, and for how many class hours it counts. */
export type Slot = { readonly from: string; readonly to: string; readonly classHours: number };
export type Planned = Slot & { readonly on: string };

export type Wish = {
  readonly firstDay: string;
  /** 1 is Monday, 7 is Sunday. */
  readonly weekdays: readonly number[];
  readonly slots: readonly Slot[];
  readonly classHours: number;
  /** Days on which nothing is taught. */
  readonly without: readonly string[];
};

const dayMs = 86_400_000;
const daysOfWeek = 7;
/** As far ahead as a timetable is laid: whoever teaches an hour a week is told so instead of waiting. */
const longestDays = 730;
const minutesOfClassHour = 45;

const at = (day: string): number => Date.parse(`${day}T00:00:00Z`);
const dayAfter = (day: string, days: number): string => new Date(at(day) + days * dayMs).toISOString().slice(0, 10);
export const weekdayOf = (day: string): number => new Date(at(day)).getUTCDay() || daysOfWeek;

const minutesOf = (time: string): number => {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
};

/** Lays slots on the days until all class hours are taught; the last lesson is as long as what is left asks for. */
export function generated({ firstDay, weekdays, slots, classHours, without }: Wish): readonly Planned[] {
  const sessions: Planned[] = [];
  const inOrder = [...slots].sort((one, other) => one.from.localeCompare(other.from));
  let left = classHours;
  for (let day = 0; day < longestDays && left > 0; day += 1) {
    const on = dayAfter(firstDay, day);
    if (!weekdays.includes(weekdayOf(on)) || without.includes(on)) continue;
    for (const slot of inOrder) {
      if (left <= 0) break;
      const hours = Math.min(left, slot.classHours);
      sessions.push({ ...slot, on, classHours: hours });
      left -= hours;
    }
  }
  return sessions;
}

export const hoursOf = (sessions: readonly Planned[]): number => sessions.reduce((sum, { classHours }) => sum + classHours, 0);

/** In order of time, as the API takes them. */
export const inOrder = (sessions: readonly Planned[]): readonly Planned[] =>
  [...sessions].sort((one, other) => `${one.on} ${one.from}`.localeCompare(`${other.on} ${other.from}`));

const instantAt = (on: string, time: string): string => new Date(`${on}T${time}:00+08:00`).toISOString();
export const sessionBodies = (sessions: readonly Planned[]) =>
  inOrder(sessions).map(({ on, from, to, classHours }) => ({ startsAt: instantAt(on, from), endsAt: instantAt(on, to), classHours }));

export type Fault = 'ENDS_BEFORE' | 'TOO_SHORT' | 'OVERLAPS' | 'PAST';

/** What is wrong with each session, by its place in order; the office's other rules are said when the plan is filed. */
export function faultsOf(sessions: readonly Planned[], now: string): ReadonlyMap<number, Fault> {
  const faults = new Map<number, Fault>();
  const ordered = inOrder(sessions);
  ordered.forEach(({ on, from, to, classHours }, place) => {
    const before = ordered[place - 1];
    if (to <= from) faults.set(place, 'ENDS_BEFORE');
    else if (instantAt(on, from) <= now) faults.set(place, 'PAST');
    else if (before?.on === on && from < before.to) faults.set(place, 'OVERLAPS');
    else if (minutesOf(to) - minutesOf(from) < classHours * minutesOfClassHour) faults.set(place, 'TOO_SHORT');
  });
  return faults;
}

type Timed = { readonly startsAt: string; readonly endsAt: string };

/** The sessions of others that share a minute with one of these; touching ends do not clash. */
export const clashesWith = <Other extends Timed>(sessions: readonly Planned[], others: readonly Other[]): readonly Other[] => {
  const bodies = sessionBodies(sessions);
  return others.filter((other) => bodies.some((one) => one.startsAt < other.endsAt && other.startsAt < one.endsAt));
};
