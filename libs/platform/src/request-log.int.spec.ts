import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { type Notes, startNotes } from './fixtures/running-notes';

const lines: string[] = [];
let notes: Notes;
beforeAll(async () => {
  notes = await startNotes({ LOG_LEVEL: 'debug' }, { logTo: { write: (line: string) => void lines.push(line) } });
});
afterAll(() => notes?.end());

describe('what is logged of requests', () => {
  it('never has a body, a header, a query or an id of the path in it', async () => {
    const noteId = randomUUID();
    const secret = '李伟120101199001011234';
    const headers = { 'idempotency-key': randomUUID(), 'x-face': 'facefeature' };
    const path = `/api/notes/notes/${noteId}/words`;
    await notes.call('POST', path, { body: { words: secret, region: '120101' }, headers });
    await notes.call('POST', path, {
      body: { words: 'crash', region: '120101', lines: [{ number: 4 }] },
      headers: { ...headers, 'idempotency-key': randomUUID() },
    });
    await notes.call('POST', path, { raw: `{"words":"${secret}"`, headers });
    await notes.call('GET', `/api/notes/notes?region=1201&cursor=${secret}`);
    await notes.call('GET', `/api/notes/${encodeURIComponent(secret)}`);
    const text = lines.join('');
    expect(text).toContain('"route":"/api/notes/notes/:noteId/words"');
    expect(text).toContain('"msg":"unexpected error"');
    for (const trace of [
      secret,
      '120101199001011234',
      noteId,
      headers['idempotency-key'],
      'facefeature',
      'Bearer',
      'region=',
      'crash',
      encodeURIComponent('李伟'),
    ]) {
      expect([trace, text.includes(trace)]).toEqual([trace, false]);
    }
  });

  it('has only fields of the list', () => {
    const fields = new Set(lines.flatMap((line) => Object.keys(JSON.parse(line) as object)));
    const known = [
      'level',
      'time',
      'service',
      'msg',
      'traceId',
      'requestId',
      'method',
      'route',
      'status',
      'ms',
      'actor',
      'message',
      'error',
      'reason',
      'code',
    ];
    expect([...fields].filter((field) => !known.includes(field))).toEqual([]);
  });
});
