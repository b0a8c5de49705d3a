import { Refused } from '@libs/kernel';

// A day's work begins at nine in Asia/Shanghai, which has no summer time; whoever names a day alone means that.
const START_OF_WORK = 'T09:00:00+08:00';
const day = /^\d{4}-\d{2}-\d{2}$/;
const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/;

const isCalendarDay = (text: string): boolean => {
  const parsed = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(text);
};

/** An instant with its zone, or a date; anything else would be read differently on different machines. */
export function momentOf(to: unknown): string {
  if (typeof to !== 'string' || !(day.test(to) || instant.test(to)) || !isCalendarDay(to.slice(0, 10)))
    throw new Refused('CLOCK_MOMENT_INVALID');
  const parsed = new Date(day.test(to) ? `${to}${START_OF_WORK}` : to);
  if (Number.isNaN(parsed.getTime())) throw new Refused('CLOCK_MOMENT_INVALID');
  return parsed.toISOString();
}
