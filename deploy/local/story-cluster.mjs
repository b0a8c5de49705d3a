// Stories on the cluster: Kafka, Redis and PostgreSQL once a run; for each story its own databases, topics, queues and processes, one of each service.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { endAll, environments, migrate, startProcesses, startServers } from './cluster.mjs';
import { ensureKeys, prepareDatabases } from './prepare.mjs';
import { freePort } from './processes.mjs';
import { serviceNames } from './services.mjs';
import { commonEnvironment, Databases, superuser } from './story-ground.mjs';
import { root } from './toolchain.mjs';

const host = '127.0.0.1';

export async function clusterGround(folder, onStop) {
  mkdirSync(folder, { recursive: true });
  const services = serviceNames();
  const ends = [];
  onStop(() => endAll(ends));
  // What is fetched once serves every later run.
  const { postgres, redis, kafka, secret } = await startServers({ dataDir: folder, fast: true, cache: join(root, '.cache') }, ends);
  const keysDir = ensureKeys(join(folder, 'keys'), services);
  const templates = await prepareDatabases(postgres.url, services, secret);
  const common = { kafka, redis, keysDir, logLevel: process.env.LOG_LEVEL || 'warn' };
  const environmentOf = environments({ ...common, databases: templates, more: commonEnvironment(folder) });
  await Promise.all(services.map((service) => migrate(service, environmentOf(service))));
  const databases = new Databases(await superuser(postgres.url, onStop), templates);
  let played = 0;
  return {
    services,
    keysDir,
    async open(startsAt) {
      played += 1;
      const { urls, drop } = await databases.take();
      const own = { ...commonEnvironment(folder), NAMESPACE: `story${played}`, SANDBOX_STARTS_AT: startsAt };
      const system = { ...common, services, databases: urls, logs: join(folder, 'logs', `story${played}`), more: own };
      const running = await startSystem(system).catch(() => startSystem(system));
      databases.prepareNext();
      return {
        url: running.url,
        services,
        async stop() {
          await running.stop();
          await drop();
        },
      };
    },
  };
}

// On a busy machine a process may give up on its database while eight of them start; the second time there is less to read from disk.
async function startSystem({ services, logs, ...given }) {
  mkdirSync(logs, { recursive: true });
  const ends = [];
  const [sandboxPort, edgePort] = [await freePort(), await freePort()];
  const environmentOf = environments({ ...given, sandboxPort, neighbours: `http://${host}:${edgePort}` });
  try {
    const { edge } = await startProcesses({ services, replicas: 1, environmentOf, sandboxPort, logs, host, edgePort }, ends);
    return { url: `http://${host}:${edge.port}`, stop: () => endAll(ends) };
  } catch (error) {
    await endAll(ends);
    throw error;
  }
}
