import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Module } from '@nestjs/common';
import { testDatabase, type TestDatabase } from '@libs/testing';
import { AnnouncerKeys, createBusTables } from '@libs/messaging';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { randomBytes, randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { Environment } from './configuration';
import { noteModule } from './fixtures/note';
import { migrateService } from './migrate';
import type { RunningService } from './running-service';
import { partsOf, startService } from './start';
import { createTokenKeys, signToken } from './tokens';

@Module(noteModule)
class NotesModule {}

let database: TestDatabase;
let bus: TestDatabase;
let keys: string;
let environment: Environment;
let running: RunningService;
let token: string;

async function call(method: string, path: string, { body, headers = {}, raw }: { body?: unknown; headers?: Record<string, string>; raw?: string | Buffer } = {}) {
  const sent = raw ?? (body === undefined ? undefined : JSON.stringify(body));
  const answer = await fetch(`${running.url}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, ...(sent !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(sent !== undefined && { body: sent as string }),
  });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, body: text === '' ? undefined : (JSON.parse(text) as Record<string, never>) };
}

const write = (noteId: string, body: unknown, key = randomUUID()) =>
  call('POST', `/api/notes/notes/${noteId}/words`, { body, headers: { 'idempotency-key': key } });

beforeAll(async () => {
  [database, bus] = await Promise.all([testDatabase(), testDatabase()]);
  keys = mkdtempSync(join(tmpdir(), 'xunbu-keys-'));
  createTokenKeys(keys);
  AnnouncerKeys.create(keys, 'notes');
  writeFileSync(join(keys, 'input-hash.key'), randomBytes(32));
  const owner = new Client({ connectionString: bus.ownerUrl });
  await owner.connect();
  await createBusTables(owner, { appRole: `${bus.name}_app` });
  await owner.end();
  environment = { DATABASE_URL: database.appUrl, MIGRATION_DATABASE_URL: database.ownerUrl, BUS_DATABASE_URL: bus.appUrl, KEYS_DIR: keys, LOG_LEVEL: 'warn' };
  await migrateService(partsOf(NotesModule), environment);
  token = await signToken(keys, { sub: 'wang', roles: ['registrar'], region: '1201' });
  running = await startService(NotesModule, environment, { listen: true });
});

afterAll(async () => {
  await running?.close();
  await Promise.all([database?.drop(), bus?.drop()]);
  rmSync(keys, { recursive: true });
});

describe('a service over HTTP', () => {
  it('decides once for one key, and answers the same again', async () => {
    const noteId = randomUUID();
    const key = randomUUID();
    const first = await write(noteId, { words: 'first', region: '120101' }, key);
    const again = await write(noteId, { words: 'first', region: '120101' }, key);
    expect([first.status, again.status]).toEqual([201, 201]);
    expect(first.body).toMatchObject({ streamId: noteId, version: 1, repeated: false });
    expect(again.body).toEqual({ ...first.body, repeated: true });
  });

  it('refuses another input under the same key', async () => {
    const noteId = randomUUID();
    const key = randomUUID();
    await write(noteId, { words: 'one', region: '120101' }, key);
    expect(await write(noteId, { words: 'two', region: '120101' }, key)).toMatchObject({ status: 422, body: { code: 'COMMAND_ID_REUSED' } });
  });

  it('shows a reader what it has just written', async () => {
    const noteId = randomUUID();
    const { body } = await write(noteId, { words: 'seen', region: '120101' });
    const read = await call('GET', `/api/notes/notes/${noteId}?after=${body?.['seq']}`);
    expect(read).toMatchObject({ status: 200, body: { id: noteId, words: 'seen' } });
  });
});
