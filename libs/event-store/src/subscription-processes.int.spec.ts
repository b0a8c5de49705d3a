import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SystemClock } from '@libs/kernel';
import { execFileSync, fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Pool } from 'pg';
import { rootOf } from './merkle';
import { PostgresEventStore } from './postgres-event-store';
import { Positions } from './subscription-positions';
import { counter, ground, type Ground } from './testing-table-log';
import { storedHead } from './tiles-stored';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const NEVER = Number.MAX_SAFE_INTEGER;

let on: Ground;
let children: ChildProcess[];
beforeEach(async () => {
  execFileSync(process.execPath, ['deploy/local/build.mjs'], { cwd: root });
  on = await ground();
  await on.owner.query('create table applied (seq bigint, by text, at bigint generated always as identity)');
  await on.owner.query(`grant select, insert on applied to ${on.database.name}_app`);
  children = [];
}, 60_000);
afterEach(async () => {
  await Promise.all(children.map(kill));
  await on.end();
});

function follower(standAt = NEVER): ChildProcess {
  const child = fork('dist/libs/event-store/src/testing-follower.js', [on.database.appUrl, 'plain', String(standAt)], { cwd: root, execArgv: [] });
  children.push(child);
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}

/** So many facts through several stores at once, as several replicas write them. */
async function write(facts: number, stores = 3): Promise<void> {
  const pool = new Pool({ connectionString: on.database.appUrl, max: 20 });
  const writers = Array.from(
    { length: stores },
    () => new PostgresEventStore({ pool, log: 'plain', clock: new SystemClock(), inputHashKey: Buffer.from('a key') }),
  );
  await Promise.all(
    Array.from({ length: facts }, (_, n) => {
      const command = { id: `${facts}/${n}`, actor: 'a', input: n, correlation: 'k', origin: 'message' } as const;
      return writers[n % stores]!.decide(counter, String(n % 9), command, () => [{ type: 'Counted', by: n }]);
    }),
  );
  await Promise.all(writers.map((writer) => writer.close()));
  await pool.end();
}

const upTo = (n: number) => Array.from({ length: n }, (_, at) => at + 1);

describe('replicas as processes', () => {
  it('follow a log of several writers without a gap, a repetition or a split, and so does its tree, though one is killed in a batch', async () => {
    const standing = follower(400);
    await write(300);
    follower();
    const stood = once(standing, 'message');
    // Whichever of the two has the position: the one that stands still must get it in the end, so the other is killed and brought back.
    await write(250);
    const positions = new Positions(await on.app());
    if (!(await Promise.race([stood.then(() => true), positions.waitFor('noting', 'plain', 550, 20_000).then(() => false)]))) {
      throw new Error('the follower that was to be killed never had the position');
    }
    await kill(standing);
    expect(await positions.waitFor('noting', 'plain', 550, 20_000)).toBe(true);
    expect(await positions.waitFor('tree', 'plain', 550, 20_000)).toBe(true);
    const applied = await on.owner.query('select seq::int from applied order by at');
    expect(applied.map(({ seq }: { seq: number }) => seq)).toEqual(upTo(550));
    const leaves = await on.owner.query('select leaf from log_plain.fact order by seq');
    expect(await storedHead(on.owner, 'plain')).toEqual({ size: 550, root: rootOf(leaves.map(({ leaf }: { leaf: Buffer }) => leaf)) });
  }, 60_000);
});
