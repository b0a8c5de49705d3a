import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { type Notes, NotesModule, callAt, startNotes } from './fixtures/running-notes';
import { startService } from './start';

let notes: Notes;
beforeAll(async () => {
  notes = await startNotes();
});
afterAll(() => notes?.end());

const good = { words: 'a word', region: '120101' };

describe('a command over HTTP', () => {
  it('is decided once for one key, and answered the same again', async () => {
    const [noteId, key] = [randomUUID(), randomUUID()];
    const first = await notes.write(noteId, good, { key });
    const again = await notes.write(noteId, good, { key });
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(first.body).toMatchObject({ streamId: noteId, version: 1, repeated: false });
    expect(again.body).toEqual({ ...first.body, repeated: true });
  });

  it('is refused with other input under the same key', async () => {
    const [noteId, key] = [randomUUID(), randomUUID()];
    await notes.write(noteId, good, { key });
    expect(await notes.write(noteId, { ...good, words: 'another' }, { key })).toMatchObject({
      status: 422,
      body: { code: 'COMMAND_ID_REUSED' },
    });
  });

  it('counts the path as input', async () => {
    const key = randomUUID();
    await notes.write(randomUUID(), good, { key });
    expect(await notes.write(randomUUID(), good, { key })).toMatchObject({ status: 422, body: { code: 'COMMAND_ID_REUSED' } });
  });

  it('counts the version that was seen as input', async () => {
    const [path, key] = [`/api/notes/notes/${randomUUID()}/words`, randomUUID()];
    const ask = (seen: string) => notes.call('POST', path, { body: good, headers: { 'idempotency-key': key, 'if-match': seen } });
    expect(await ask('"0"')).toMatchObject({ status: 201, body: { repeated: false } });
    expect(await ask('0')).toMatchObject({ status: 201, body: { repeated: true } });
    expect(await ask('"1"')).toMatchObject({ status: 422, body: { code: 'COMMAND_ID_REUSED' } });
  });

  it('is another command when somebody else uses the same key', async () => {
    const [noteId, key] = [randomUUID(), randomUUID()];
    await notes.write(noteId, good, { key });
    expect(await notes.write(noteId, { ...good, words: 'mine' }, { key, token: await notes.token({ sub: 'li' }) })).toMatchObject({
      status: 201,
      body: { version: 2 },
    });
  });

  it('shows its reader what it has just written', async () => {
    const noteId = randomUUID();
    const { body } = await notes.write(noteId, good);
    expect(await notes.call('GET', `/api/notes/notes/${noteId}?after=${body['seq'] as number}`)).toMatchObject({
      status: 200,
      body: { id: noteId, words: good.words },
    });
  });

  it('makes nobody wait for a position that the log has not reached', async () => {
    const answer = await notes.call('GET', `/api/notes/notes/${randomUUID()}?after=99999999`);
    expect(answer).toMatchObject({ status: 409, body: { code: 'VIEW_BEHIND' } });
    expect(answer.headers.get('retry-after')).toBe('1');
  });
});

