import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '@libs/testing';
import { randomUUID } from 'node:crypto';
import { connect, type Socket } from 'node:net';
import { Client } from 'pg';
import { type Notes, startNotes } from './fixtures/running-notes';
import { InFlight } from './in-flight';
import type { RunningService } from './running-service';

let notes: Notes;
let token: string;
beforeAll(async () => {
  notes = await startNotes();
  token = await notes.token();
});
afterAll(() => notes?.end());

const body = JSON.stringify({ words: 'a word', region: '120101' });
const post = (length = body.length): string =>
  `POST /api/notes/notes/${randomUUID()}/words HTTP/1.1\r\nhost: notes\r\nauthorization: Bearer ${token}\r\n` +
  `idempotency-key: ${randomUUID()}\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n\r\n${body}`;

const inHand = (service: RunningService): number => service.app.get(InFlight).count;

async function send(service: RunningService, text: string): Promise<Socket> {
  const { hostname, port } = new URL(service.url ?? '');
  const socket = connect({ host: hostname, port: Number(port) });
  socket.on('error', () => undefined);
  socket.write(text);
  return socket;
}

async function whileNobodyWrites(test: () => Promise<void>): Promise<void> {
  const owner = new Client({ connectionString: notes.environment['MIGRATION_DATABASE_URL'] });
  await owner.connect();
  try {
    await owner.query('begin; select from log_notes.head for update');
    await test();
  } finally {
    await owner.end();
  }
}

// Patience beyond that of the test: a request that is never counted as ended fails it.
const patient = { SHUTDOWN_MS: '600000' };

describe('a client that goes away', () => {
  it('while its body arrives is not waited for', async () => {
    const service = await notes.another(patient);
    const socket = await send(service, post(body.length + 100));
    await eventually(() => inHand(service) === 1);
    socket.destroy();
    await eventually(() => inHand(service) === 0);
    await service.close();
  });

  it('before its answers come is not waited for, also for those that stand behind another', async () => {
    const service = await notes.another(patient);
    await whileNobodyWrites(async () => {
      const socket = await send(service, post() + post());
      await eventually(() => inHand(service) === 2);
      socket.destroy();
      await eventually(() => inHand(service) === 0);
    });
    await service.close();
  });
});

describe('a request that takes too long', () => {
  it('is told so, once, and is then no longer in hand', async () => {
    const service = await notes.another({ ANSWER_TIMEOUT_MS: '300' });
    await whileNobodyWrites(async () => {
      const socket = await send(service, post());
      const answer = await new Promise<string>((resolve) => socket.once('data', (data) => resolve(data.toString())));
      expect(answer).toMatch(/^HTTP\/1\.1 50\d /);
      expect(answer).toContain('"code":"ANSWER_TIMEOUT"');
      await eventually(() => inHand(service) === 0);
      socket.destroy();
    });
    await service.close();
  });
});
