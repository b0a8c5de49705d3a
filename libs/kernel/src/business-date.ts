// China has one time zone and no summer time (since 1991-09-15), so the civil day is the instant moved by eight hours.
const millisecondsPerMinute = 60_000;
const millisecondsPerDay = 86_400_000;
const shanghaiOffset = 8 * 60 * millisecondsPerMinute;

/** An instant in the one form in which facts hold it, so that two can be compared as text: `2026-03-02T09:00:00+08:00` is `2026-03-02T01:00:00.000Z`. */
export const instantOf = (text: string): string => new Date(text).toISOString();

/** The date in Asia/Shanghai at an instant: `2026-03-01T16:00:00Z` is already 2 March. */
export const businessDate = (instant: string): string => new Date(Date.parse(instant) + shanghaiOffset).toISOString().slice(0, 10);

/** The instant at which a day begins in Asia/Shanghai, 00:00. */
export const startOfDay = (date: string): string => new Date(Date.parse(`${date}T00:00:00Z`) - shanghaiOffset).toISOString();

/** The instant at which a day is over in Asia/Shanghai, its 24:00: a right that lasts "until that day" ends here, and not before. */
export const endOfDay = (date: string): string => startOfDay(addDays(date, 1));

export const addDays = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * millisecondsPerDay).toISOString().slice(0, 10);

/** 0 is Sunday. */
export const weekday = (date: string): number => new Date(`${date}T00:00:00Z`).getUTCDay();

/** From the first instant to the second, in minutes; negative when the second is earlier, and not rounded. */
export const minutesBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / millisecondsPerMinute;
