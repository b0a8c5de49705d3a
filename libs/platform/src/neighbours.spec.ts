import { afterEach, beforeAll, afterAll, describe, expect, it } from '@jest/globals';
import { AnnouncerKeys } from '@libs/messaging';
import { OutcomeUnknown } from '@libs/event-store';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Configuration } from './configuration';
import { Neighbours } from './neighbours';
import type { Parts } from './parts';
import { rejectionOf } from './problem';

let keys: string;
let server: Server;
let answer: (request: IncomingMessage, response: ServerResponse) => void;
const heard: IncomingMessage[] = [];

beforeAll(async () => {
  keys = mkdtempSync(join(tmpdir(), 'xunbu-neighbours-'));
  AnnouncerKeys.create(keys, 'attendance');
  server = createServer((request, response) => {
    heard.push(request);
    answer(request, response);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
});
afterEach(() => void heard.splice(0));
afterAll(() => {
  server.closeAllConnections();
  server.close();
  rmSync(keys, { recursive: true });
});

const json = (status: number, body: object) => (_request: IncomingMessage, response: ServerResponse) =>
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
const parts = { of: { name: 'attendance' } } as unknown as Parts;
const neighbours = (url: string | undefined = `http://127.0.0.1:${(server.address() as AddressInfo).port}`) =>
  new Neighbours({ KEYS_DIR: keys, ...(url && { NEIGHBOURS_URL: url }) } as Configuration, parts);
const failure = (asked: Promise<unknown>) =>
  asked.then(
    () => undefined,
    (error: unknown) => rejectionOf(error)?.code,
  );

describe('asking a neighbour', () => {
  it('comes to its route in our own name', async () => {
    answer = json(200, { people: 2 });
    expect(await neighbours().ask('enrolment', 'masked-people', { personIds: [] }, { idempotencyKey: 'payout-1' })).toEqual({ people: 2 });
    expect(heard[0]).toMatchObject({ url: '/api/enrolment/masked-people', method: 'POST' });
    expect(heard[0]?.headers).toMatchObject({ authorization: expect.stringMatching(/^Bearer /), 'idempotency-key': 'payout-1' });
  });
  it('passes its refusal on, with the word and the values', async () => {
    answer = json(409, { code: 'CLASS_FULL', values: { capacity: 30 } });
    await expect(neighbours().ask('enrolment', 'x', {})).rejects.toMatchObject({ code: 'CLASS_FULL', values: { capacity: 30 } });
  });
  it.each([
    ['is in trouble', json(500, { code: 'UNEXPECTED' })],
    ['is busy', json(429, { code: 'TOO_MANY_REQUESTS' })],
    ['says what is no JSON', (_: IncomingMessage, response: ServerResponse) => response.end('<html>')],
    ['hangs up', (request: IncomingMessage) => request.socket.destroy()],
  ])('is unavailable when it %s', async (_, said) => {
    answer = said;
    expect(await failure(neighbours().ask('enrolment', 'x', {}))).toBe('NEIGHBOUR_UNAVAILABLE');
  });
  it('does not wait for ever', async () => {
    answer = () => undefined;
    expect(await failure(neighbours().ask('enrolment', 'x', {}, { withinMs: 50 }))).toBe('NEIGHBOUR_UNAVAILABLE');
  });
  it('is unavailable where nobody said where neighbours are', async () => {
    expect(await failure(new Neighbours({ KEYS_DIR: keys } as Configuration, parts).ask('enrolment', 'x', {}))).toBe(
      'NEIGHBOUR_UNAVAILABLE',
    );
  });
});

describe('an outcome that was lost with its connection', () => {
  it('is said as such, with when to ask again', () => {
    expect(rejectionOf(new OutcomeUnknown('demo', 2, undefined))).toMatchObject({
      code: 'OUTCOME_UNKNOWN',
      more: { retryAfterSeconds: 2 },
    });
  });
});
