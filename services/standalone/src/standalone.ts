// All services in one process behind one port. Each keeps its own application, database and roles; only the process is shared.
import type { Type } from '@nestjs/common';
import type { ProcessControl } from '@libs/jobs';
import { createBusTables } from '@libs/messaging';
import { type Environment, Grants, type RunningService, migrateService, partsOf, startService } from '@libs/platform';
import type { FastifyInstance } from 'fastify';
import { type IncomingMessage, type RequestListener, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Client } from 'pg';
import { createFront } from '../../console/src/front';
import { mayPass, withoutClaims } from '../../console/src/forward';
import { signInOf } from '../../console/src/sign-in';
import type { Reach } from '../../sandbox/src/clock/reach';
import { startSandbox } from '../../sandbox/src/start-sandbox';
import { moduleOf } from './service-module';
import { freePortOf, issuerOf, strayOf, type PublicPlace } from './sign-in/place';
import { issuerPath, openSignIn, type SignIn } from './sign-in/sign-in';

export type StandaloneOptions = {
  /** What each service's environment has beyond the common one: its databases. */
  readonly services: Readonly<Record<string, Environment>>;
  readonly environment: Environment;
  readonly bus: { readonly DATABASE_URL: string; readonly MIGRATION_DATABASE_URL: string };
  readonly host: string;
  readonly port: number;
  /** `clock`: a rehearsal whose time is moved by hand. `outside`: only the outside world is played, at the time of the machine. */
  readonly sandbox: 'clock' | 'outside' | false;
  /** `demo`: people sign in here, with demo accounts. Otherwise an issuer elsewhere does it, or nobody. */
  readonly signIn?: 'demo' | undefined;
  /** Has whoever stands at the port until then leave it. */
  readonly makeWay?: (() => Promise<void>) | undefined;
};

export type Standalone = { readonly url: string; readonly services: readonly RunningService[]; stop(): Promise<void> };

async function prepareBus({ DATABASE_URL, MIGRATION_DATABASE_URL }: StandaloneOptions['bus']): Promise<void> {
  const client = new Client({ connectionString: MIGRATION_DATABASE_URL });
  await client.connect();
  try {
    await createBusTables(client, { appRole: decodeURIComponent(new URL(DATABASE_URL).username) });
  } finally {
    await client.end();
  }
}

/** A service or the sandbox: whatever answers below `/api/<name>/`. */
type Room = Pick<RunningService, 'routing' | 'close'>;
type Running = ReadonlyMap<string, Room>;

const pathOf = (request: IncomingMessage): string => request.url ?? '/';

/** What stands beside the services, once it is there. */
type Beside = { signIn?: SignIn };

const isForSignIn = (request: IncomingMessage): boolean => pathOf(request).startsWith(`${issuerPath}/`);

/** Which service a request is for: by the same rule as at the edge of the cluster. */
function roomFor(running: Running, request: IncomingMessage): Room | undefined {
  const name = /^\/api\/([a-z][a-z0-9-]*)\//.exec(pathOf(request))?.[1];
  return name !== undefined && mayPass(pathOf(request), name) ? running.get(name) : undefined;
}

/** On the loopback alone: where the services and the sandbox find one another, and the rooms that the public port does not show. */
async function openInternal(running: Running, beside: Beside): Promise<Server> {
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    if (beside.signIn && isForSignIn(request)) return beside.signIn.handle(request, response);
    const name = /^\/(?:internal|api)\/([a-z][a-z0-9-]*)\//.exec(pathOf(request))?.[1];
    const service = name === undefined ? undefined : running.get(name);
    if (service) return service.routing(request, response);
    response.writeHead(404).end();
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  return server;
}

const urlOf = (server: Server): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

/** The one server of this process: each request goes to the service that it is for, and what is for none to the front. */
export const dispatching = (rooms: Running, front: RequestListener, beside: Beside = {}): Server =>
  createServer((request, response) => {
    // The services believe whoever hands them a request; here that is anybody.
    withoutClaims(request);
    const { signIn } = beside;
    if (signIn && isForSignIn(request)) return signIn.handle(request, response);
    const home = signIn && strayOf(request, signIn.settings.issuer);
    if (home !== undefined) return void response.writeHead(307, { location: home }).end();
    const service = roomFor(rooms, request);
    if (service) service.routing(request, response);
    else front(request, response);
  });

async function openFront(
  running: ReadonlyMap<string, RunningService>,
  rooms: Running,
  { host, port }: PublicPlace,
  beside: Beside,
  environment: Environment,
): Promise<{ readonly front: FastifyInstance; readonly url: string }> {
  const front = await createFront({
    services: [...running.keys()],
    openApiOf: async (service) => (running.get(service) as RunningService).openapi(),
    ready: async () =>
      Object.fromEntries(
        await Promise.all(
          [...running].map(
            async ([name, { app }]) => [name, (await app.inject({ method: 'GET', url: '/ready' })).statusCode === 200] as const,
          ),
        ),
      ),
    serverFactory: (handler) => dispatching(rooms, handler, beside),
    signIn: beside.signIn ?? signInOf(environment),
  });
  const url = await front.listen({ host, port });
  return { front, url };
}

