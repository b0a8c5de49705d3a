// `npm run cluster`: real Kafka, Redis and PostgreSQL, several processes of each service, and the edge in front of them, on one machine.
import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { tellAddress } from './address.mjs';
import { Child } from './child.mjs';
import { holdFolder } from './hold.mjs';
import { canListen } from './processes.mjs';
import { Trouble, runUntilStopped, say, sayTrouble } from './say.mjs';
import { buildAll, root, withToolchain } from './toolchain.mjs';

/** Somebody pressed Ctrl-C while it started. */
class Stopped extends Error {}

const [lowestPort, portsAbove] = [15_000, 17_000];

/** Listened on only after a while, so none of those that the system meanwhile gives to outgoing connections, which begin at 32768. */
export async function standingPort() {
  for (;;) {
    const port = lowestPort + randomInt(portsAbove);
    if (await canListen(port)) return port;
  }
}

const entryOf = (service) => join(root, 'dist/services', service, 'src/main.js');

export async function startServers({ dataDir, fast, cache }, ends) {
  const { startKafka, startPostgres, startRedis } = await import('./servers.mjs');
  const { openSecrets } = await import('./prepare.mjs');
  const secret = openSecrets(dataDir);
  const starting = [
    startPostgres({ dataDir: join(dataDir, 'postgres'), password: secret('postgres'), fast, maxConnections: 400 }),
    startRedis({ dataDir: join(dataDir, 'redis'), fast }),
    startKafka({ dataDir: join(dataDir, 'kafka'), fast, cache }),
  ];
  for (const each of starting) each.then((server) => ends.unshift(server.stop)).catch(() => undefined);
  const settled = await Promise.allSettled(starting);
  const failed = settled.find(({ status }) => status === 'rejected');
  if (failed) throw failed.reason;
  const [postgres, redis, kafka] = settled.map(({ value }) => value);
  return { postgres, redis, kafka, secret };
}

export async function migrate(service, env) {
  const child = spawn(process.execPath, [entryOf(service), 'migrate'], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output = (output + text).slice(-3000)));
  const code = await new Promise((done) => child.once('close', done));
  if (code !== 0)
    throw new Trouble(`${service} 的数据库升级失败：\n${output.trim()}`, `The migrations of ${service} failed; their words are above.`);
}

const addressesOf = ({ postgres, redis, kafka }) => ({ brokers: kafka.brokers, redisUrl: redis.url, postgresUrl: postgres.url });

/**
 * @returns {Promise<{url: string, keysDir: string, environmentOf(service: string): Record<string, string>, brokers: string, redisUrl: string,
 *   postgresUrl: string, servers: {postgres: {pid: number}, redis: {pid: number}, kafka: {pid: number}}, processes: Child[], stop(): Promise<void>}>}
 */