describe('what one may see', () => {
  it('ends at the border of the region, as if nothing were there', async () => {
    const noteId = randomUUID();
    const { body } = await notes.write(noteId, good);
    const seen = `/api/notes/notes/${noteId}?after=${body['seq'] as number}`;
    const elsewhere = await notes.call('GET', seen, { token: await notes.token({ region: '3101' }) });
    const missing = await notes.call('GET', `/api/notes/notes/${randomUUID()}`);
    expect([elsewhere.status, elsewhere.body['code']]).toEqual([404, 'NOT_FOUND']);
    expect({ ...elsewhere.body, instance: '' }).toEqual({ ...missing.body, instance: '' });
  });

  it('ends at the border of the organisation', async () => {
    const noteId = randomUUID();
    const { body } = await notes.write(noteId, good);
    const seen = `/api/notes/notes/${noteId}?after=${body['seq'] as number}`;
    expect((await notes.call('GET', seen, { token: await notes.token({ organisation: 'school-1' }) })).status).toBe(200);
    expect((await notes.call('GET', seen, { token: await notes.token({ organisation: 'school-2' }) })).status).toBe(404);
  });

  it('comes in pages that miss nothing and repeat nothing', async () => {
    const region = '120199';
    const ids = Array.from({ length: 7 }, () => randomUUID());
    const written = await Promise.all(ids.map((id) => notes.write(id, { words: 'listed', region })));
    const last = Math.max(...written.map(({ body }) => body['seq'] as number));
    await notes.call('GET', `/api/notes/notes/${ids[0]}?after=${last}`);
    const seen: unknown[] = [];
    for (let cursor: unknown = ''; cursor !== undefined;) {
      const { body } = await notes.call(
        'GET',
        `/api/notes/notes?region=${region}&limit=3${cursor === '' ? '' : `&cursor=${String(cursor)}`}`,
      );
      seen.push(...(body['items'] as { id: string }[]).map(({ id }) => id));
      cursor = body['next'];
    }
    expect(seen).toEqual([...ids].sort());
  });
});

describe('starting', () => {
  it('says in a sentence that the port is taken', async () => {
    const port = new URL(notes.running.url ?? '').port;
    await expect(startService(NotesModule, { ...notes.environment, PORT: port }, { listen: true })).rejects.toThrow(
      `Port ${port} of 127.0.0.1 is in use`,
    );
  });

  it('says that the keys are missing', async () => {
    await expect(startService(NotesModule, { ...notes.environment, KEYS_DIR: '/nowhere' }, { listen: false })).rejects.toThrow(
      'There is no public key for tokens',
    );
  });
});

describe('health', () => {
  it('is told to the installation with reasons, and to the public without', async () => {
    const inside = await notes.call('GET', '/ready', { token: undefined });
    const outside = await notes.call('GET', '/api/notes/ready', { token: undefined });
    expect(inside).toMatchObject({ status: 200, body: { status: 'ready', database: 'up', paused: [] } });
    expect(outside).toMatchObject({ status: 200, body: { status: 'ready', database: 'up', paused: 0 } });
  });

  it('has figures by the template of the route', async () => {
    await notes.write(randomUUID(), good);
    const figures = await (await fetch(`${notes.running.url}/metrics`)).text();
    expect(figures).toMatch(/xunbu_http_request_seconds_count\{[^}]*route="\/api\/notes\/notes\/:noteId\/words"[^}]*\} \d+/);
    expect(figures).toMatch(/xunbu_decisions_total\{[^}]*outcome="accepted"[^}]*\} \d+/);
    expect(figures).toMatch(/xunbu_subscription_lag\{[^}]*subscription="note"[^}]*\} \d+/);
  });

  it('knows no control outside the sandbox', async () => {
    expect((await notes.call('POST', '/internal/notes/clock', { body: { now: '2030-01-01T00:00:00Z' } })).status).toBe(404);
  });
});

describe('ending', () => {
  it('answers what is in hand, and then lets nobody in', async () => {
    const other = await notes.another();
    const token = await notes.token();
    const noteId = randomUUID();
    const headers = () => ({ 'idempotency-key': randomUUID() });
    const inHand = Array.from({ length: 20 }, (_, n) =>
      callAt(other.url, token, 'POST', `/api/notes/notes/${noteId}/words`, { body: { ...good, words: `word ${n}` }, headers: headers() }),
    );
    const answers = Promise.all(inHand);
    // The first answer shows that all have arrived at least at the socket.
    await Promise.race(inHand);
    await other.close();
    const statuses = (await answers).map(({ status }) => status);
    expect(statuses.filter((status) => status !== 201 && status !== 503)).toEqual([]);
    await expect(callAt(other.url, token, 'GET', '/live', {})).rejects.toThrow();
    const { body } = await notes.write(noteId, { ...good, words: 'the last' });
    expect(body['version']).toBe(statuses.filter((status) => status === 201).length + 1);
  });
});
