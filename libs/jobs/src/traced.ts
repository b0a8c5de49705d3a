import { ROOT_CONTEXT, SpanKind, SpanStatusCode, propagation, trace } from '@opentelemetry/api';
import type { DueRow } from './due-rows';

/** Runs one attempt in a span that continues the trace of the fact that set the row. */
export function traced<T>(row: DueRow, attempt: () => Promise<T>): Promise<T> {
  const parent = row.traceparent === undefined ? ROOT_CONTEXT : propagation.extract(ROOT_CONTEXT, { traceparent: row.traceparent });
  const attributes = { 'due.id': row.id, 'due.kind': row.kind, 'due.attempt': row.attempt };
  return trace.getTracer('@libs/jobs').startActiveSpan(`due ${row.kind}`, { kind: SpanKind.CONSUMER, attributes }, parent, async (span) => {
    try {
      return await attempt();
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally {
      span.end();
    }
  });
}
