const FIRST_DELAY_MS = 1_000;
const LONGEST_DELAY_MS = 10 * 60_000;

/** How long to wait after the n-th failed attempt: 1 s, 4 s, 16 s, …, never more than ten minutes. */
export const backOffMs = (attempt: number, firstMs: number = FIRST_DELAY_MS): number =>
  Math.min(LONGEST_DELAY_MS, firstMs * 4 ** (attempt - 1));

// SQLSTATE classes and codes, and socket errors, that say that something is down or overloaded and not that the decision is wrong.
const passingCode = /^(08...|53...|57P0[1-5]|25P0[2-4]|40001|40P01|55P03|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN)$/;
const passingMessage =
  /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect|Cannot use a pool after calling end)/;

type Coded = { readonly name?: unknown; readonly code?: unknown; readonly message?: unknown; readonly driverError?: unknown };

/**
 * True for what passes by itself: a full queue of decisions, a database that is not there. It pauses the work and counts as no attempt.
 * Only the error itself is looked at and not its cause: an outsider whom `fetch` cannot reach is a failed attempt.
 */
export function passes(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { name, code, message, driverError } = error as Coded;
  return (
    name === 'Busy' ||
    (typeof code === 'string' && passingCode.test(code)) ||
    (typeof message === 'string' && passingMessage.test(message)) ||
    (driverError !== undefined && passes(driverError))
  );
}

export const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : ` (${reasonOf(error.cause)})`;
  return `${error.name}: ${error.message}${cause}`.slice(0, 1_000);
};
