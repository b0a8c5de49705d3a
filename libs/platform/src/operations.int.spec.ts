import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Injectable, Module } from '@nestjs/common';
import { EventStore, type RecordedFact } from '@libs/event-store';
import type { DueHandler, DueNow } from '@libs/jobs';
import { Refused } from '@libs/kernel';
import type { Consumer, Message } from '@libs/messaging';
import { eventually } from '@libs/testing';
import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { type Answer, type Notes, startNotes } from './fixtures/running-notes';
import { NoteWrittenV1, echo, noteParts } from './fixtures/note';
import { service } from './service';

const mood: { trouble: Error | undefined; fired: string[] } = { trouble: undefined, fired: [] };

@Injectable()
class OnNoteWrittenUnlessTroubled implements Consumer<NoteWrittenV1> {
  readonly name = 'echo.on-note-written';
  readonly contract = NoteWrittenV1;
  constructor(private readonly store: EventStore) {}

  async handle({ command, data, id }: Message<NoteWrittenV1>): Promise<unknown> {
    if (mood.trouble) throw mood.trouble;
    return this.store.decide(echo, data.noteId, command, () => [{ type: 'EchoHeard', of: id }]);
  }
}

@Injectable()
class EveryReminder implements DueHandler<RecordedFact['fact'], { readonly noteId: string }> {
  readonly kind = 'reminder';

  sets(): object {
    return {};
  }

  async fire({ data }: DueNow<{ readonly noteId: string }>): Promise<void> {
    mood.fired.push(data.noteId);
  }
}

@Module(service({ ...noteParts, consumers: [OnNoteWrittenUnlessTroubled], due: [EveryReminder] }))
class TroubledNotesModule {}

type Parked = { readonly message: string; readonly lane: string; readonly code: string; readonly texts: { readonly en: string } };

let notes: Notes;
let owner: Client;
let system: string;
beforeAll(async () => {
  notes = await startNotes({}, {}, TroubledNotesModule);
  owner = new Client({ connectionString: notes.environment['MIGRATION_DATABASE_URL'] });
  await owner.connect();
  system = await notes.token({ sub: 'operator-1', roles: ['system'] });
}, 60_000);
afterAll(async () => {
  await owner?.end();
  await notes?.end();
}, 60_000);
beforeEach(() => {
  mood.trouble = undefined;
});

const ask = (path: string): Promise<Answer> => notes.call('GET', `/api/notes/operations/${path}`, { token: system });
const tell = (path: string, body: unknown, key: string = randomUUID()): Promise<Answer> =>
  notes.call('POST', `/api/notes/operations/${path}`, { token: system, body, headers: { 'idempotency-key': key } });
const itemsOf = ({ body }: Answer) => body['items'] as readonly Parked[];
const settled = async (message: string) =>
  (await owner.query('select status, settled_by, settled_reason from parked_message where message = $1', [message])).rows;
const heard = async (noteId: string) =>
  Number((await owner.query(`select count(*) from log_notes.fact where stream = $1`, [`echo/${noteId}`])).rows[0].count);

/** Writes so many words of one note, none of which can be heard; answers what lies parked of it. */
async function parkedOf(noteId: string, words: number): Promise<readonly Parked[]> {
  mood.trouble ??= new Error('the name "Zhang San" 张三 120101199003070011 is too long');
  for (let n = 1; n <= words; n += 1) await notes.write(noteId, { words: `word ${n}`, region: '120101' });
  return eventually(async () => {
    const found = itemsOf(await ask('parked?limit=200')).filter(({ lane }) => lane === `notes/${noteId}`);
    return found.length === words ? found : undefined;
  });
}

