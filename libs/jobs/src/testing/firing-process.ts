// A process that fires rows and nothing else, for the specs that kill it. A row whose data says so never comes to its end here.
import { SystemClock } from '@libs/kernel';
import pg from 'pg';
import type { DueHandler, DueNow } from '../due';
import { DueRunner } from '../due-runner';
import { PollerWaker } from '../poller-waker';
import { sqlOf } from '../sql';

type Data = { readonly hangs?: boolean };

const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'] });
const clock = new SystemClock();

const noting: DueHandler<never, Data> = {
  kind: 'noting',
  sets: () => ({}),
  async fire({ id, data }: DueNow<Data>) {
    process.stdout.write(`began ${id}\n`);
    if (data.hangs) await new Promise(() => undefined);
    await pool.query('INSERT INTO fired (command, data) VALUES ($1, $2) ON CONFLICT (command) DO NOTHING', [id, process.pid]);
  },
};

await new DueRunner({
  sql: sqlOf(pool),
  handlers: [noting],
  clock,
  waker: new PollerWaker(clock),
  leaseMs: Number(process.env['LEASE_MS']),
}).start();
