import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MembershipProof } from '@libs/jobs';
import { randomUUID } from 'node:crypto';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
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

  it('refuses a time that is none', async () => {
    expect((await control('clock', { now: 'soon' })).status).toBe(400);
  });
});
