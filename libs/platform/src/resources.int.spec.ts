import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { SystemClock } from '@libs/kernel';
import { testDatabase, type TestDatabase } from '@libs/testing';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Configuration, readConfiguration } from './configuration';
import { NotesModule } from './fixtures/running-notes';
import { Log } from './log';
import { Metrics } from './metrics';
import { Parts } from './parts';
import { dataSourceOf, openLogs, poolOf } from './resources';
import { partsOf } from './start';
import { createInputHashKey } from './token-signing';

const log = new Log('notes', 'silent');
const parts = partsOf(NotesModule);

let database: TestDatabase;
let keys: string;
const ends: (() => Promise<unknown>)[] = [];
beforeAll(async () => {
  database = await testDatabase();
  keys = mkdtempSync(join(tmpdir(), 'xunbu-keys-'));
  createInputHashKey(keys);
});
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});
afterAll(async () => {
  await database.drop();
  rmSync(keys, { recursive: true });
});

const configured = (more: Record<string, string> = {}): Configuration =>
  readConfiguration({
    DATABASE_URL: database.appUrl,
    BUS_DATABASE_URL: database.appUrl,
    KEYS_DIR: keys,
    DATABASE_SILENCE_MS: '1000',
    ...more,
  });

const SILENT = 'select pg_sleep(60)';
const WHO = 'select pg_backend_pid() as pid';

describe('a connection on which the database falls silent', () => {
  it('is given up by the pool, and never given out again', async () => {
    const pool = poolOf(configured(), log);
    ends.push(() => pool.end());
    const [{ pid }] = (await pool.query(WHO)).rows;
    await expect(pool.query(SILENT)).rejects.toThrow('the database said nothing for 1000 ms');
    expect((await pool.query(WHO)).rows[0].pid).not.toBe(pid);
  });

  it('is given up by the entities, in a transaction as well', async () => {
    const source = await dataSourceOf(configured(), parts);
    ends.push(() => source.destroy());
    let dead = 0;
    const silent = source.transaction(async (rows) => {
      dead = (await rows.query(WHO))[0].pid;
      await rows.query(SILENT);
    });
    await expect(silent).rejects.toThrow('the database said nothing for 1000 ms');
    const alive = await Promise.all(Array.from({ length: 10 }, async () => (await source.query(WHO))[0].pid));
    expect(alive).not.toContain(dead);
  });
});

describe('the connections of a service', () => {
  it('must be enough for its logs', () => {
    const pool = poolOf(configured(), log);
    ends.push(() => pool.end());
    const two = new Parts({ ...parts.of, logs: ['notes', 'others'] });
    const open = () => openLogs(configured({ DATABASE_CONNECTIONS: '7' }), two, pool, new SystemClock(), new Metrics('notes'));
    expect(open).toThrow('DATABASE_CONNECTIONS must be at least 8 for a service with 2 logs');
  });
});