describe('a message that cannot be handled', () => {
  it('is listed with its reason and without what it may quote, and handled when it is released after mending', async () => {
    const noteId = randomUUID();
    const lane = `notes/${noteId}`;
    const [first, second] = await parkedOf(noteId, 2);
    expect(first).toMatchObject({ code: 'HANDLER_FAILED', status: 'parked', topic: 'xunbu.notes.facts' });
    expect(first?.texts.en).toContain('Handling the message failed: Error: the name');
    expect(JSON.stringify(first)).not.toMatch(/Zhang|张|19900307001/);
    expect(second).toMatchObject({ code: 'BEHIND_PARKED' });

    const unmended = await tell('parked/releases', { lane });
    expect(unmended).toMatchObject({ status: 200, body: { released: 0, waiting: 2, stoppedAt: { message: first?.message } } });
    expect(await heard(noteId)).toBe(0);

    mood.trouble = undefined;
    const key = randomUUID();
    const released = await tell('parked/releases', { lane }, key);
    expect(released).toMatchObject({ status: 200, body: { released: 2, waiting: 0, repeated: false } });
    expect(await heard(noteId)).toBe(2);
    expect(await settled(first!.message)).toEqual([{ status: 'released', settled_by: 'operator-1', settled_reason: 'handled' }]);
    expect(await tell('parked/releases', { lane }, key)).toMatchObject({ status: 200, body: { released: 2, repeated: true } });
    expect(await tell('parked/releases', { lane: 'notes/other' }, key)).toMatchObject({ status: 422, body: { code: 'COMMAND_ID_REUSED' } });
    expect(await tell('parked/releases', { lane })).toMatchObject({ status: 404, body: { code: 'LANE_NOT_FOUND' } });
  });

  it('is given up with a reason that is kept, and what waited behind it is handled', async () => {
    const noteId = randomUUID();
    mood.trouble = new Refused('KEY_TAKEN', { words: 'once' });
    const [first] = await parkedOf(noteId, 2);
    expect(first).toMatchObject({ code: 'KEY_TAKEN' });
    mood.trouble = undefined;
    const reason = '对方已用另一条消息更正';
    expect(await tell('parked/drops', { message: first?.message, reason })).toMatchObject({
      status: 200,
      body: { message: first?.message, lane: `notes/${noteId}`, waiting: 1 },
    });
    expect(await settled(first!.message)).toEqual([{ status: 'dropped', settled_by: 'operator-1', settled_reason: reason }]);
    expect(await tell('parked/drops', { message: first?.message, reason })).toMatchObject({
      status: 404,
      body: { code: 'PARKED_MESSAGE_NOT_FOUND' },
    });
    expect(await tell('parked/releases', { lane: `notes/${noteId}` })).toMatchObject({ body: { released: 1, waiting: 0 } });
    expect(await heard(noteId)).toBe(1);
  });

  it('is given up once, also when the process ended before it could answer', async () => {
    const noteId = randomUUID();
    const [first] = await parkedOf(noteId, 1);
    const [key, body] = [randomUUID(), { message: first?.message, reason: 'no longer needed' }];
    const answer = await tell('parked/drops', body, key);
    await owner.query('update operation set answer = null, answered_at = null where id like $1', [`%:${key}`]);
    expect(await tell('parked/drops', body, key)).toMatchObject({ status: 200, body: answer.body });
    expect(await settled(first!.message)).toHaveLength(1);
  });

  it('that was not there may be asked for again under the same key', async () => {
    const noteId = randomUUID();
    const [key, body] = [randomUUID(), { lane: `notes/${noteId}` }];
    for (let n = 0; n < 2; n += 1) expect((await tell('parked/releases', body, key)).status).toBe(404);
    await parkedOf(noteId, 1);
    mood.trouble = undefined;
    expect(await tell('parked/releases', body, key)).toMatchObject({ status: 200, body: { released: 1, repeated: false } });
  });

  it('is listed in pages that miss nothing', async () => {
    const [one, other] = [randomUUID(), randomUUID()];
    await parkedOf(one, 2);
    await parkedOf(other, 1);
    const seen: string[] = [];
    for (let next: unknown = ''; next !== undefined;) {
      const page = await ask(`parked?limit=1${next === '' ? '' : `&cursor=${String(next)}`}`);
      seen.push(...itemsOf(page).map(({ lane }) => lane));
      next = page.body['next'];
    }
    expect(seen).toEqual([`notes/${one}`, `notes/${one}`, `notes/${other}`]);
    mood.trouble = undefined;
    for (const lane of new Set(seen)) await tell('parked/releases', { lane });
  });
});

