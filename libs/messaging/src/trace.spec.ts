import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { context, propagation, trace } from '@opentelemetry/api';
import { InMemorySpanExporter, NodeTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-node';
import type { Envelope } from './envelope';
import { inMessageSpan } from './trace';

const traceId = '0af7651916cd43dd8448eb211c80319c';
const remoteSpan = 'b7ad6b7169203331';
const envelope = (traceparent?: string): Envelope =>
  ({ id: 'log/1/0', type: 'xunbu.a.b.v1', ...(traceparent ? { traceparent } : {}) }) as Envelope;

describe('a message’s span, where traces are exported', () => {
  const exporter = new InMemorySpanExporter();
  beforeAll(() => new NodeTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }).register());
  afterAll(() => {
    trace.disable();
    context.disable();
    propagation.disable();
  });

  it('continues the trace of the fact, and is the active one while the message is handled', async () => {
    const inside = await inMessageSpan('inbox.on-note', envelope(`00-${traceId}-${remoteSpan}-01`), async (traceparent) => ({
      traceparent,
      active: trace.getActiveSpan()?.spanContext().spanId,
    }));
    const [span] = exporter.getFinishedSpans();
    expect(span).toMatchObject({ name: 'inbox.on-note', parentSpanContext: { traceId, spanId: remoteSpan } });
    expect(inside).toEqual({ traceparent: `00-${traceId}-${span?.spanContext().spanId}-01`, active: span?.spanContext().spanId });
  });

  it('ends, and lets the failure through', async () => {
    exporter.reset();
    await expect(inMessageSpan('inbox.on-note', envelope(), () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(exporter.getFinishedSpans()).toHaveLength(1);
  });
});

describe('a message’s span, where nobody exports traces', () => {
  it.each([
    [`00-${traceId}-${remoteSpan}-01`, `00-${traceId}-${remoteSpan}-01`],
    [undefined, undefined],
    ['00-rubbish', undefined],
    [`00-${'0'.repeat(32)}-${remoteSpan}-01`, undefined],
  ])('passes %s on as %s', async (given, expected) =>
    expect(await inMessageSpan('x', envelope(given), async (traceparent) => traceparent)).toBe(expected),
  );
});
