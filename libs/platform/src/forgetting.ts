import type { Clock } from '@libs/kernel';
import type { Log } from './log';
import type { Logs } from './logs';

const keptDays = 90;
const everyMs = 3_600_000;
const dayMs = 86_400_000;

/** Keys that came over HTTP are kept long enough for any retry, and then make room. Returns what ends it. */
export function forgetOldKeys(logs: Logs, clock: Clock, log: Log): () => void {
  const forget = async (): Promise<void> => {
    try {
      const count = await logs.forget(new Date(Date.parse(clock.now()) - keptDays * dayMs).toISOString());
      if (count > 0) log.info('forgot old keys', { count });
    } catch (error) {
      // The next hour tries again; nothing depends on it.
      log.warn('could not forget old keys', { error });
    }
  };
  const timer = setInterval(() => void forget(), everyMs);
  return () => clearInterval(timer);
}
