// The HTTP server of one service: what holds for every request, whichever route it is for.
import rateLimit from '@fastify/rate-limit';
import { type Context, type Span, context } from '@opentelemetry/api';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ActorRequest } from './actor';
import { clientErrorHandler } from './client-error';
import type { Configuration } from './configuration';
import { Grants } from './grants';
import type { InFlight, InHand } from './in-flight';
import { checkTexts, readJson } from './json-body';
import type { Log } from './log';
import type { Metrics } from './metrics';
import { Rejected } from './problem';
import { type ProblemFilter, longestParameter } from './problem-filter';
import type { RouteTable } from './route-table';
import type { Tokens } from './tokens';
import { endRequestSpan, startRequestSpan } from './tracing';

const longestUrl = 4_096;
const longestHeaders = 16_384;
const requestArrivesMs = 30_000;
const keepAliveMs = 65_000;
const headersArriveMs = 15_000;
const slowRequestMs = 1_000;
const overdueSoughtEveryMs = 250;
/** What is counted where the one who asked went away before there was an answer; nobody is ever sent it. */
const wentAway = 499;
const knownClients = 20_000;
const requestIdForm = /^[A-Za-z0-9_-]{8,64}$/;
const methodsShown = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** For every answer, whatever it is: it is data, it is shown nowhere, and it is not to be kept. */
const safeHeaders = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cross-origin-resource-policy': 'same-origin',
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'cache-control': 'no-store',
};

export class Edge {
  constructor(
    readonly service: string,
    readonly configuration: Configuration,
    readonly log: Log,
    readonly metrics: Metrics,
    readonly tokens: Tokens,
    readonly routes: RouteTable,
    readonly inFlight: InFlight,
    readonly problems: ProblemFilter,
  ) {}
}

declare module 'fastify' {
  interface FastifyContextConfig {
    always?: boolean;
  }
}

type Timed = ActorRequest & { active?: Context };

export function createAdapter(configuration: Configuration, problems: ProblemFilter): FastifyAdapter {
  return new FastifyAdapter({
    logger: false,
    bodyLimit: configuration.BODY_LIMIT_BYTES,
    requestTimeout: requestArrivesMs,
    keepAliveTimeout: keepAliveMs,
    // The edge in front of us and load balancers say whom they speak for; nobody else is believed.
    trustProxy: ['loopback', 'uniquelocal'],
    http: { maxHeaderSize: longestHeaders, headersTimeout: headersArriveMs },
    routerOptions: { maxParamLength: longestParameter },
    genReqId: ({ headers }: IncomingMessage) => {
      const given = headers['x-request-id'];
      return typeof given === 'string' && requestIdForm.test(given) ? given : randomUUID();
    },
    clientErrorHandler,
    // Before any hook has run.
    frameworkErrors: (error: FastifyError, request: FastifyRequest, reply: FastifyReply) =>
      problems.answer(error, request, reply.headers(safeHeaders)),
  });
}

/** Health and control, for which a process that lets nobody in still answers. */
const alwaysServed = (request: FastifyRequest): boolean => request.routeOptions.config.always === true;

const bearerOf = (request: ActorRequest): string | undefined =>
  /^Bearer ([A-Za-z0-9._~+/=-]+)$/i.exec(request.headers.authorization ?? '')?.[1];

async function identify(request: ActorRequest, tokens: Tokens, grants: Grants): Promise<void> {
  const token = bearerOf(request);
  try {
    if (token !== undefined) request.actor = await tokens.actorOf(token, grants);
    else if (request.headers.authorization !== undefined) request.actorRejected = new Rejected('TOKEN_INVALID');
  } catch (error) {
    // Only a route that asks for somebody minds.
    if (!(error instanceof Rejected)) throw error;
    request.actorRejected = error;
  }
}

