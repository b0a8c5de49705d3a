// Hands a request to one of a service's replicas, and to another when that one does not answer.
import replyFrom from '@fastify/reply-from';
import { Rejected } from '@libs/platform';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { IncomingMessage } from 'node:http';
import { Transform, type Readable } from 'node:stream';
import { answerProblem } from './problems';
import type { Replica, Replicas } from './replicas';

/** A body up to this size is kept until somebody has answered; a longer one streams through and can be sent only once. */
const keptBodyBytes = 1_024 * 1_024;
const longestBodyBytes = 256 * 1_024 * 1_024;
const connectMs = 1_000;
/** Longer than a service takes at most, so that its own answer comes first. */
const answerMs = 35_000;
const connectionsPerReplica = 256;

const neverSent = new Set(['ECONNREFUSED', 'UND_ERR_CONNECT_TIMEOUT', 'ENOTFOUND', 'EHOSTUNREACH', 'ENETUNREACH', 'EAI_AGAIN']);
/** The connection broke, which says something about the process at its other end; all else says something about this request. */
const brokenOff = new Set([...neverSent, 'UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT']);
/** What our own client will not send: another process would not get it either. */
const unsendable = new Set(['UND_ERR_INVALID_ARG', 'UND_ERR_NOT_SUPPORTED', 'UND_ERR_REQ_CONTENT_LENGTH_MISMATCH']);

/** Headers that speak of one connection, which is not the one that we make; those that `Connection` names are taken out before. */
const ofOneHop = new Set(['connection', 'keep-alive', 'te', 'trailer', 'upgrade', 'transfer-encoding', 'expect']);
const isClaim = (header: string): boolean => header.startsWith('x-forwarded-') || header === 'forwarded';
const staysHere = (header: string): boolean => ofOneHop.has(header) || header.startsWith('proxy-') || isClaim(header);

/** Takes from a request what it says itself about who asks; for a server in front of which nobody stands who would know. */
export function withoutClaims({ headers }: IncomingMessage): void {
  for (const header of Object.keys(headers).filter(isClaim)) Reflect.deleteProperty(headers, header);
}

/** The only addresses that go further, byte for byte as they came: nothing that a parser might turn into another path. */
export function mayPass(url: string, service: string): boolean {
  const path = url.split('?')[0] ?? '';
  if (!path.startsWith(`/api/${service}/`)) return false;
  try {
    return new URL(path, 'http://edge').pathname === path && !/%2e|%2f|%5c|\/\.{1,2};/i.test(path);
  } catch {
    return false;
  }
}

const longestProblemBytes = 16_384;

type Answer = { readonly statusCode: number; readonly headers: Readonly<Record<string, unknown>>; readonly stream: Readable };

class TooLarge extends Error {}

function bounded(stream: Readable): Readable {
  let bytes = 0;
  const limit = new Transform({
    transform(chunk: Buffer, _, done) {
      bytes += chunk.length;
      done(bytes > longestBodyBytes ? new TooLarge() : null, chunk);
    },
  });
  stream.once('error', (error) => limit.destroy(error));
  return stream.pipe(limit);
}

async function kept(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

const lengthOf = ({ headers }: FastifyRequest): number | undefined =>
  headers['content-length'] === undefined ? undefined : Number(headers['content-length']);

function causeOf(error: unknown): { readonly code: string; readonly tooLarge: boolean } {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if (at instanceof TooLarge) return { code: '', tooLarge: true };
    const { code } = at as { code?: unknown };
    if (typeof code === 'string' && !code.startsWith('FST_')) return { code, tooLarge: false };
  }
  return { code: '', tooLarge: false };
}

/** What came from outside about who asks is replaced by what this edge knows itself. */
const forwardedHeaders = (request: FastifyRequest, headers: Record<string, unknown>): Record<string, unknown> => ({
  ...Object.fromEntries(Object.entries(headers).filter(([header]) => !staysHere(header))),
  'x-forwarded-for': request.ip,
  'x-forwarded-proto': request.protocol,
  'x-forwarded-host': request.host,
  'x-request-id': request.id,
});

