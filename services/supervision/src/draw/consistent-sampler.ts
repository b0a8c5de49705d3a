// Rivest's consistent sampling, without replacement, digit by digit as in the PyPI package `consistent_sampler`: each id draws a ticket number between 0
// and 1 from the seed and itself alone, and the lowest tickets win. What one id draws does not depend on which others are there.
import { createHash } from 'node:crypto';

export type Ticket = { readonly id: string; readonly number: string };

const shortestFraction = 64;
const shownDigits = 9;

const sha256Hex = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/** SHA-256 as a decimal fraction, its digits in reverse: the last ones of the number are even in their odds, the first ones are not. */
function uniform(text: string): string {
  const decimal = BigInt(`0x${sha256Hex(text)}`)
    .toString()
    .padStart(shortestFraction, '0');
  return `0.${[...decimal].reverse().join('')}`;
}

export const ticketOf = (seed: string, id: string): Ticket => ({ id, number: uniform(sha256Hex(seed) + id) });

// Digits compare as text. Two equal tickets have never been seen; ids then decide, by their characters' code points as in Python.
const byCodePoints = (one: string, other: string): number => Buffer.compare(Buffer.from(one, 'utf8'), Buffer.from(other, 'utf8'));
const byTicket = (one: Ticket, other: Ticket): number => byCodePoints(one.number, other.number) || byCodePoints(one.id, other.id);

/** The ids in the order in which they are drawn, with their tickets; at most as many as asked for. */
export function sample(ids: readonly string[], seed: string, take = ids.length): readonly Ticket[] {
  if (new Set(ids).size !== ids.length) throw new Error('an id stands twice among those to be drawn');
  return ids
    .map((id) => ticketOf(seed, id))
    .sort(byTicket)
    .slice(0, take);
}

/** A ticket number as people compare it: nine digits after the nines with which it may begin, cut and not rounded. */
export function trimmed(number: string): string {
  const padded = `${number}0`;
  let first = 2;
  while (padded[first] === '9') first += 1;
  return number.slice(0, first + shownDigits);
}
