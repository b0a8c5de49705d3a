import {
  type Context,
  type Span,
  SpanKind,
  SpanStatusCode,
  TraceFlags,
  context,
  isSpanContextValid,
  propagation,
  trace,
} from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  NodeTracerProvider,
  RandomIdGenerator,
  type SpanExporter,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-node';

// Traces belong to the process, as OpenTelemetry knows only one provider; a span says in its attributes which service it was.
let provider: NodeTracerProvider | undefined;
let exporting = false;
const ids = new RandomIdGenerator();

export type TraceTarget = { readonly endpoint?: string | undefined; readonly exporter?: SpanExporter };

/** Begins to trace once a process. Without a place to send spans to, ids are still made, passed on and kept in the facts. */
export function startTracing(name: string, { endpoint, exporter }: TraceTarget): void {
  if (provider !== undefined) return;
  const spanProcessors = exporter
    ? [new SimpleSpanProcessor(exporter)]
    : endpoint === undefined
      ? []
      : [new BatchSpanProcessor(new OTLPTraceExporter({ url: new URL('v1/traces', `${endpoint.replace(/\/$/, '')}/`).href }))];
  exporting = spanProcessors.length > 0;
  provider = new NodeTracerProvider({ resource: resourceFromAttributes({ 'service.name': name }), spanProcessors });
  provider.register();
}

/** Sends what is left; called when the process ends. */
export async function flushTraces(): Promise<void> {
  await provider?.forceFlush().catch(() => undefined);
}

const tracer = () => trace.getTracer('@libs/platform');

/** The span of a request, continuing the caller's trace; it is named once the route is known. */
export function startRequestSpan(headers: Record<string, unknown>, service: string): { readonly span: Span; readonly active: Context } {
  const parent = propagation.extract(context.active(), headers);
  const span = exporting ? recordedSpan(service, parent) : bareSpan(parent);
  return { span, active: trace.setSpan(parent, span) };
}

const recordedSpan = (service: string, parent: Context): Span =>
  tracer().startSpan('http', { kind: SpanKind.SERVER, attributes: { 'xunbu.service': service } }, parent);

/** Ids alone: nobody will read what a span would note down. */
function bareSpan(parent: Context): Span {
  const above = trace.getSpanContext(parent);
  const known =
    above !== undefined && isSpanContextValid(above) ? above : { traceId: ids.generateTraceId(), traceFlags: TraceFlags.SAMPLED };
  return trace.wrapSpanContext({ ...known, spanId: ids.generateSpanId(), isRemote: false });
}

export function endRequestSpan(
  span: Span,
  { method, route, status }: { readonly method: string; readonly route: string; readonly status: number },
): void {
  if (!span.isRecording()) return;
  span.updateName(`${method} ${route}`);
  span.setAttributes({ 'http.request.method': method, 'http.route': route, 'http.response.status_code': status });
  if (status >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
  span.end();
}

export function currentTraceparent(): string | undefined {
  const spanContext = trace.getActiveSpan()?.spanContext();
  if (spanContext === undefined || !isSpanContextValid(spanContext)) return undefined;
  return `00-${spanContext.traceId}-${spanContext.spanId}-${spanContext.traceFlags.toString(16).padStart(2, '0')}`;
}