export async function startCluster({
  dataDir,
  replicas = 2,
  port,
  host = '127.0.0.1',
  sandbox = false,
  fast = false,
  logLevel = 'info',
  cache,
  stopping = () => false,
}) {
  const { ensureKeys, prepareDatabases } = await import('./prepare.mjs');
  const { serviceNames } = await import('./services.mjs');
  const services = serviceNames();
  const ends = [];
  let ending;
  const stop = () => (ending ??= endAll(ends));
  try {
    ends.push(holdFolder(dataDir));
    const logs = join(dataDir, 'logs');
    mkdirSync(logs, { recursive: true });
    say('starting PostgreSQL, Redis and Kafka 正在启动 PostgreSQL、Redis 和 Kafka …');
    const { postgres, redis, kafka, secret } = await startServers({ dataDir, fast, cache }, ends);
    if (stopping()) throw new Stopped();
    const databases = await prepareDatabases(postgres.url, services, secret);
    const keysDir = ensureKeys(join(dataDir, 'keys'), services);
    const sandboxPort = sandbox ? await standingPort() : undefined;
    const edgePort = port || (await standingPort());
    const neighbours = `http://${host}:${edgePort}`;
    const environmentOf = environments({ databases, kafka, redis, keysDir, logLevel, sandboxPort, neighbours });
    say(`migrating ${services.join(', ')} 正在升级各服务的数据库 …`);
    await Promise.all(services.map((service) => migrate(service, environmentOf(service))));
    if (stopping()) throw new Stopped();
    const { processes, edge } = await startProcesses({ services, replicas, environmentOf, sandboxPort, logs, host, edgePort }, ends);
    const servers = { postgres, redis, kafka };
    const url = `http://${host}:${edge.port}`;
    return { url, keysDir, environmentOf, ...addressesOf(servers), servers, processes, edge, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** What each service is told; `more` is the same for all. */
export const environments =
  ({ databases, kafka, redis, keysDir, logLevel, sandboxPort, neighbours, more = {} }) =>
  (service) => ({
    ...cleanEnvironment(),
    ...databases[service],
    MESSAGING: 'kafka',
    KAFKA_BROKERS: kafka.brokers,
    WAKER: 'bull',
    REDIS_URL: redis.url,
    KEYS_DIR: keysDir,
    HOST: '127.0.0.1',
    LOG_LEVEL: logLevel,
    NEIGHBOURS_URL: neighbours,
    ...(sandboxPort && { SANDBOX_URL: `http://127.0.0.1:${sandboxPort}/api/sandbox` }),
    ...more,
  });

// What the terminal happens to have set must not reach a service under one of our names.
function cleanEnvironment() {
  const { DATABASE_URL, MIGRATION_DATABASE_URL, BUS_DATABASE_URL, PORT, SANDBOX_URL, INTERNAL_URL, NODE_OPTIONS, ...rest } = process.env;
  return rest;
}

export async function startProcesses({ services, replicas, environmentOf, sandboxPort, logs, host, edgePort }, ends) {
  const wanted = services.flatMap((service) => Array.from({ length: replicas }, (_, place) => ({ service, replica: place + 1 })));
  if (sandboxPort) wanted.unshift({ service: 'sandbox', replica: 1, port: sandboxPort });
  const processes = [];
  for (const each of wanted) {
    const own = each.port ?? (await standingPort());
    processes.push(
      new Child({
        ...each,
        port: own,
        entry: entryOf(each.service),
        folder: logs,
        env: {
          ...environmentOf(each.service),
          PORT: String(own),
          ...(each.service === 'sandbox' && { SANDBOX: '1', BANK_ANSWERS_URL: environmentOf('sandbox').NEIGHBOURS_URL }),
        },
      }),
    );
  }
  const addresses = Map.groupBy(processes, ({ service }) => service);
  const upstreams = [...addresses].map(([service, each]) => `${service}=${each.map(({ url }) => url).join(',')}`).join(';');
  const edge = new Child({
    service: 'console',
    replica: 1,
    port: edgePort,
    entry: entryOf('console'),
    folder: logs,
    env: { ...cleanEnvironment(), UPSTREAMS: upstreams, HOST: host, PORT: String(edgePort) },
  });
  say(`starting ${processes.length} processes of ${services.length} services, and the edge 正在启动各服务进程 …`);
  // Stopped in the order of a request: the edge, then the services, then what they rely on.
  ends.unshift(() => Promise.all(processes.filter(({ service }) => service === 'sandbox').map((each) => each.stop())));
  ends.unshift(() => Promise.all(processes.filter(({ service }) => service !== 'sandbox').map((each) => each.stop())));
  ends.unshift(() => edge.stop());
  for (const each of [...processes, edge]) await each.stopEarlier();
  const sandbox = processes.find(({ service }) => service === 'sandbox');
  sandbox?.launch();
  await sandbox?.ready();
  await launchAll([edge, ...processes.filter((each) => each !== sandbox)]);
  return { processes, edge };
}

// To start is to compute: more at once than the machine has processors would only keep one another waiting.
async function launchAll(children) {
  const left = [...children];
  const launchNext = async () => {
    for (let next = left.shift(); next; next = left.shift()) {
      next.launch();
      await next.ready();
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() + 1 }, launchNext));
}

export async function endAll(ends) {
  const failures = [];
  for (const end of ends) {
    try {
      await end();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
}

function printTable({ servers, processes, edge, url }) {
  const rows = [
    ['PostgreSQL', servers.postgres.pid, `127.0.0.1:${servers.postgres.port}`],
    ['Redis', servers.redis.pid, `127.0.0.1:${servers.redis.port}`],
    ['Kafka', servers.kafka.pid, servers.kafka.brokers],
    ...processes.map(({ name, pid, port }) => [name, pid, `127.0.0.1:${port}`]),
    ['console (edge)', edge.pid, url.replace('http://', '')],
  ];
  for (const [name, pid, address] of [['process', 'pid', 'address'], ...rows])
    console.log(`  ${name.padEnd(22)}${String(pid).padEnd(10)}${address}`);
}

async function main({ onStop, stop, stopping }) {
  const { values } = parseArgs({
    options: {
      replicas: { type: 'string', default: '2' },
      sandbox: { type: 'boolean', default: false },
      port: { type: 'string', default: process.env.PORT || '8080' },
      data: { type: 'string', default: join(root, '.data/cluster') },
    },
  });
  const [replicas, port] = [Number(values.replicas), Number(values.port)];
  if (!(replicas >= 1 && replicas <= 20)) throw new Trouble('--replicas 应为 1 到 20。', '--replicas must be 1 to 20.');
  if (!(await canListen(port)))
    throw new Trouble(
      `端口 ${port} 已被占用，请换一个：PORT=8081 npm run cluster。`,
      `Port ${port} is in use; take another: PORT=8081 npm run cluster.`,
    );
  await buildAll();
  const cluster = await startCluster({ dataDir: resolve(values.data), replicas, port, sandbox: values.sandbox, stopping });
  onStop(cluster.stop);
  onStop(tellAddress(resolve(values.data), cluster.url));
  for (const [name, { exited }] of Object.entries(cluster.servers)) {
    void exited.then(() => {
      if (stopping()) return;
      sayTrouble(
        new Trouble(
          `${name} 意外停止；数据和日志在 ${values.data}。`,
          `${name} stopped unexpectedly; its data and log are in ${values.data}.`,
        ),
      );
      void stop(undefined, 1);
    });
  }
  printTable(cluster);
  say(`Xunbu (cluster) is ready at ${cluster.url} 训补集群已就绪`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    await withToolchain(fileURLToPath(import.meta.url));
    await runUntilStopped(main, { name: 'cluster' });
  } catch (error) {
    sayTrouble(error);
    process.exit(1);
  }
}
