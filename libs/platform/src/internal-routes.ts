// What other processes of the installation ask of this one: never through the public edge, which forwards /api/ alone.
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { Health } from './health';
import type { Metrics } from './metrics';
import type { OpenApi } from './open-api';
import { Rejected } from './problem';
import type { Work } from './work';

type Internals = {
  readonly name: string;
  readonly document: OpenApi;
  readonly work: Work;
  readonly metrics: Metrics;
  readonly sandbox: boolean;
};

const always = { config: { always: true, rateLimit: false } } as const;

function serveControl(fastify: FastifyInstance, { name, work }: Internals): void {
  const control = () => {
    if (work.control) return work.control;
    throw new Rejected('NOT_FOUND');
  };
  fastify.post(`/internal/${name}/clock`, always, async (request) => {
    const { now } = (request.body ?? {}) as { readonly now?: unknown };
    if (typeof now !== 'string' || Number.isNaN(Date.parse(now))) throw new Rejected('BAD_REQUEST');
    await control().setClock(now);
    return {};
  });
  fastify.post(`/internal/${name}/fire`, always, async () => {
    await control().fire();
    return {};
  });
  fastify.get(`/internal/${name}/reading`, always, () => control().reading());
}

export function serveInternals(app: NestFastifyApplication, internals: Internals): void {
  const fastify = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  const { name, document, metrics, sandbox } = internals;
  const health = app.get(Health);
  fastify.get('/live', always, async () => ({ status: 'live' }));
  fastify.get('/ready', always, async (_request: FastifyRequest, reply: FastifyReply) => {
    const reading = await health.reading();
    return reply.code(reading.status === 'ready' ? 200 : 503).send(reading);
  });
  fastify.get('/metrics', always, async (_request: FastifyRequest, reply: FastifyReply) =>
    reply.type(metrics.registry.contentType).send(await metrics.read()),
  );
  fastify.get(`/api/${name}/openapi.json`, { config: { always: true } }, async () => document);
  if (sandbox) serveControl(fastify, internals);
}
