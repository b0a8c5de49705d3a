import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually, testPostgresUrl } from '@libs/testing';
import { Client } from 'pg';
import { type Notes, startNotes } from './fixtures/running-notes';

let notes: Notes;
beforeAll(async () => {
  notes = await startNotes();
});
afterAll(() => notes?.end());

/** Nobody gets into that database while the test runs. */
async function without(url: string | undefined, test: () => Promise<void>): Promise<void> {
  const name = new URL(url ?? '').pathname.slice(1);
  const superuser = new Client({ connectionString: testPostgresUrl() });
  await superuser.connect();
  try {
    await superuser.query(`alter database ${name} allow_connections false`);
    await superuser.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
    await test();
  } finally {
    await superuser.query(`alter database ${name} allow_connections true`);
    await superuser.end();
  }
}

const ready = () => notes.call('GET', '/ready', { token: undefined });

async function figures(): Promise<string> {
  const answer = await fetch(`${notes.running.url}/metrics`);
  expect(answer.status).toBe(200);
  return answer.text();
}

describe('while the bus is away', () => {
  it('the service is ready and says what waits, and its figures are told', async () => {
    await eventually(async () => (await figures()).includes('xunbu_subscription_lag{subscription="messages"'));
    await without(notes.environment['BUS_DATABASE_URL'], async () => {
      const { status, body } = await ready();
      expect(status).toBe(200);
      expect(body).toMatchObject({
        status: 'ready',
        database: 'up',
        paused: expect.arrayContaining([expect.objectContaining({ what: 'messages' })]),
      });
      const told = await figures();
      expect(told).toMatch(/xunbu_paused\{what="messages"[^}]*\} 1/);
      expect(told).toMatch(/xunbu_subscription_lag\{subscription="tree"[^}]*\} \d+/);
      expect(told).toMatch(/xunbu_subscription_lag\{subscription="messages"[^}]*\} \d+/);
    });
  });
});

describe('while the database is away', () => {
  it('the service is not ready, and its figures are told', async () => {
    await without(notes.environment['DATABASE_URL'], async () => {
      expect(await ready()).toMatchObject({ status: 503, body: { status: 'not-ready', database: 'down' } });
      expect(await figures()).toContain('xunbu_decisions_total');
    });
    await eventually(async () => (await ready()).status === 200, { withinMs: 15_000 });
  }, 20_000);
});

describe('a question whose connection is lost', () => {
  it('is to be asked again, and nothing is said to be broken', async () => {
    const superuser = new Client({ connectionString: testPostgresUrl() });
    const owner = new Client({ connectionString: notes.environment['MIGRATION_DATABASE_URL'] });
    await Promise.all([superuser.connect(), owner.connect()]);
    try {
      await owner.query('begin');
      await owner.query('lock table note in access exclusive mode');
      const asked = notes.call('GET', '/api/notes/notes');
      await eventually(async () => {
        const { rowCount } = await superuser.query(
          `select pg_terminate_backend(pid) from pg_stat_activity where datname = $1 and wait_event_type = 'Lock'`,
          [new URL(notes.environment['DATABASE_URL'] ?? '').pathname.slice(1)],
        );
        return (rowCount ?? 0) > 0;
      });
      const { status, headers, body } = await asked;
      expect([status, body['code'], headers.get('retry-after')]).toEqual([503, 'BUSY', '1']);
    } finally {
      await Promise.all([superuser.end(), owner.end()]);
    }
    expect((await notes.call('GET', '/api/notes/notes')).status).toBe(200);
  });
});