/** The sandbox speaks to the services of its own process without a way around the network. */
const within = (running: ReadonlyMap<string, RunningService>): Reach => ({
  process(id, url) {
    const control = (): ProcessControl => {
      const found = running.get(url.slice(url.lastIndexOf('/') + 1))?.control;
      if (!found) throw new Error('has not started yet');
      return found;
    };
    return {
      id,
      setClock: async (now) => control().setClock(now),
      fire: async () => control().fire(),
      reading: async () => control().reading(),
    };
  },
});

/** The sandbox in this process. */
async function openSandboxRooms(
  { environment, sandbox: mode }: StandaloneOptions,
  running: ReadonlyMap<string, RunningService>,
  rooms: Map<string, Room>,
  ends: (() => Promise<unknown>)[],
  internalUrl: string,
): Promise<Environment> {
  const clock = mode === 'outside' ? { SANDBOX_CLOCK: 'system' } : {};
  const sandbox = await startSandbox(
    { ...environment, ...clock, SANDBOX: '1', BANK_ANSWERS_URL: internalUrl },
    { listen: false, reach: within(running) },
  );
  ends.push(() => sandbox.close());
  rooms.set(sandbox.name, sandbox);
  const address = `${internalUrl}/api/sandbox`;
  return mode === 'outside' ? { OUTSIDE_URL: address } : { INTERNAL_URL: internalUrl, SANDBOX_URL: address };
}

/** The issuer's name is part of every token, so it is known before anything starts; its keys are fetched on the loopback, whatever it is called outside. */
const signInEnvironment = (issuer: string | undefined, internalUrl: string): Environment => ({
  LOCAL_TOKENS: '1',
  ...(issuer !== undefined && { ISSUER_URL: issuer, ISSUER_KEYS_URL: `${internalUrl}${issuerPath}/jwks` }),
});

async function openSignInBeside(
  beside: Beside,
  running: ReadonlyMap<string, RunningService>,
  issuer: string | undefined,
  internalUrl: string,
  { environment, signIn }: StandaloneOptions,
): Promise<void> {
  const grants = running.get('enrolment')?.app.get(Grants);
  if (issuer === undefined || !grants) return;
  beside.signIn = await openSignIn({ demo: signIn === 'demo', issuer, keysDir: environment['KEYS_DIR'] ?? '', grants, internalUrl });
}

export async function startStandalone(options: StandaloneOptions): Promise<Standalone> {
  const names = Object.keys(options.services);
  const modules = await Promise.all(names.map(async (name) => [name, await moduleOf(name)] as const));
  await prepareBus(options.bus);
  const place = { host: options.host, port: options.signIn ? await freePortOf(options) : options.port };
  const issuer = options.signIn && issuerOf(place, options.environment);
  const running = new Map<string, RunningService>();
  const rooms = new Map<string, Room>();
  const beside: Beside = {};
  const ends: (() => Promise<unknown>)[] = [];
  const stop = async (): Promise<void> => {
    for (const end of ends.splice(0).reverse()) await end();
  };
  try {
    const internal = await openInternal(rooms, beside);
    ends.push(async () => {
      internal.closeAllConnections();
      internal.close();
    });
    const sandboxEnvironment = options.sandbox ? await openSandboxRooms(options, running, rooms, ends, urlOf(internal)) : {};
    const environmentOf = (name: string): Environment => ({
      ...signInEnvironment(issuer, urlOf(internal)),
      ...options.environment,
      ...options.services[name],
      BUS_DATABASE_URL: options.bus.DATABASE_URL,
      NEIGHBOURS_URL: urlOf(internal),
      ...sandboxEnvironment,
    });
    await Promise.all(modules.map(([name, module]) => migrateService(partsOf(module), environmentOf(name))));
    ends.push(() => Promise.all([...running.values()].map((service) => service.close())));
    await startAll(modules, environmentOf, (service) => {
      running.set(service.name, service);
      rooms.set(service.name, service);
    });
    await openSignInBeside(beside, running, issuer, urlOf(internal), options);
    await options.makeWay?.();
    const { front, url } = await openFront(running, rooms, place, beside, options.environment);
    ends.push(() => front.close());
    return { url, services: [...running.values()], stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function startAll(
  modules: readonly (readonly [string, Type])[],
  environmentOf: (name: string) => Environment,
  started: (service: RunningService) => void,
): Promise<void> {
  const starting = modules.map(async ([name, module]) => started(await startService(module, environmentOf(name), { listen: false })));
  // All are waited for before one failure ends them all: what is half open cannot be closed.
  await Promise.allSettled(starting);
  await Promise.all(starting);
}
