import { flushTraces } from './tracing';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { ProcessControl, SandboxMembership } from '@libs/jobs';
import { Transport } from '@libs/messaging';
import { Pool } from 'pg';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { DataSource } from 'typeorm';
import { InFlight } from './in-flight';
import { Log } from './log';
import { Logs } from './logs';
import type { OpenApi } from './open-api';
import { Work } from './work';

type Step = readonly [what: string, action: () => Promise<unknown>];

/** A service that has started: what tests, standalone and `main.ts` hold of it. */
export class RunningService {
  #closing: Promise<void> | undefined;

  constructor(
    readonly name: string,
    readonly app: NestFastifyApplication,
    /** Where it listens, if it does. */
    readonly url: string | undefined,
    private readonly document: OpenApi,
    private readonly limits: { readonly shutdownMs: number; readonly membership: SandboxMembership | undefined },
  ) {}

  /** Answers a request that another server has accepted. */
  readonly routing = (request: IncomingMessage, response: ServerResponse): void =>
    (this.app.getHttpAdapter().getInstance() as unknown as FastifyInstance).routing(request, response);

  /** Where the time is moved by hand, what moves it here. */
  get control(): ProcessControl | undefined {
    return this.app.get(Work).control;
  }

  openapi(): OpenApi {
    return this.document;
  }

  /** Drains and ends everything, within a bounded time; may be called again. */
  close(): Promise<void> {
    return (this.#closing ??= this.#close());
  }

  async #close(): Promise<void> {
    const { app } = this;
    const log = app.get(Log);
    const stop: readonly Step[] = [
      ['requests', () => app.get(InFlight).drain()],
      ['work', () => app.get(Work).stop()],
      ['sandbox', async () => this.limits.membership?.stop()],
      ['server', () => app.close()],
      ['logs', () => app.get(Logs).close()],
      ['transport', () => app.get<Transport>(Transport).close()],
      ['database', () => Promise.all([app.get(Pool).end(), app.get(DataSource).destroy()])],
      ['traces', flushTraces],
    ];
    const until = performance.now() + this.limits.shutdownMs;
    for (const [what, action] of stop) await this.#within(Math.max(minimumMs, until - performance.now()), what, action, log);
  }

  // Whatever does not end in time is left to the end of the process; what was committed is safe by then.
  async #within(ms: number, what: string, action: () => Promise<unknown>, log: Log): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<'late'>((resolve) => (timer = setTimeout(() => resolve('late'), ms)));
    try {
      if ((await Promise.race([action(), late])) === 'late') log.warn('did not end in time', { kind: what });
    } catch (error) {
      log.warn('did not end well', { kind: what, error });
    } finally {
      clearTimeout(timer);
    }
  }
}
const minimumMs = 250;
