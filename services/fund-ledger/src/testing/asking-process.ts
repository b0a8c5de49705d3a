// A ledger in an operating-system process of its own that hears first reviews, for the spec of many at once. Its task comes as JSON in its argument.
import { Pool } from 'pg';
import { PostgresEventStore } from '@libs/event-store';
import { SystemClock } from '@libs/kernel';
import { at, hearing, id, messageOf } from './money-facts';

export type AskingTask = {
  readonly url: string;
  readonly log: string;
  readonly name: string;
  readonly reviews: number;
  readonly casesEach: number;
  /** Every case needs one line of this much in each of these funds. */
  readonly amount: string;
  readonly funds: readonly string[];
  readonly atOnce: number;
};

async function ask(task: AskingTask): Promise<void> {
  const pool = new Pool({ connectionString: task.url, max: 5 });
  const store = new PostgresEventStore({ pool, log: task.log, clock: new SystemClock(), inputHashKey: Buffer.from('a key') });
  const { review } = hearing(store);
  const asker = async (_: unknown, nth: number): Promise<void> => {
    for (let n = nth; n < task.reviews; n += task.atOnce) {
      const claim = `${task.name}/${n}`;
      const cases = Array.from({ length: task.casesEach }, (__, place) => ({
        caseId: id(`${claim}/${place}`),
        lines: task.funds.map((fund, line) => ({
          line: line + 1,
          programme: 'TRAINING',
          fund,
          region: '120101',
          year: 2025,
          amount: task.amount,
        })),
      }));
      const message = messageOf(review, claim, { claimId: id(claim), round: 1, reviewer: 'r', cases, seen: 'a'.repeat(64), passedAt: at });
      // The broker delivers at least once.
      await Promise.all([review.handle(message), review.handle(message)]);
    }
  };
  await Promise.all(Array.from({ length: task.atOnce }, asker));
  await store.close();
  await pool.end();
  process.send?.('done');
  process.disconnect();
}

if (process.argv[1]?.endsWith('testing/asking-process.js')) await ask(JSON.parse(process.argv[2] ?? '') as AskingTask);
