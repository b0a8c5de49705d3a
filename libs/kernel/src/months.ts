// "N months after D", as the civil law counts: D is not counted, and the right lasts until 24:00 of the last day.
const monthsInYear = 12;

const daysIn = (year: number, month: number): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

/** The same day of the month N months later, or that month's last day where it has no such day. */
export function monthsAfter(date: string, months: number): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const counted = year * monthsInYear + (month - 1) + months;
  const toYear = Math.floor(counted / monthsInYear);
  const toMonth = (counted % monthsInYear) + 1;
  const toDay = Math.min(day, daysIn(toYear, toMonth));
  return `${String(toYear).padStart(4, '0')}-${String(toMonth).padStart(2, '0')}-${String(toDay).padStart(2, '0')}`;
}
