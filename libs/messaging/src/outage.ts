// Whether an error means that something is down (wait, and do the same again) or that doing the same again would fail again (park).
import { Busy, OutcomeUnknown } from '@libs/event-store';

// PostgreSQL: connection lost, rolled back for another's sake, out of resources, lock not had, shut down or failing over, system error.
const TRANSIENT_SQLSTATE = /^(08|40|53|55P03|57|58|25006|25P0[2-4])/;
const TRANSIENT_ERRNO = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_SOCKET',
  'UND_ERR_CONNECT_TIMEOUT',
]);
// The driver has no code for these.
const TRANSIENT_TEXT =
  /connection terminated|timeout exceeded when trying to connect|query read timeout|timeout expired|connection error and is not queryable|client was closed|server closed the connection|cannot use a pool after calling end/i;

const fieldOf = (error: object, field: string): unknown => Reflect.get(error, field);

export function isOutage(error: unknown, depth = 0): boolean {
  if (typeof error !== 'object' || error === null || depth > 5) return false;
  if (error instanceof Busy || error instanceof OutcomeUnknown) return true;
  const code = fieldOf(error, 'code');
  if (typeof code === 'string' && (TRANSIENT_ERRNO.has(code) || (code.length === 5 && TRANSIENT_SQLSTATE.test(code)))) return true;
  if (error instanceof Error && TRANSIENT_TEXT.test(error.message)) return true;
  const within = [fieldOf(error, 'cause'), fieldOf(error, 'driverError'), ...(error instanceof AggregateError ? error.errors : [])];
  return within.some((inner) => isOutage(inner, depth + 1));
}
