import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { MembershipProof } from '@libs/jobs';
import { eventually } from '@libs/testing';
import { randomUUID } from 'node:crypto';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Pool } from 'pg';
import { type Notes, startNotes } from './fixtures/running-notes';
import { Logs } from './logs';

const startsAt = '2031-05-01T00:00:00.000Z';
const later = '2031-06-01T00:00:00.000Z';
const joined: { id: string; url: string; now: string; authorization: string | undefined }[] = [];
const left: string[] = [];
let sandbox: Server;
let notes: Notes;

beforeAll(async () => {
  sandbox = createServer((request, response) => {
    if (request.method === 'DELETE') left.push(decodeURIComponent(request.url?.split('/').at(-1) ?? ''));
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (request.method === 'POST')
        joined.push({ ...JSON.parse(Buffer.concat(chunks).toString()), authorization: request.headers.authorization });
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ now: startsAt }));
    });
  });
  await new Promise<void>((resolve) => sandbox.listen(0, '127.0.0.1', resolve));
  notes = await startNotes({ SANDBOX_URL: `http://127.0.0.1:${(sandbox.address() as AddressInfo).port}` });
});
afterAll(async () => {
  await notes?.end();
  sandbox?.closeAllConnections();
  await new Promise((resolve) => sandbox?.close(resolve));
  // It takes its leave when it ends.
  expect(left.sort()).toEqual([...new Set(joined.map(({ id }) => id))].sort());
});

afterEach(() => void jest.restoreAllMocks());

const control = (path: string, body?: unknown) =>
  notes.call(body === undefined ? 'GET' : 'POST', `/internal/notes/${path}`, { token: undefined, ...(body !== undefined && { body }) });

describe('a service in the sandbox', () => {
  it('joins under its own address before it works, and shows that it is of the installation', () => {
    expect(joined[0]).toMatchObject({
      id: expect.stringMatching(/^notes-/),
      url: `${notes.running.url}/internal/notes`,
      authorization: MembershipProof.of(notes.environment['KEYS_DIR'] ?? '').authorization,
    });
  });

  it('takes the time that it is told, never backwards', async () => {
    expect((await control('clock', { now: later })).status).toBe(200);
    expect((await control('clock', { now: startsAt })).status).toBe(200);
    const noteId = randomUUID();
    await notes.write(noteId, { words: 'timed', region: '120101' });
    const facts = await notes.running.app.get(Logs).readers[0]?.read(0, 100);
    expect(facts?.find(({ streamId }) => streamId === noteId)?.meta.recordedAt).toBe(later);
  });

  it('started on what was recorded before, brings the last moment of its log', async () => {
    const { url } = await notes.another();
    expect(joined.find((each) => each.url === `${url}/internal/notes`)).toMatchObject({ now: later });
  });

  it('says how far it is, and fires when told', async () => {
    expect((await control('fire', {})).status).toBe(200);
    expect(await control('reading')).toMatchObject({
      status: 200,
      body: { now: later, due: 0, parked: 0, positions: expect.objectContaining({ 'notes/note/head': expect.any(Number) }) },
    });
  });

  it('asks all of that of its own database as one, when it rests and when it does not', async () => {
    const pool = notes.running.app.get(Pool);
    const asked = jest.spyOn(pool, 'query');
    const looks = () => asked.mock.calls.map(([text]) => String(text)).filter((text) => /public\.position|count\(\*\)/.test(text));
    await notes.write(randomUUID(), { words: 'looked at', region: '120101' });
    await eventually(async () => {
      asked.mockClear();
      const { body } = await control('reading');
      const head = await notes.running.app.get(Logs).readers[0]?.head();
      const positions = { 'notes/note/position': head, 'notes/note/head': head, 'messages/handled': expect.any(Number) };
      expect(body).toMatchObject({ due: 0, running: 0, behind: 0, parked: 0, busy: [], positions });
      return true;
    });
    expect(looks()).toHaveLength(1);

    await pool.query(
      `insert into due_row (id, kind, due_at, try_at, data, state, last_error, set_by, correlation) values
         ('over', 'nobody''s', $1, $1, '{}', 'waiting', null, 'x', 'x'), ('to come', 'nobody''s', $2, $2, '{}', 'waiting', null, 'x', 'x'),
         ('failed', 'nobody''s', $1, $1, '{}', 'parked', 'why', 'x', 'x')`,
      [later, '2031-07-01T00:00:00.000Z'],
    );
    await pool.query(
      `insert into public.parked_message (message, lane, status, code, details, topic, partition, message_offset, key, value)
       select status, 'lane', status, 'CODE', '{}', 'topic', 0, '1', 'key', 'value' from unnest(array['parked', 'quarantined', 'dropped']) as status`,
    );
    asked.mockClear();
    expect((await control('reading')).body).toMatchObject({
      due: 1,
      parked: 2,
      nextDueAt: '2031-07-01T00:00:00.000Z',
      parkedNames: ['failed (why)', '1 messages'],
      busy: ['due rows: 1 due'],
    });
    expect(looks()).toHaveLength(1);
    await pool.query(`update due_row set state = 'done' where kind = 'nobody''s'`);
    await pool.query(`update public.parked_message set status = 'dropped'`);
  });

  it('refuses a time that is none', async () => {
    expect((await control('clock', { now: 'soon' })).status).toBe(400);
  });
});
