// Dates, times and money as officials write them.
import type { Language } from './language';

const zone = 'Asia/Shanghai';
const parts = new Intl.DateTimeFormat('en-CA', {
  timeZone: zone,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
});
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

type Parts = Readonly<Record<'year' | 'month' | 'day' | 'hour' | 'minute' | 'second', string>>;
const partsOf = (instant: Date): Parts =>
  Object.fromEntries(parts.formatToParts(instant).map(({ type, value }) => [type, value])) as unknown as Parts;

/** 2026年3月2日, of a business date `2026-03-02` or of an instant. */
export function dayText(value: string, language: Language): string {
  const [year = '', month = '', day = ''] = value.length > 10 ? Object.values(datePartsOf(value)) : value.split('-');
  if (language === 'zh') return `${year}年${Number(month)}月${Number(day)}日`;
  return `${Number(day)} ${months[Number(month) - 1] ?? month} ${year}`;
}

function datePartsOf(instant: string) {
  const { year, month, day } = partsOf(new Date(instant));
  return { year, month, day };
}

/** 2026年3月2日 08:30, in the time of the office. */
export function instantText(value: string, language: Language, seconds = false): string {
  const { hour, minute, second } = partsOf(new Date(value));
  return `${dayText(value, language)} ${hour}:${minute}${seconds ? `:${second}` : ''}`;
}

export function timeText(value: string, seconds = false): string {
  const { hour, minute, second } = partsOf(new Date(value));
  return `${hour}:${minute}${seconds ? `:${second}` : ''}`;
}

const instant = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/;

/** 2026-03-02 08:30:05, as a spreadsheet sorts it, of an instant; anything else stays what it is. */
export const stampText = (value: string): string =>
  instant.test(value) ? `${todayText(new Date(value))} ${timeText(value, true)}` : value;

/** Today in the time of the office, as `2026-03-02`. */
export function todayText(now = new Date()): string {
  const { year, month, day } = partsOf(now);
  return `${year}-${month}-${day}`;
}

/** ¥1,234.50 of the wire's `1234.50`; digits are moved about, never counted as floating numbers. */
export function moneyText(amount: string): string {
  const [, sign = '', whole = '0', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(amount) ?? [];
  return `${sign}¥${whole.replaceAll(/\B(?=(\d{3})+$)/g, ',')}.${fraction.padEnd(2, '0')}`;
}

/** Fen of a decimal text, for sums and sorting in a page. */
export const fenOf = (amount: string): bigint => {
  const [, sign = '', whole = '0', fraction = ''] = /^(-?)(\d+)(?:\.(\d{1,2}))?$/.exec(amount) ?? [];
  const fen = BigInt(whole) * 100n + BigInt(fraction.padEnd(2, '0') || '0');
  return sign === '-' ? -fen : fen;
};

export const amountOf = (fen: bigint): string => {
  const digits = (fen < 0n ? -fen : fen).toString().padStart(3, '0');
  return `${fen < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
};

export const sumOf = (amounts: readonly string[]): string => amountOf(amounts.reduce((sum, amount) => sum + fenOf(amount), 0n));

const spreadsheetStarts = /^[=+\-@\t\r]/;
/** A cell that a spreadsheet would take for a formula is kept as the text that it is. */
export const neutralised = (cell: string): string => (spreadsheetStarts.test(cell) && !/^-?\d+(\.\d+)?$/.test(cell) ? `'${cell}` : cell);