/** Whether an answer says that the process lets nobody in, and so has done nothing; what was read of it is put back. */
async function turnedAway({ statusCode, headers, stream }: Answer): Promise<{ readonly away: boolean; readonly body: Readable | Buffer }> {
  const problem = String(headers['content-type'] ?? '').startsWith('application/problem+json');
  if (statusCode !== 503 || !problem || Number(headers['content-length']) > longestProblemBytes) return { away: false, body: stream };
  const body = await kept(stream);
  try {
    return { away: (JSON.parse(body.toString()) as { readonly code?: unknown } | null)?.code === 'NOT_READY', body };
  } catch {
    return { away: false, body };
  }
}

function attempt(request: FastifyRequest, reply: FastifyReply, service: string, order: readonly Replica[]): void {
  const [replica, ...others] = order;
  if (!replica) return answerProblem(request, reply, new Rejected('NO_REPLICA', { service }, { retryAfterSeconds: 1 }));
  const { body } = request;
  const buffered = body === undefined || Buffer.isBuffer(body);
  // A read changes nothing, and a change with a key is done once however often it is asked.
  const repeatable = request.method === 'GET' || request.method === 'HEAD' || request.headers['idempotency-key'] !== undefined;
  const passOn = async (answer: Answer): Promise<void> => {
    try {
      const { away, body: said } = await turnedAway(answer);
      if (away) replica.healthy = false;
      if (!away || !buffered || others.length === 0) return void reply.send(said);
      for (const header of Object.keys(reply.getHeaders())) reply.removeHeader(header);
      attempt(request, reply, service, others);
    } catch (error) {
      reply.send(error);
    }
  };
  void reply.from(request.url.split('?')[0], {
    ...(Buffer.isBuffer(body) && body.length > 0 && { body, contentType: request.headers['content-type'] ?? 'application/octet-stream' }),
    getUpstream: () => replica.url,
    rewriteRequestHeaders: (_, headers) => forwardedHeaders(request, headers) as typeof headers,
    // Trying again is decided here, never on the strength of somebody's Retry-After.
    retryDelay: () => null,
    onResponse: (_, __, answer) => void passOn(answer as unknown as Answer),
    onError: (_, { error }) => {
      const { code, tooLarge } = causeOf(error);
      if (tooLarge) return answerProblem(request, reply, new Rejected('BODY_TOO_LARGE'));
      if (unsendable.has(code)) return answerProblem(request, reply, new Rejected('BAD_REQUEST'));
      if (brokenOff.has(code)) replica.healthy = false;
      const canRepeat = buffered && (repeatable || neverSent.has(code));
      if (canRepeat) return attempt(request, reply, service, others);
      answerProblem(
        request,
        reply,
        new Rejected(neverSent.has(code) ? 'NO_REPLICA' : 'ANSWER_LOST', { service }, { retryAfterSeconds: 1 }),
      );
    },
  });
}

export async function forwarding(edge: FastifyInstance, replicas: ReadonlyMap<string, Replicas>): Promise<void> {
  await edge.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { bodyLimit: longestBodyBytes }, async (request: FastifyRequest, stream: Readable) => {
      const length = lengthOf(request);
      return length !== undefined && length <= keptBodyBytes ? kept(stream) : bounded(stream);
    });
    await scope.register(replyFrom, {
      undici: {
        connections: connectionsPerReplica,
        pipelining: 1,
        headersTimeout: answerMs,
        bodyTimeout: 0,
        connect: { timeout: connectMs },
      },
      disableRequestLogging: true,
      retryMethods: [],
    });
    scope.all('/api/:service/*', (request, reply) => {
      const { service } = request.params as { service: string };
      const known = replicas.get(service);
      if (!known || !mayPass(request.url, service)) return answerProblem(request, reply, new Rejected('ROUTE_NOT_FOUND'));
      attempt(request, reply, service, known.inOrder());
      return reply;
    });
  });
}