function finished(edge: Edge, request: Timed, reply: FastifyReply, inHand: InHand, span: Span): void {
  edge.inFlight.ended(inHand);
  const ms = performance.now() - inHand.since;
  const method = methodsShown.has(request.method) ? request.method : 'OTHER';
  const route = request.routeOptions?.url ?? 'unknown';
  const status = reply.raw.writableEnded ? reply.statusCode : wentAway;
  edge.metrics.requests.observe({ method, route, status }, ms / 1_000);
  endRequestSpan(span, { method, route, status });
  const fields = { requestId: request.id, method, route, status, ms: Math.round(ms), actor: request.actor?.id };
  // A stream of events takes as long as somebody watches.
  const watched = String(reply.getHeader('content-type') ?? '').startsWith('text/event-stream');
  if (status >= 500 || (ms > slowRequestMs && !watched)) edge.log.warn('request', fields);
  else edge.log.debug('request', fields);
}

function answerOverdue(edge: Edge, request: Timed, reply: FastifyReply): void {
  if (reply.sent) return;
  // An answer that is on its way can only be broken off.
  if (reply.raw.headersSent) reply.raw.destroy();
  else edge.problems.answer(new Rejected('ANSWER_TIMEOUT'), request, reply);
}

// One clock for all requests: a timer and a signal for each, as Fastify would make them, cost as much as reading the body.
function watchOverdue(fastify: FastifyInstance, { inFlight, configuration }: Edge): void {
  const longest = configuration.ANSWER_TIMEOUT_MS;
  const look = () => inFlight.tellOverdue(performance.now() - longest);
  const watch = setInterval(look, Math.min(overdueSoughtEveryMs, longest)).unref();
  fastify.addHook('onClose', (_fastify, done) => {
    clearInterval(watch);
    done();
  });
}

function addHooks(fastify: FastifyInstance, edge: Edge, grants: Grants): void {
  fastify.addHook('onRequest', (request: Timed, reply, done) => {
    const inHand = edge.inFlight.began(() => answerOverdue(edge, request, reply));
    const { span, active } = startRequestSpan(request.headers, edge.service);
    // Comes after the last byte, and also where the one who asked went away: then nothing else would.
    reply.raw.once('close', () => finished(edge, request, reply, inHand, span));
    void reply.headers(safeHeaders).header('x-request-id', request.id);
    request.active = active;
    context.with(active, done);
  });
  fastify.addHook('onRequest', async (request) => {
    if (!edge.inFlight.open && !alwaysServed(request))
      throw new Rejected('NOT_READY', {}, { retryAfterSeconds: 1, headers: { connection: 'close' } });
    if (request.url.length > longestUrl) throw new Rejected('URL_TOO_LONG');
    checkTexts(request.params);
    checkTexts(request.query);
    await identify(request as ActorRequest, edge.tokens, grants);
  });
  // The body arrives in events that know nothing of the request's context.
  fastify.addHook('preValidation', (request: Timed, _reply, done) => context.with(request.active ?? context.active(), done));
  fastify.addHook('onRoute', ({ url, method }) => edge.routes.add(url, [method].flat()));
}

export async function fitEdge(app: NestFastifyApplication, edge: Edge): Promise<void> {
  const fastify = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => {
    try {
      done(null, readJson(body as Buffer));
    } catch (error) {
      done(error as Error);
    }
  });
  addHooks(fastify, edge, app.get(Grants));
  watchOverdue(fastify, edge);
  await fastify.register(rateLimit, {
    max: edge.configuration.REQUESTS_PER_MINUTE,
    timeWindow: 60_000,
    cache: knownClients,
    keyGenerator: (request) => {
      const { actor } = request as ActorRequest;
      // Services of the installation speak for many people at once.
      return actor ? `actor:${actor.id}` : `address:${request.ip}`;
    },
    allowList: (request) => (request as ActorRequest).actor?.roles.includes('system') ?? false,
    errorResponseBuilder: (_request, { ttl }) => {
      const seconds = Math.ceil(ttl / 1_000);
      return new Rejected('TOO_MANY_REQUESTS', { seconds }, { retryAfterSeconds: seconds });
    },
  });
}
