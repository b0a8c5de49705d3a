// Dates and times of a story: text in Asia/Shanghai. A date alone as a time means 09:00.
import { addDays, instantOf, isWorkingDay, nthWorkingDayAfter, type CalendarData } from '@libs/kernel';

const dayForm = /^\d{4}-\d\d-\d\d$/;
const momentForm = /^(\d{4}-\d\d-\d\d)(?:T([01]\d|2[0-3]):([0-5]\d))?$/;
const clockForm = /^([01]\d|2[0-3]):[0-5]\d$/;

/** The minutes of a class hour, and of the break after it. */
const classHourMinutes = 45;
const breakMinutes = 10;
export const hourStepMinutes = classHourMinutes + breakMinutes;
const millisecondsPerMinute = 60_000;

// A year that the State Council has not published yet has weekends alone; the story's system is told the same.
const firstOpenYear = 2004;
const openYears = 100;
const storyCalendar: CalendarData = {
  publishedYears: Array.from({ length: openYears }, (_, place) => firstOpenYear + place),
  workingDays: [],
  daysOff: [],
};

export function isDay(value: unknown): value is string {
  if (typeof value !== 'string' || !dayForm.test(value)) return false;
  const parsed = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(value);
}

export const isMoment = (value: unknown): value is string =>
  typeof value === 'string' && momentForm.test(value) && isDay(value.slice(0, 10));

export const isTimeOfDay = (value: unknown): value is string => typeof value === 'string' && clockForm.test(value);

/** The instant of `2025-03-03T08:30` or of `2025-03-03`, in UTC. */
export const instantIn = (text: string): string => instantOf(`${isDay(text) ? `${text}T09:00` : text}:00+08:00`);

export const plusMinutes = (instant: string, minutes: number): string =>
  new Date(Date.parse(instant) + minutes * millisecondsPerMinute).toISOString();

const workingDay = (date: string): boolean => isWorkingDay(date, storyCalendar);
export const workingDayAfter = (date: string, n: number): string => nthWorkingDayAfter(date, n, storyCalendar);

export type Timetable = {
  readonly start: string;
  readonly days?: number;
  readonly dates?: readonly string[];
  readonly hours: number;
  readonly slot?: string;
};

export type PlannedSession = { readonly date: string; readonly startsAt: string; readonly endsAt: string; readonly classHours: number };

export function classDays({ start, days = 0, dates }: Timetable): readonly string[] {
  if (dates) return dates;
  const found: string[] = [];
  for (let day = start; found.length < days; day = addDays(day, 1)) if (workingDay(day)) found.push(day);
  return found;
}

const mostHours = 4;

/** Start times of a day's sessions, and the class hours of each. */
export function dayPlan(plan: Timetable): { readonly starts: readonly string[]; readonly hours: number } {
  const slots: Readonly<Record<string, readonly string[]>> = { am: ['08:30'], pm: ['13:30'], day: ['08:30', '13:30'] };
  const starts = slots[plan.slot ?? 'day'] ?? [plan.slot ?? ''];
  const hours = plan.hours / (starts.length * classDays(plan).length);
  if (!Number.isInteger(hours) || hours < 1 || hours > mostHours)
    throw new Error(`${plan.hours} hours do not share out evenly to 1..4 a session`);
  return { starts, hours };
}

const sessionMinutes = (hours: number): number => hours * hourStepMinutes - breakMinutes;

/** All sessions of a class, in order. */
export function sessionsOf(plan: Timetable): readonly PlannedSession[] {
  const { starts, hours } = dayPlan(plan);
  return classDays(plan).flatMap((date) =>
    starts.map((time) => {
      const startsAt = instantIn(`${date}T${time}`);
      return { date, startsAt, endsAt: plusMinutes(startsAt, sessionMinutes(hours)), classHours: hours };
    }),
  );
}

export const lastSignOut = (plan: Timetable): string => sessionsOf(plan).at(-1)?.endsAt ?? instantIn(plan.start);
