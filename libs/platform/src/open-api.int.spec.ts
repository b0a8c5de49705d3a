import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { randomUUID } from 'node:crypto';
import { type Answer, type Notes, startNotes } from './fixtures/running-notes';

let notes: Notes;
beforeAll(async () => {
  notes = await startNotes();
});
afterAll(() => notes?.end());

const wordsPath = '/api/notes/notes/{noteId}/words';

/** Whether an answer is one that the contract names, in the form that it names. */
function faults(method: 'get' | 'post', path: string, { status, body, headers }: Answer): unknown {
  const document = notes.running.openapi();
  const operation = document.paths[path]?.[method] as { responses: Record<string, { content: Record<string, { schema: object }> }> };
  const [type = ''] = (headers.get('content-type') ?? '').split(';');
  const schema = operation.responses[status]?.content[type]?.schema;
  if (schema === undefined) return `${status} ${type} is not in the contract`;
  const check = new Ajv2020({ strict: false }).compile({ ...schema, components: document.components });
  return check(body) ? [] : check.errors;
}

describe('the OpenAPI of a service', () => {
  it('is served, with what the decorators say', async () => {
    const { body } = await notes.call('GET', '/api/notes/openapi.json', { token: undefined });
    expect(body).toEqual(JSON.parse(JSON.stringify(notes.running.openapi())));
    expect(body).toMatchObject({
      openapi: '3.1.0',
      paths: {
        [wordsPath]: {
          post: {
            operationId: 'notes.write',
            security: [{ bearer: [] }],
            parameters: [
              { name: 'noteId', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } },
              { name: 'Idempotency-Key', in: 'header', required: true },
            ],
            requestBody: { required: true, content: { 'application/json': { schema: { $ref: '#/components/schemas/WriteNoteBody' } } } },
          },
        },
        '/api/notes/notes': {
          get: {
            parameters: expect.arrayContaining([
              expect.objectContaining({ name: 'limit', in: 'query', schema: { type: 'integer', minimum: 1, maximum: 200 } }),
            ]),
          },
        },
      },
      components: {
        schemas: {
          WriteNoteBody: {
            required: ['words', 'region'],
            additionalProperties: false,
            properties: { words: { type: 'string', minLength: 1, maxLength: 40 } },
          },
        },
      },
    });
  });

  it('is made once, however often the service is started in a process', async () => {
    const again = await notes.another();
    expect(again.openapi()).toBe(notes.running.openapi());
  });

  it('is kept by the answers', async () => {
    const noteId = randomUUID();
    const written = await notes.write(noteId, { words: 'kept', region: '120101' });
    const read = await notes.call('GET', `/api/notes/notes/${noteId}?after=${written.body['seq'] as number}`);
    expect(faults('post', wordsPath, written)).toEqual([]);
    expect(faults('get', '/api/notes/notes/{noteId}', read)).toEqual([]);
    expect(faults('get', '/api/notes/notes', await notes.call('GET', '/api/notes/notes?limit=1'))).toEqual([]);
    expect(faults('get', '/api/notes/ready', await notes.call('GET', '/api/notes/ready'))).toEqual([]);
    expect(faults('post', wordsPath, await notes.write(noteId, { words: 7 }))).toEqual([]);
    expect(faults('post', wordsPath, await notes.write(noteId, { words: 'kept', region: '120101' }))).toEqual([]);
  });

  it('would be broken by another answer', async () => {
    const written = await notes.write(randomUUID(), { words: 'other', region: '120101' });
    expect(faults('post', wordsPath, { ...written, body: { ...written.body, extra: 1 } })).not.toEqual([]);
    expect(faults('post', wordsPath, { ...written, status: 200 })).toBe('200 application/json is not in the contract');
  });
});
