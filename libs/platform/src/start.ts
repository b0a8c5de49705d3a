// Brings one service up: everything is made and checked before anybody is let in.
import { type DynamicModule, Module, type Type } from '@nestjs/common';
import { ModulesContainer, NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { MembershipProof, SandboxClock, SandboxMembership } from '@libs/jobs';
import { Clock } from '@libs/kernel';
import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { Pool } from 'pg';
import type { DestinationStream } from 'pino';
import { DataSource } from 'typeorm';
import { BootError, Configuration, type Environment, readConfiguration } from './configuration';
import { Edge, createAdapter, fitEdge } from './edge';
import { Guard } from './guard';
import { InFlight } from './in-flight';
import { serveInternals } from './internal-routes';
import { Log, NestLog } from './log';
import { Logs } from './logs';
import { Metrics } from './metrics';
import { openApiOf, type OpenApi } from './open-api';
import { Observer } from './observer';
import { Parts } from './parts';
import { ProblemFilter } from './problem-filter';
import { waitNoLonger } from './resources';
import { RouteTable } from './route-table';
import { type Route, checkRoutes, routesOf } from './routes';
import { RunningService } from './running-service';
import { Tokens } from './tokens';
import { startTracing } from './tracing';
import { ValidatedPipe } from './validation';
import { Witness } from './witness';
import { Work } from './work';

@Module({})
class Root {}

@Module({})
class Platform {}

type Frame = { readonly configuration: Configuration; readonly log: Log; readonly metrics: Metrics; readonly edge: Edge };

/** The parts of the service that a module was made of. */
export function partsOf(module: Type): Parts {
  const providers = (Reflect.getMetadata('providers', module) ?? []) as readonly {
    readonly provide?: unknown;
    readonly useValue?: unknown;
  }[];
  const found = providers.find(({ provide }) => provide === Parts)?.useValue;
  if (found instanceof Parts) return found;
  throw new BootError(`${module.name} is not made by @Module(service({…})).`);
}

function frameOf(name: string, environment: Environment, logTo: DestinationStream | undefined): Frame {
  const configuration = readConfiguration(environment);
  const log = new Log(name, configuration.LOG_LEVEL, logTo);
  const metrics = new Metrics(name);
  const routes = new RouteTable();
  const edge = new Edge(
    name,
    configuration,
    log,
    metrics,
    new Tokens(configuration),
    routes,
    new InFlight(),
    new ProblemFilter(log, routes),
  );
  return { configuration, log, metrics, edge };
}

/** What the platform gives to every class of the service, made for this one application. */
const platformFor = ({ configuration, log, metrics, edge }: Frame): DynamicModule => {
  const given = [
    { provide: Configuration, useValue: configuration },
    { provide: Log, useValue: log },
    { provide: Metrics, useValue: metrics },
    { provide: Observer, useValue: new Observer(log, metrics) },
    { provide: InFlight, useValue: edge.inFlight },
    { provide: Edge, useValue: edge },
  ];
  return { module: Platform, global: true, providers: given, exports: given };
};

async function create(module: Type, frame: Frame, prefix: string): Promise<NestFastifyApplication> {
  const root: DynamicModule = { module: Root, imports: [platformFor(frame), module] };
  const { edge, configuration, log } = frame;
  const app = await NestFactory.create<NestFastifyApplication>(root, createAdapter(configuration, edge.problems), {
    bodyParser: false,
    abortOnError: false,
    // What keeps a process from starting is told once, by whoever starts it.
    logger: false,
  });
  app.useLogger(new NestLog(log));
  app.setGlobalPrefix(prefix);
  app.useGlobalFilters(edge.problems);
  app.useGlobalGuards(new Guard());
  app.useGlobalPipes(new ValidatedPipe());
  return app;
}

async function join(
  name: string,
  { configuration, log }: Frame,
  clock: Clock,
  logs: Logs,
  ownUrl: string | undefined,
): Promise<SandboxMembership | undefined> {
  if (configuration.SANDBOX_URL === undefined || !(clock instanceof SandboxClock)) return undefined;
  const base = configuration.INTERNAL_URL ?? ownUrl;
  if (base === undefined)
    throw new BootError('INTERNAL_URL must say where the sandbox reaches this process, as it does not listen itself.');
  // A sandbox that was started anew goes on from where its processes stand, so that no fact is recorded before one that is there already.
  clock.set((await logs.lastRecordedAt()) ?? clock.now());
  const membership = new SandboxMembership({
    sandboxUrl: configuration.SANDBOX_URL,
    id: `${name}-${randomUUID()}`,
    url: `${base.replace(/\/$/, '')}/internal/${name}`,
    clock,
    proof: MembershipProof.of(configuration.KEYS_DIR),
    onSilence: (why) => log.warn('the sandbox does not answer', { error: why }),
  });
  await membership.start();
  return membership;
}

/** Where it does not listen itself, another server hands it requests; its log goes to standard output unless told otherwise. */
export type StartOptions = { readonly listen: boolean; readonly logTo?: DestinationStream };

/** Starts a service in this process. Several may run beside one another, each with its own environment. */
export async function startService(module: Type, environment: Environment, { listen, logTo }: StartOptions): Promise<RunningService> {
  const { name } = partsOf(module).of;
  const frame = frameOf(name, environment, logTo);
  startTracing(name, { endpoint: frame.configuration.OTEL_EXPORTER_OTLP_ENDPOINT });
  const app = await create(module, frame, `/api/${name}`);
  try {
    return await open(module, name, app, frame, listen);
  } catch (error) {
    await new RunningService(name, app, undefined, openApiOf(name, []), { shutdownMs: 1_000, membership: undefined }).close();
    throw error;
  }
}

const documents = new WeakMap<Type, OpenApi>();

/** Made of the classes alone, so that a service that is started twice in a process describes itself once. */
function documentOf(module: Type, name: string, routes: readonly Route[]): OpenApi {
  const document = documents.get(module) ?? openApiOf(name, routes);
  documents.set(module, document);
  return document;
}

async function open(module: Type, name: string, app: NestFastifyApplication, frame: Frame, listen: boolean): Promise<RunningService> {
  const { configuration, edge } = frame;
  const routes = routesOf(app.get(ModulesContainer));
  checkRoutes(routes);
  const work = app.get(Work);
  work.prepare();
  await fitEdge(app, edge);
  const document = documentOf(module, name, routes);
  serveInternals(app, { name, document, work, metrics: frame.metrics, sandbox: configuration.SANDBOX_URL !== undefined });
  await app.init();
  await (app.getHttpAdapter().getInstance() as unknown as FastifyInstance).ready();
  const url = listen ? await listenOn(app, configuration) : undefined;
  const membership = await join(name, frame, app.get<Clock>(Clock), app.get(Logs), url);
  await app.get(Witness).checkNotBehind();
  await work.start();
  waitNoLonger(app.get(Pool), app.get(DataSource));
  edge.inFlight.open = true;
  return new RunningService(name, app, url, document, { shutdownMs: configuration.SHUTDOWN_MS, membership });
}

async function listenOn(app: NestFastifyApplication, { HOST, PORT }: Configuration): Promise<string> {
  try {
    await app.listen(PORT, HOST);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE')
      throw new BootError(`Port ${PORT} of ${HOST} is in use; set PORT to another one.`);
    throw error;
  }
  const address = app.getHttpServer().address() as { readonly port: number };
  return `http://${HOST.includes(':') ? `[${HOST}]` : HOST}:${address.port}`;
}
