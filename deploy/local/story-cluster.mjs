// Stories on the cluster: Kafka, Redis and PostgreSQL once a run; for each story its own databases, topics, queues and processes, one of each service
// unless more are asked for.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { endAll, environments, migrate, standingPort, startProcesses, startServers } from './cluster.mjs';
import { ensureKeys, prepareDatabases } from './prepare.mjs';
import { serviceNames } from './services.mjs';
import { commonEnvironment, Databases, superuser } from './story-ground.mjs';
import { root } from './toolchain.mjs';

const host = '127.0.0.1';

export async function clusterGround(folder, onStop, { cache = join(root, '.cache') } = {}) {
  mkdirSync(folder, { recursive: true });
  const services = serviceNames();
  const ends = [];
  onStop(() => endAll(ends));
  // What is fetched once serves every later run.
  const { postgres, redis, kafka, secret } = await startServers({ dataDir: folder, fast: true, cache }, ends);
  const keysDir = ensureKeys(join(folder, 'keys'), services);
  const templates = await prepareDatabases(postgres.url, services, secret);
  const common = { kafka, redis, keysDir, logLevel: process.env.LOG_LEVEL || 'warn' };
  // What the migrations have compiled need not be compiled again by each process of each story.
  const shared = { ...commonEnvironment(folder), NODE_COMPILE_CACHE: join(folder, 'compiled') };
  const environmentOf = environments({ ...common, databases: templates, more: shared });
  await Promise.all(services.map((service) => migrate(service, environmentOf(service))));
  const databases = new Databases(await superuser(postgres.url, onStop), templates);
  let played = 0;
  return {
    services,
    keysDir,
    async open(startsAt, { replicas = 1 } = {}) {
      played += 1;
      const { urls, drop } = await databases.take();
      const own = { ...shared, NAMESPACE: `story${played}`, SANDBOX_STARTS_AT: startsAt };
      const system = { ...common, services, replicas, databases: urls, logs: join(folder, 'logs', `story${played}`), more: own };
      const running = await startSystem(system);
      databases.prepareNext();
      return {
        url: running.url,
        services,
        processes: running.processes,
        async stop() {
          await running.stop();
          await drop();
        },
      };
    },
  };
}

async function startSystem({ services, replicas, logs, ...given }) {
  mkdirSync(logs, { recursive: true });
  const ends = [];
  const [sandboxPort, edgePort] = [await standingPort(), await standingPort()];
  const environmentOf = environments({ ...given, sandboxPort, neighbours: `http://${host}:${edgePort}` });
  try {
    const { edge, processes } = await startProcesses({ services, replicas, environmentOf, sandboxPort, logs, host, edgePort }, ends);
    return { url: `http://${host}:${edge.port}`, processes, stop: () => endAll(ends) };
  } catch (error) {
    await endAll(ends);
    throw error;
  }
}
