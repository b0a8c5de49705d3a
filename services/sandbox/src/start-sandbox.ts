import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { type Environment, Log } from '@libs/platform';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerOf } from './answer';
import { overHttp, type Reach } from './clock/reach';
import { SandboxModule } from './sandbox.module';
import { settingsOf } from './settings';

// A bank takes files of many thousand orders.
const longestBody = 64 * 1_024 * 1_024;

@Catch()
class Problems implements ExceptionFilter {
  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const { status, headers, problem } = answerOf(error, http.getRequest<FastifyRequest>());
    void http.getResponse<FastifyReply>().code(status).headers(headers).send(JSON.stringify(problem));
  }
}

/** A sandbox that has started, for `main.ts`, for standalone and for tests. */
export class RunningSandbox {
  readonly name = 'sandbox';

  constructor(
    readonly app: NestFastifyApplication,
    /** Where it listens, if it does. */
    readonly url: string | undefined,
  ) {}

  /** Answers a request that another server has accepted. */
  readonly routing = (request: IncomingMessage, response: ServerResponse): void =>
    (this.app.getHttpAdapter().getInstance() as unknown as FastifyInstance).routing(request, response);

  close(): Promise<void> {
    return this.app.close();
  }
}

/** Where it does not listen itself, another server hands it requests. */
export type StartOptions = { readonly listen: boolean; readonly reach?: Reach };

/** Starts the sandbox in this process; refuses where `SANDBOX=1` is not set. */
export async function startSandbox(environment: Environment, { listen, reach = overHttp }: StartOptions): Promise<RunningSandbox> {
  const log = new Log('sandbox', 'info');
  const dropped = (id: string, why: string) => log.warn('dropped a silent process', { message: id, reason: why });
  const module = SandboxModule.of(settingsOf(environment), dropped, reach);
  const adapter = new FastifyAdapter({ forceCloseConnections: true, bodyLimit: longestBody });
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, { logger: false, abortOnError: false });
  app.setGlobalPrefix('/api/sandbox');
  app.useGlobalFilters(new Problems());
  const fastify = app.getHttpAdapter().getInstance() as unknown as FastifyInstance;
  for (const probe of ['/live', '/ready']) fastify.get(probe, async () => ({ status: probe.slice(1) }));
  await app.init();
  await fastify.ready();
  if (!listen) return new RunningSandbox(app, undefined);
  await app.listen(Number(environment['PORT'] ?? '0'), environment['HOST'] ?? '127.0.0.1');
  return new RunningSandbox(app, await app.getUrl());
}
