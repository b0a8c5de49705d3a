import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { InMemorySpanExporter } from '@opentelemetry/sdk-trace-node';
import { eventually } from '@libs/testing';
import { randomUUID } from 'node:crypto';
import { type Notes, startNotes } from './fixtures/running-notes';
import { Logs } from './logs';
import { startTracing } from './tracing';

const spans = new InMemorySpanExporter();
let notes: Notes;
beforeAll(async () => {
  startTracing('spec', { exporter: spans });
  notes = await startNotes();
});
afterAll(() => notes?.end());

describe('one trace', () => {
  it('goes from a request through its fact and the bus to the fact of whoever heard of it', async () => {
    const traceId = 'c0ffee00000000000000000000000001';
    const noteId = randomUUID();
    await notes.call('POST', `/api/notes/notes/${noteId}/words`, {
      body: { words: 'traced', region: '120101' },
      headers: { 'idempotency-key': randomUUID(), traceparent: `00-${traceId}-00000000000000aa-01` },
    });
    const [reader] = notes.running.app.get(Logs).readers;
    const heard = await eventually(async () => {
      const facts = (await reader?.read(0, 100)) ?? [];
      const found = facts.find(({ fact, streamId }) => fact.type === 'EchoHeard' && streamId === noteId);
      expect(found).toBeDefined();
      return { echo: found, note: facts.find(({ fact, streamId }) => fact.type === 'NoteWritten' && streamId === noteId) };
    });
    expect(heard.note?.meta.traceparent).toMatch(new RegExp(`^00-${traceId}-`));
    expect(heard.echo?.meta.traceparent).toMatch(new RegExp(`^00-${traceId}-`));
    const [request, consumer] = await eventually(() => {
      const ours = spans.getFinishedSpans().filter((span) => span.spanContext().traceId === traceId);
      const pair = [
        ours.find(({ name }) => name === 'POST /api/notes/notes/:noteId/words'),
        ours.find(({ name }) => name === 'echo.on-note-written'),
      ] as const;
      expect(pair).toEqual([expect.anything(), expect.anything()]);
      return Promise.resolve(pair);
    });
    expect(request?.parentSpanContext?.spanId).toBe('00000000000000aa');
    expect(consumer?.parentSpanContext?.spanId).toBe(request?.spanContext().spanId);
  });

  it('names a request by its template, and holds nothing of what was sent', async () => {
    const noteId = randomUUID();
    await notes.call('GET', `/api/notes/notes/${noteId}?after=0`);
    const text = JSON.stringify(spans.getFinishedSpans().map(({ name, attributes }) => ({ name, attributes })));
    expect(text).not.toContain(noteId.slice(0, 8));
    expect(text).toContain('GET /api/notes/notes/:noteId');
  });
});
