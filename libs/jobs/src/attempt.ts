import type { CommandMeta } from '@libs/event-store';
import type { DueNow } from './due';
import type { DueRow } from './due-rows';
import type { AnyDueHandler } from './due-setter';

/** How long one call to an outsider may take where its handler does not say. */
const ATTEMPT_SECONDS = 10;

export const attemptMs = (handler: AnyDueHandler): number => (handler.attemptSeconds ?? ATTEMPT_SECONDS) * 1_000;

/** One attempt at a row: our own decision, a call to an outsider, or, after the last call, the record that it was given up. */
export async function attempt(handler: AnyDueHandler, row: DueRow): Promise<void> {
  if (handler.attempts === undefined) {
    await handler.fire(dueNow(row, new AbortController().signal));
  } else if (row.attempt > handler.attempts) {
    await handler.gaveUp?.(dueNow(row, new AbortController().signal), row.lastError ?? '');
  } else {
    await within(attemptMs(handler), (signal) => handler.fire(dueNow(row, signal)));
  }
}

function dueNow(row: DueRow, signal: AbortSignal): DueNow {
  const { id, kind, dueAt, data } = row;
  const command: CommandMeta = {
    id,
    actor: `clock:${kind}`,
    input: { kind, dueAt, data },
    correlation: row.correlation,
    causation: row.setBy,
    ...(row.traceparent === undefined ? {} : { traceparent: row.traceparent }),
    origin: 'due',
  };
  return { id, dueAt, attempt: row.attempt, data, command, signal };
}

/** Waits no longer than this, whether or not the attempt heeds its signal. */
async function within(ms: number, call: (signal: AbortSignal) => Promise<unknown>): Promise<void> {
  const over = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const error = new Error(`no answer within ${ms} ms`);
      over.abort(error);
      reject(error);
    }, ms);
  });
  try {
    await Promise.race([call(over.signal), late]);
  } finally {
    clearTimeout(timer);
  }
}
