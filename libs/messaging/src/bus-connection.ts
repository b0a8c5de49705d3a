import { Pool, type ClientConfig } from 'pg';

/** How long the bus may take to answer anything before it counts as down. */
export const ANSWER_WITHIN_MS = 10_000;

const LONGEST_CONNECT_MS = 3_000;

/** Of a connection that carries nothing any more nobody is told: so each question has its time, here and at the server, and so has each silence. */
export const busConnection = (url: string, answerWithinMs: number): ClientConfig => ({
  connectionString: url,
  keepAlive: true,
  connectionTimeoutMillis: Math.min(LONGEST_CONNECT_MS, answerWithinMs),
  statement_timeout: answerWithinMs,
  // Somewhat later than the server's own, whose answer says more.
  query_timeout: answerWithinMs * 1.5,
  // A process that stands still or cannot be reached loses what it locked; longer than it takes such a process to know.
  idle_in_transaction_session_timeout: answerWithinMs * 3,
});

export function busPool(url: string, answerWithinMs: number, max: number): Pool {
  const pool = new Pool({ ...busConnection(url, answerWithinMs), max });
  // A lost idle connection is no news: the next use opens another.
  pool.on('error', () => undefined);
  return pool;
}
