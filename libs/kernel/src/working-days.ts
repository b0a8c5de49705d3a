import calendar from 'chinese-days';
import { addDays, weekday } from './business-date';
import { Refused } from './refused';

/**
 * What an installation knows better than the library: a year that was published after this release, or a day the State Council moved.
 * A year listed here counts as published; a day listed here overrides the library.
 */
export type CalendarData = {
  readonly publishedYears: readonly number[];
  readonly workingDays: readonly string[];
  readonly daysOff: readonly string[];
};

const nothingMore: CalendarData = { publishedYears: [], workingDays: [], daysOff: [] };

// The library answers Monday to Friday for a year that it does not know. National Day is a named holiday in every year that it does know.
const known = new Map<number, boolean>();
function publishedInLibrary(year: number): boolean {
  let answer = known.get(year);
  if (answer === undefined) known.set(year, (answer = calendar.getDayDetail(`${year}-10-01`).name.includes(',')));
  return answer;
}

/**
 * Monday to Friday outside the holidays, or a make-up workday, on the State Council's calendar. The calendar of a year appears late in the year
 * before: until then a weekday of that year may turn out to be a holiday, so the answer is refused and never guessed.
 */
export function isWorkingDay(date: string, data: CalendarData = nothingMore): boolean {
  if (data.workingDays.includes(date)) return true;
  if (data.daysOff.includes(date)) return false;
  const year = Number(date.slice(0, 4));
  if (publishedInLibrary(year)) return calendar.isWorkday(date);
  if (!data.publishedYears.includes(year)) throw new Refused('CALENDAR_NOT_PUBLISHED', { year });
  return weekday(date) !== 0 && weekday(date) !== 6;
}

/** "N working days after D": D is not counted. */
export function nthWorkingDayAfter(date: string, n: number, data: CalendarData = nothingMore): string {
  let day = date;
  for (let left = n; left > 0;) {
    day = addDays(day, 1);
    if (isWorkingDay(day, data)) left -= 1;
  }
  return day;
}
