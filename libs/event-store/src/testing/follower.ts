// A replica as a process of its own, which a test can kill: notes every fact of a log in a table, keeps the log's tree, and may be told to
// stand still in the middle of the batch that reaches a position.
import { DataSource } from 'typeorm';
import { Pool } from 'pg';
import { PostgresLogReader } from '../postgres-log-reader';
import { Subscription, transactionally } from '../subscription';
import { Positions } from '../subscription-positions';
import { counter } from './table-log';
import { treeBuilding } from '../tiles-stored';

const [url, log, standAt] = process.argv.slice(2) as [string, string, string];
const dataSource = await new DataSource({ type: 'postgres', url, poolErrorHandler: () => {} }).initialize();
const reader = new PostgresLogReader({ pool: new Pool({ connectionString: url }), log });
const about = { dataSource, positions: new Positions(dataSource), log: reader, settings: { batchSize: 16, lookAgainMs: 20 } };

const noting = transactionally(reader, [counter], async (facts, rows) => {
  for (const { seq } of facts) await rows.query('insert into applied (seq, by) values ($1, $2)', [seq, process.pid]);
  if (facts.at(-1)!.seq < Number(standAt)) return;
  process.send?.('standing');
  await new Promise(() => {});
});

new Subscription({ ...about, name: 'noting', work: noting }).start();
new Subscription({ ...about, name: 'tree', work: treeBuilding(log) }).start();
// Its end is always a kill, also when the test itself is gone.
process.once('disconnect', () => process.kill(process.pid, 'SIGKILL'));
