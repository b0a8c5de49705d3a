import { Busy, OutcomeUnknown } from '@libs/event-store';

const FIRST_DELAY_MS = 1_000;
const LONGEST_DELAY_MS = 10 * 60_000;
const LONGEST_REASON = 1_000;

/** How long to wait after the n-th failed attempt: 1 s, 4 s, 16 s, …, never more than ten minutes. */
export const backOffMs = (attempt: number, firstMs: number = FIRST_DELAY_MS): number =>
  Math.min(LONGEST_DELAY_MS, firstMs * 4 ** (attempt - 1));

// SQLSTATE classes and codes, and socket errors, that say that something is down or overloaded and not that the decision is wrong.
const passingCode = /^(08...|53...|57P0[1-5]|25P0[2-4]|40001|40P01|55P03|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN)$/;
const passingMessage =
  /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect|Cannot use a pool after calling end|the database said nothing)/;

type Coded = { readonly code?: unknown; readonly message?: unknown; readonly driverError?: unknown };

/** Our own store asks for the same again later: its queue is full, or it lost its connection and does not know what became of the decision. */
export const saysLater = (error: unknown): boolean => error instanceof Busy || error instanceof OutcomeUnknown;

/**
 * True for what passes by itself for one of our own decisions: a store that says so, a database that is not there. It pauses the work and counts as
 * no attempt. An outsider's own client throws the same words for an outsider that is not there, so calls to outsiders are not judged by it.
 */
export function passes(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { code, message, driverError } = error as Coded;
  return (
    saysLater(error) ||
    (typeof code === 'string' && passingCode.test(code)) ||
    (typeof message === 'string' && passingMessage.test(message)) ||
    (driverError !== undefined && passes(driverError))
  );
}

/** In words that PostgreSQL takes as text, which a NUL is not: a reason that cannot be written would stop what it only explains. */
export const reasonOf = (error: unknown): string => worded(error).replaceAll('\0', '').slice(0, LONGEST_REASON);

const worded = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : ` (${reasonOf(error.cause)})`;
  return `${error.name}: ${error.message}${cause}`;
};
