// Apache Kafka without Docker: its Maven artefacts in .cache/, run by the machine's Java as one KRaft node that is broker and controller.
import { execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Trouble, runUntilStopped, say } from './say.mjs';
import { answers, freePort, startServer, stopLeftOver, stopPid, tailOf, until } from './processes.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));

// Pinned: with a range, Maven may pick a release whose last artefact is not published yet.
export const kafkaVersion = '4.3.1';
const slf4jVersion = '1.7.36';
const copyPlugin = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies';

const pom = `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>xunbu</groupId><artifactId>kafka</artifactId><version>1</version>
  <dependencies>
    <dependency><groupId>org.apache.kafka</groupId><artifactId>kafka_2.13</artifactId><version>${kafkaVersion}</version></dependency>
    <dependency><groupId>org.slf4j</groupId><artifactId>slf4j-simple</artifactId><version>${slf4jVersion}</version></dependency>
  </dependencies>
</project>
`;

function requireTool(command, args, zh, en) {
  try {
    return execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (error) {
    if (error.code === 'ENOENT') throw new Trouble(zh, en);
    throw error;
  }
}

function requireJava() {
  requireTool(
    'java',
    ['-version'],
    '找不到 Java（17 或更高）。Kafka 需要它：apt-get install openjdk-17-jre-headless。',
    'Java (17 or newer) is missing; Kafka needs it: apt-get install openjdk-17-jre-headless.',
  );
}

/** Brings Kafka's jars into .cache/ once; a folder without its marker is an interrupted download and is made anew. */
export async function provisionKafka(cache = join(root, '.cache')) {
  requireJava();
  const folder = join(cache, `kafka-${kafkaVersion}`);
  const marker = join(folder, 'complete');
  if (existsSync(marker)) return folder;
  requireTool(
    'mvn',
    ['--version'],
    `找不到 Maven，无法下载 Kafka ${kafkaVersion}：apt-get install maven。`,
    `Maven is missing, so Kafka ${kafkaVersion} cannot be downloaded: apt-get install maven.`,
  );
  say(`downloading Apache Kafka ${kafkaVersion} with Maven into ${folder} 正在下载 Kafka …`);
  const working = `${folder}.${process.pid}`;
  rmSync(working, { recursive: true, force: true });
  mkdirSync(working, { recursive: true });
  writeFileSync(join(working, 'pom.xml'), pom);
  await runMaven(working);
  const jars = readdirSync(join(working, 'lib')).length;
  writeFileSync(join(working, 'complete'), `${jars} jars\n`);
  rmSync(folder, { recursive: true, force: true });
  renameSync(working, folder);
  say(`Apache Kafka ${kafkaVersion} is there (${jars} jars)`);
  return folder;
}

async function runMaven(folder) {
  const args = ['-B', '-q', '-f', 'pom.xml', copyPlugin, `-DoutputDirectory=${join(folder, 'lib')}`, '-DincludeScope=runtime'];
  const maven = spawn('mvn', args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [maven.stdout, maven.stderr]) stream.on('data', (text) => (output = (output + text).slice(-4000)));
  const code = await new Promise((resolve) => maven.once('close', resolve));
  if (code === 0) return;
  rmSync(folder, { recursive: true, force: true });
  const last = output.trim().split('\n').slice(0, 4).join('\n  ');
  throw new Trouble(
    `Maven 未能下载 Kafka，请检查网络或 Maven 设置：\n  ${last}`,
    'Maven could not download Kafka; check the network or the Maven settings.',
  );
}

const properties = ({ dataDir, port, controllerPort, fast }) => `
process.roles=broker,controller
node.id=1
controller.quorum.bootstrap.servers=127.0.0.1:${controllerPort}
controller.listener.names=CONTROLLER
listeners=PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}
advertised.listeners=PLAINTEXT://127.0.0.1:${port}
log.dirs=${join(dataDir, 'log')}
auto.create.topics.enable=false
num.partitions=6
default.replication.factor=1
min.insync.replicas=1
offsets.topic.replication.factor=1
offsets.topic.num.partitions=4
transaction.state.log.replication.factor=1
transaction.state.log.min.isr=1
transaction.state.log.num.partitions=2
share.coordinator.state.topic.replication.factor=1
share.coordinator.state.topic.min.isr=1
share.coordinator.state.topic.num.partitions=1
group.initial.rebalance.delay.ms=0
group.min.session.timeout.ms=1000
log.cleaner.dedupe.buffer.size=16777216
log.segment.bytes=${fast ? 16777216 : 134217728}
log.index.size.max.bytes=1048576
num.network.threads=2
num.io.threads=4
background.threads=2
controlled.shutdown.enable=true
`;

const java = (folder, heap, mainClass, args) => [
  `-Xmx${heap}`,
  '-Xms128m',
  '-XX:+UseSerialGC',
  '-XX:TieredStopAtLevel=1',
  '-Djava.awt.headless=true',
  '-Dorg.slf4j.simpleLogger.defaultLogLevel=warn',
  '-Dorg.slf4j.simpleLogger.showDateTime=true',
  '-Dorg.slf4j.simpleLogger.log.org.apache.kafka.common.utils.AppInfoParser=error',
  '-cp',
  join(folder, 'lib', '*'),
  mainClass,
  ...args,
];

function format(folder, config, dataDir) {
  if (existsSync(join(dataDir, 'log', 'meta.properties'))) return;
  // Kafka's tool takes a name that begins with a hyphen for an option, and its own names never do.
  const clusterId = randomBytes(16).toString('base64url').replace(/^-/, 'x');
  try {
    execFileSync('java', java(folder, '256m', 'kafka.tools.StorageTool', ['format', '--standalone', '-t', clusterId, '-c', config]), {
      stdio: 'pipe',
    });
  } catch (error) {
    throw new Trouble(
      `Kafka 的数据文件夹 ${dataDir} 无法初始化：${String(error.stderr).trim().slice(-600)}`,
      `Kafka's data folder ${dataDir} could not be formatted.`,
    );
  }
}

/**
 * One broker on the loopback. `dataDir` is its own folder; what an earlier run left running in it is stopped first.
 * @returns {Promise<{brokers: string, port: number, pid: number, exited: Promise<unknown>, stop(): Promise<void>}>}
 */
export async function startKafka({ dataDir, port, fast = false, heap = '512m', cache }) {
  const folder = await provisionKafka(cache);
  mkdirSync(dataDir, { recursive: true });
  const pidFile = join(dataDir, 'kafka.pid');
  const config = join(dataDir, 'server.properties');
  const logFile = join(dataDir, 'kafka.log');
  await stopLeftOver(pidFile, ({ command }) => command.includes('kafka.Kafka') && command.includes(config), { withinMilliseconds: 20_000 });
  const ownPort = port ?? (await freePort());
  const controllerPort = await controllerPortOf(config);
  writeFileSync(config, properties({ dataDir, port: ownPort, controllerPort, fast }));
  format(folder, config, dataDir);
  rmSync(logFile, { force: true });
  const server = startServer('java', java(folder, heap, 'kafka.Kafka', [config]), { logFile, pidFile });
  const up = await until(async () => server.ended() || (await answers(ownPort)), 60_000, 100);
  if (!up || server.ended()) {
    if (server.pid) await stopPid(server.pid);
    throw new Trouble(
      `Kafka 未能启动，日志 ${logFile} 的末尾：\n${tailOf(logFile)}`,
      `Kafka did not start; the end of its log ${logFile} is above.`,
    );
  }
  return {
    brokers: `127.0.0.1:${ownPort}`,
    port: ownPort,
    pid: server.pid,
    exited: server.exited,
    async stop() {
      await stopPid(server.pid, { withinMilliseconds: 15_000 });
      rmSync(pidFile, { force: true });
    },
  };
}

// The voters of the quorum are written into the log when it is formatted: the controller's port stays what it was then.
async function controllerPortOf(config) {
  const known = existsSync(config) && /CONTROLLER:\/\/127\.0\.0\.1:(\d+)/.exec(readFileSync(config, 'utf8'))?.[1];
  return known ? Number(known) : freePort();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await runUntilStopped(
    async ({ onStop }) => {
      const [command = 'provision', port = '9092', dataDir = join(root, '.data/kafka')] = process.argv.slice(2);
      if (command === 'provision') return void say(`Kafka is in ${await provisionKafka()}`);
      const kafka = await startKafka({ dataDir, port: Number(port) });
      onStop(kafka.stop);
      say(`Kafka listens on ${kafka.brokers} (pid ${kafka.pid}), data in ${dataDir}`);
      setInterval(() => undefined, 1 << 30);
    },
    { name: 'kafka' },
  );
}
