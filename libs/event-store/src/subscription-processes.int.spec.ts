import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { SystemClock } from '@libs/kernel';
import { execFileSync, fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Pool } from 'pg';
import { rootOf } from './merkle';
import { PostgresEventStore } from './postgres-event-store';
import { Positions } from './subscription-positions';
import { counter, ground, type Ground } from './testing/table-log';
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
  const child = fork('dist/libs/event-store/src/testing/follower.js', [on.database.appUrl, 'plain', String(standAt)], {
    cwd: root,
    execArgv: [],
  });
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

async function expectAllOnce(facts: number): Promise<void> {
  const positions = new Positions(await on.app());
  for (const name of ['noting', 'tree']) expect(await positions.waitFor(name, 'plain', facts, 20_000)).toBe(true);
  const applied = await on.owner.query('select seq::int from applied order by at');
  expect(applied.map(({ seq }: { seq: number }) => seq)).toEqual(upTo(facts));
  const leaves = await on.owner.query('select leaf from log_plain.fact order by seq');
  expect(await storedHead(on.owner, 'plain')).toEqual({ size: facts, root: rootOf(leaves.map(({ leaf }: { leaf: Buffer }) => leaf)) });
}

describe('replicas as processes', () => {
  it('take over from one that is killed in the middle of a batch, after its rows were written', async () => {
    const standing = follower(200);
    const stood = once(standing, 'message');
    await write(300);
    await stood;
    follower();
    expect(await on.owner.query('select 1 from applied where seq >= 200')).toEqual([]);
    await kill(standing);
    await expectAllOnce(300);
  }, 60_000);

  it('share a log of several writers without a gap, a repetition or a split while they are killed and brought back', async () => {
    const positions = new Positions(await on.app());
    follower();
    for (let round = 1; round <= 4; round += 1) {
      follower();
      const writing = write(100 + round);
      await positions.waitFor('noting', 'plain', round * 60, 20_000);
      await kill(children.at(-2)!);
      await writing;
    }
    await expectAllOnce(410);
  }, 60_000);
});
