import { ROOT_CONTEXT, SpanKind, SpanStatusCode, context, isSpanContextValid, trace, type SpanContext } from '@opentelemetry/api';
import type { Envelope } from './envelope';

const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

// Read by hand and not through the registered propagator: a process that exports no traces still passes the thread on.
function spanContextOf(traceparent: string | undefined): SpanContext | undefined {
  const parts = TRACEPARENT.exec(traceparent ?? '');
  if (!parts?.[1] || !parts[2] || !parts[3]) return undefined;
  const spanContext = { traceId: parts[1], spanId: parts[2], traceFlags: parseInt(parts[3], 16) & 1, isRemote: true };
  return isSpanContextValid(spanContext) ? spanContext : undefined;
}

const traceparentOf = ({ traceId, spanId, traceFlags }: SpanContext): string =>
  `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, '0')}`;

/** Runs `work` in a span that continues the announcing service's trace, and gives it the traceparent for what follows. */
export async function inMessageSpan<T>(
  name: string,
  envelope: Envelope,
  work: (traceparent: string | undefined) => Promise<T>,
): Promise<T> {
  const remote = spanContextOf(envelope.traceparent);
  const parent = remote ? trace.setSpanContext(ROOT_CONTEXT, remote) : ROOT_CONTEXT;
  const attributes = {
    'messaging.operation.type': 'process',
    'messaging.message.id': envelope.id,
    'cloudevents.event_type': envelope.type,
  };
  const span = trace.getTracer('xunbu.messaging').startSpan(name, { kind: SpanKind.CONSUMER, attributes }, parent);
  const own = span.spanContext();
  try {
    return await context.with(trace.setSpan(parent, span), () => work(isSpanContextValid(own) ? traceparentOf(own) : undefined));
  } catch (error) {
    span.setStatus({ code: SpanStatusCode.ERROR });
    throw error;
  } finally {
    span.end();
  }
}
