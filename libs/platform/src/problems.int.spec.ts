import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { type Asked, type Notes, startNotes } from './fixtures/running-notes';

let notes: Notes;
beforeAll(async () => {
  notes = await startNotes({ BODY_LIMIT_BYTES: '20000' });
});
afterAll(() => notes?.end());

const words = `/api/notes/notes/${randomUUID()}/words`;
const good = { words: 'a word', region: '120101' };
const keyed = (asked: Asked): Asked => ({ ...asked, headers: { 'idempotency-key': randomUUID(), ...asked.headers } });

/** What a socket answers to these bytes. */
const rawAnswer = (bytes: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(notes.running.url ?? '');
    const chunks: Buffer[] = [];
    const socket = connect(Number(port), hostname, () => socket.write(bytes));
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('close', () => resolve(Buffer.concat(chunks).toString()));
    socket.on('error', reject);
  });

describe('an answer that is not a success', () => {
  it.each<readonly [string, string, string, Asked, number, string]>([
    ['an address that nobody serves', 'GET', '/api/notes/nothing', {}, 404, 'ROUTE_NOT_FOUND'],
    ['an address outside', 'GET', '/elsewhere', {}, 404, 'ROUTE_NOT_FOUND'],
    ['a method that the address has not', 'DELETE', words, {}, 405, 'METHOD_NOT_ALLOWED'],
    ['a method that nobody has', 'OPTIONS', words, {}, 405, 'METHOD_NOT_ALLOWED'],
    ['a method with a body of its own', 'QUERY', words, {}, 405, 'METHOD_NOT_ALLOWED'],
    ['nobody', 'POST', words, keyed({ body: good, token: undefined }), 401, 'NOT_SIGNED_IN'],
    ['a token that is none', 'POST', words, keyed({ body: good, token: 'abc' }), 401, 'TOKEN_INVALID'],
    [
      'another scheme',
      'GET',
      words.replace('/words', ''),
      { token: undefined, headers: { authorization: 'Basic YTpi' } },
      401,
      'TOKEN_INVALID',
    ],
    ['no key', 'POST', words, { body: good }, 400, 'IDEMPOTENCY_KEY_MISSING'],
    ['a key that is too short', 'POST', words, { body: good, headers: { 'idempotency-key': 'abc' } }, 400, 'IDEMPOTENCY_KEY_INVALID'],
    ['a key with a colon', 'POST', words, { body: good, headers: { 'idempotency-key': 'abc:abc:abc' } }, 400, 'IDEMPOTENCY_KEY_INVALID'],
    ['no body', 'POST', words, keyed({}), 400, 'VALIDATION_FAILED'],
    ['a list as body', 'POST', words, keyed({ body: [good] }), 400, 'VALIDATION_FAILED'],
    ['a number as body', 'POST', words, keyed({ raw: '7' }), 400, 'VALIDATION_FAILED'],
    ['an unknown field', 'POST', words, keyed({ body: { ...good, admin: true } }), 400, 'VALIDATION_FAILED'],
    ['a null', 'POST', words, keyed({ body: { ...good, lines: null } }), 400, 'VALIDATION_FAILED'],
    ['an unknown filter', 'GET', '/api/notes/notes?colour=red', {}, 400, 'VALIDATION_FAILED'],
    ['a page that is too long', 'GET', '/api/notes/notes?limit=1000', {}, 400, 'VALIDATION_FAILED'],
    ['a limit given twice', 'GET', '/api/notes/notes?limit=1&limit=2', {}, 400, 'VALIDATION_FAILED'],
    ['an empty number', 'GET', '/api/notes/notes?limit=', {}, 400, 'VALIDATION_FAILED'],
    ['a cursor of its own making', 'GET', '/api/notes/notes?cursor=abc', {}, 409, 'CURSOR_INVALID'],
    ['an id that is none', 'GET', '/api/notes/notes/7', {}, 400, 'VALIDATION_FAILED'],
    ['broken JSON', 'POST', words, keyed({ raw: '{"words":' }), 400, 'MALFORMED_JSON'],
    ['bytes that are no text', 'POST', words, keyed({ raw: new Uint8Array([0x22, 0xc3, 0x28, 0x22]) }), 400, 'BODY_NOT_UTF8'],
    ['a prototype', 'POST', words, keyed({ raw: '{"__proto__":{"a":1}}' }), 400, 'BODY_KEY_REFUSED'],
    ['depth', 'POST', words, keyed({ raw: '['.repeat(5_000) + ']'.repeat(5_000) }), 400, 'BODY_TOO_DEEP'],
    ['length', 'POST', words, keyed({ body: { ...good, words: 'x'.repeat(30_000) } }), 413, 'BODY_TOO_LARGE'],
    ['XML', 'POST', words, keyed({ raw: '<a/>', headers: { 'content-type': 'application/xml' } }), 415, 'MEDIA_TYPE_UNSUPPORTED'],
    ['text', 'POST', words, keyed({ raw: 'a', headers: { 'content-type': 'text/plain' } }), 415, 'MEDIA_TYPE_UNSUPPORTED'],
    ['a long address', 'GET', `/api/notes/notes?cursor=${'a'.repeat(5_000)}`, {}, 414, 'URL_TOO_LONG'],
    ['a long parameter', 'GET', `/api/notes/notes/${'a'.repeat(500)}`, {}, 400, 'VALIDATION_FAILED'],
    ['a NUL in the path', 'GET', '/api/notes/notes/%00', {}, 400, 'TEXT_REFUSED'],
    ['a broken escape', 'GET', '/api/notes/notes/%C3%28', {}, 400, 'BAD_REQUEST'],
  ])('to %s is a problem with a word', async (_, method, path, asked, status, code) => {
    const answer = await notes.call(method, path, asked);
    expect([answer.status, answer.body['code'], answer.headers.get('content-type')]).toEqual([
      status,
      code,
      'application/problem+json; charset=utf-8',
    ]);
    expect(answer.body).toMatchObject({
      type: `urn:xunbu:problem:${code}`,
      status,
      title: expect.any(String),
      texts: { zh: expect.any(String), en: expect.any(String) },
    });
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  });

  it('names the methods that an address has', async () => {
    expect((await notes.call('DELETE', words)).headers.get('allow')).toBe('POST');
  });

  it('names a wrong role', async () => {
    expect(await notes.call('POST', words, keyed({ body: good, token: await notes.token({ roles: ['trainee'] }) }))).toMatchObject({
      status: 403,
      body: { code: 'NOT_ALLOWED' },
    });
  });

  it('names each field in both languages', async () => {
    const { body } = await notes.call(
      'POST',
      words,
      keyed({
        body: { words: '', region: '12', lines: [{ number: 10 }, { number: 'x' }], extra: 1 },
        headers: { 'accept-language': 'en' },
      }),
    );
    const errors = body['errors'] as { pointer: string; code: string; detail: string; texts: { zh: string; en: string } }[];
    expect(errors).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          in: 'body',
          pointer: '/words',
          code: 'isLength',
          detail: 'must have 1 to 40 characters.',
          texts: { zh: '须为 1 至 40 个字符。', en: 'must have 1 to 40 characters.' },
        }),
        expect.objectContaining({ pointer: '/region', code: 'matches' }),
        expect.objectContaining({
          pointer: '/lines/0/number',
          code: 'max',
          texts: { zh: '不能大于 9。', en: 'must not be greater than 9.' },
        }),
        expect.objectContaining({ pointer: '/lines/1/number', code: 'isInt' }),
        expect.objectContaining({ pointer: '/extra', code: 'whitelistValidation' }),
      ]),
    );
  });

  it('is in Chinese unless English is asked for', async () => {
    const asked = async (language: string) =>
      (await notes.call('GET', '/api/notes/nothing', { headers: { 'accept-language': language } })).body['detail'];
    expect([await asked('fr'), await asked('en-GB')]).toEqual(['没有这个地址。', 'There is no such address.']);
  });

  it('carries a rule’s word and values', async () => {
    const path = `/api/notes/notes/${randomUUID()}/words`;
    await notes.call('POST', path, keyed({ body: good }));
    expect(await notes.call('POST', path, keyed({ body: good }))).toMatchObject({
      status: 409,
      body: { code: 'KEY_TAKEN', values: { words: 'a word' } },
    });
  });

  it('to our own mistake is a number without a reason', async () => {
    const { status, body } = await notes.call(
      'POST',
      `/api/notes/notes/${randomUUID()}/words`,
      keyed({ body: { ...good, words: 'crash' } }),
    );
    expect([status, body['code']]).toEqual([500, 'UNEXPECTED']);
    expect(JSON.stringify(body)).not.toMatch(/secret|crash|\.ts|at /);
  });

  it('has the form also where no request could be read', async () => {
    const broken = await rawAnswer('GARBAGE\r\n\r\n');
    expect(broken).toMatch(/^HTTP\/1\.1 400 /);
    expect(broken).toContain('"code":"BAD_REQUEST"');
    const large = await rawAnswer(`GET /live HTTP/1.1\r\nhost: a\r\nx: ${'a'.repeat(20_000)}\r\n\r\n`);
    expect(large).toContain('"code":"HEADERS_TOO_LARGE"');
  });

  it('tells a caller of too many requests when to come again, and minds nobody else', async () => {
    const other = await notes.another({ REQUESTS_PER_MINUTE: '3' });
    const ask = async (sub: string) =>
      fetch(`${other.url}/api/notes/notes`, { headers: { authorization: `Bearer ${await notes.token({ sub })}` } });
    const statuses = [(await ask('li')).status, (await ask('li')).status, (await ask('li')).status];
    const refused = await ask('li');
    expect([...statuses, refused.status]).toEqual([200, 200, 200, 429]);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await refused.json()).toMatchObject({ code: 'TOO_MANY_REQUESTS' });
    expect((await ask('zhao')).status).toBe(200);
  });
});
