// Money is a whole number of fen in a type of its own; no float ever touches it.
import { Refused } from './refused';

declare const unit: unique symbol;
/** A whole, safe number of fen. JSON holds it as a number; people and other services see yuan as a decimal string. */
export type Fen = number & { readonly [unit]: 'fen' };

export const noFen = 0 as Fen;

export function fen(amount: number): Fen {
  if (!Number.isSafeInteger(amount)) throw new Error(`${amount} is no whole number of fen`);
  return amount as Fen;
}

const yuan = /^(0|[1-9]\d{0,12})\.(\d{2})$/;

/** `"1800.00"` in fen. */
export function fenOf(text: string): Fen {
  const parts = yuan.exec(text);
  if (!parts) throw new Refused('AMOUNT_INVALID', { amount: text });
  return fen(Number(`${parts[1]}${parts[2]}`));
}

/** 180000 as `"1800.00"`; what is owed the other way has a minus before it. */
export function yuanOf(amount: Fen): string {
  const digits = String(Math.abs(amount)).padStart(3, '0');
  return `${amount < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

export const addFen = (...amounts: readonly Fen[]): Fen => fen(amounts.reduce((sum, amount) => sum + amount, 0));
export const lessFen = (from: Fen, amount: Fen): Fen => fen(from - amount);

/** An exact fraction, so that factors are multiplied first and rounded once. */
export type Ratio = { readonly numerator: bigint; readonly denominator: bigint };

export const ratio = (numerator: bigint | number, denominator: bigint | number = 1): Ratio => ({
  numerator: BigInt(numerator),
  denominator: BigInt(denominator),
});

const percent = /^(\d{1,6})(?:\.(\d{1,6}))?%$/;

/** `"90%"` or `"12.5%"`, exactly. */
export function ratioOfPercent(text: string): Ratio {
  const parts = percent.exec(text);
  if (!parts) throw new Refused('PERCENT_INVALID', { percent: text });
  const places = parts[2] ?? '';
  return { numerator: BigInt(`${parts[1]}${places}`), denominator: 100n * 10n ** BigInt(places.length) };
}

/** The amount times all factors, exactly, and then rounded once to a fen, HALF_UP. */
export function timesFen(amount: Fen, ...factors: readonly Ratio[]): Fen {
  const numerator = factors.reduce((product, factor) => product * factor.numerator, BigInt(amount));
  const denominator = factors.reduce((product, factor) => product * factor.denominator, 1n);
  const sign = numerator < 0n ? -1n : 1n;
  return fen(Number((sign * (2n * sign * numerator + denominator)) / (2n * denominator)));
}

/** Compares two ratios exactly: negative, zero or positive. */
export function compareRatios(one: Ratio, other: Ratio): number {
  const difference = one.numerator * other.denominator - other.numerator * one.denominator;
  if (difference === 0n) return 0;
  return difference < 0n ? -1 : 1;
}

/** A ratio for people: percent with two decimals, HALF_UP, trailing zeros dropped. Never to be compared. */
export function percentOf({ numerator, denominator }: Ratio): string {
  const hundredths = (2n * numerator * 10_000n + denominator) / (2n * denominator);
  const places = String(hundredths % 100n)
    .padStart(2, '0')
    .replace(/0+$/, '');
  return `${hundredths / 100n}${places === '' ? '' : `.${places}`}%`;
}