describe('a job that was parked', () => {
  it('is listed, and fires when it is released', async () => {
    const [noteId, id] = [randomUUID(), `reminder:${randomUUID()}`];
    await owner.query(
      `insert into due_row (id, kind, due_at, try_at, data, state, attempts, last_error, set_by, correlation)
       values ($1, 'reminder', now(), now(), $2, 'parked', 8, 'Error: no such "张三"', 'somebody', 'c')`,
      [id, JSON.stringify({ noteId })],
    );
    expect(itemsOf(await ask('jobs'))).toMatchObject([{ id, kind: 'reminder', attempts: 8, reason: 'Error: no such …' }]);
    const key = randomUUID();
    expect(await tell('jobs/releases', { id }, key)).toMatchObject({ status: 200, body: { id, repeated: false } });
    await eventually(() => mood.fired.includes(noteId));
    expect(await tell('jobs/releases', { id }, key)).toMatchObject({ body: { id, repeated: true } });
    expect(await tell('jobs/releases', { id })).toMatchObject({ status: 404, body: { code: 'PARKED_JOB_NOT_FOUND' } });
    expect(itemsOf(await ask('jobs'))).toEqual([]);
    const { rows } = await owner.query('select actor, input, answer from operation where id like $1', [`%:${key}`]);
    expect(rows).toEqual([{ actor: 'operator-1', input: { params: {}, body: { id } }, answer: { id } }]);
  });
});

describe('publishing again', () => {
  it('reaches the group with the same ids, and has no second effect', async () => {
    const noteId = randomUUID();
    const { body } = await notes.write(noteId, { words: 'once', region: '120101' });
    const seq = body['seq'] as number;
    await eventually(async () => (await heard(noteId)) === 1);
    const again = await tell('republications', { group: 'notes', from: seq, to: seq });
    expect(again).toMatchObject({ status: 200, body: { published: 1, from: seq, to: seq } });
    expect(again.body['next']).toBeUndefined();
    await eventually(async () => ((await ask('work')).body['messages'] as { behind: number }).behind === 0);
    expect(await heard(noteId)).toBe(1);
    expect(await tell('republications', { group: 'notes', log: 'no-such-log' })).toMatchObject({
      status: 404,
      body: { code: 'LOG_NOT_FOUND' },
    });
  });
});

describe('the reading of the work', () => {
  it('tells what is behind and what lies aside', async () => {
    const noteId = randomUUID();
    await parkedOf(noteId, 2);
    const { status, body } = await ask('work');
    expect(status).toBe(200);
    expect(body).toMatchObject({ messages: { parked: 2, quarantined: 0 }, due: { parked: 0 } });
    expect(body['subscriptions']).toContainEqual({ name: 'note', log: 'notes', lag: expect.any(Number), status: 'running' });
    mood.trouble = undefined;
    await tell('parked/releases', { lane: `notes/${noteId}` });
  });
});

describe('operations', () => {
  const routes = [
    ['GET', 'work'],
    ['GET', 'parked'],
    ['GET', 'jobs'],
    ['POST', 'parked/releases'],
    ['POST', 'parked/drops'],
    ['POST', 'jobs/releases'],
    ['POST', 'republications'],
  ] as const;

  it.each(routes)('are closed to other roles: %s %s', async (method, path) => {
    const token = await notes.token({ roles: ['security-administrator', 'audit-administrator', 'registrar'] });
    const asked = method === 'POST' ? { body: {}, headers: { 'idempotency-key': randomUUID() } } : {};
    expect((await notes.call(method, `/api/notes/operations/${path}`, { token, ...asked })).status).toBe(403);
    expect((await notes.call(method, `/api/notes/operations/${path}`, { token: undefined, ...asked })).status).toBe(401);
  });

  it.each(routes)('are open to operators, and system administrators only read: %s %s', async (method, path) => {
    const asked = method === 'POST' ? { body: {}, headers: { 'idempotency-key': randomUUID() } } : {};
    const statusFor = async (role: 'operator' | 'system-administrator') =>
      (await notes.call(method, `/api/notes/operations/${path}`, { token: await notes.token({ roles: [role] }), ...asked })).status;
    // A body without fields is the operator's own mistake, which only who may act hears of.
    expect(await statusFor('operator')).toBe(method === 'POST' ? 400 : 200);
    expect(await statusFor('system-administrator')).toBe(method === 'POST' ? 403 : 200);
  });

  it('need a key where they change something', async () => {
    const answer = await notes.call('POST', '/api/notes/operations/jobs/releases', { token: system, body: { id: 'reminder:1' } });
    expect(answer).toMatchObject({ status: 400, body: { code: 'IDEMPOTENCY_KEY_MISSING' } });
  });

  it('stand in the contract of the service', async () => {
    const paths = Object.keys(notes.running.openapi().paths).filter((path) => path.includes('/operations/'));
    expect(paths).toHaveLength(routes.length);
  });
});
