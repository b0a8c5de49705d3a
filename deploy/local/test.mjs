// `npm test`: everything CI runs, on real servers that are made for this run and are gone afterwards.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stopPid } from './processes.mjs';
import { runUntilStopped, say, sayTrouble } from './say.mjs';
import { buildAll, environment, root, withToolchain } from './toolchain.mjs';

const jestFile = join(root, 'node_modules/jest/bin/jest.js');

// PostgreSQL drops no database while anybody is signing in, and some specs let connections fall silent at just that moment.
const settings = { authentication_timeout: '5s' };

async function startServers(folder, onStop) {
  const { startKafka, startPostgres, startRedis } = await import('./servers.mjs');
  const { provision } = await import('./debian.mjs');
  provision('chromium', ['chromium', 'fonts-noto-cjk']);
  say('starting PostgreSQL, Redis and Kafka for this run …');
  const starting = [
    startPostgres({ dataDir: join(folder, 'postgres'), fast: true, maxConnections: 400, settings }),
    startRedis({ dataDir: join(folder, 'redis'), fast: true }),
    startKafka({ dataDir: join(folder, 'kafka'), fast: true }),
  ];
  // Each is stopped even when another one did not start.
  for (const each of starting) each.then((server) => onStop(server.stop)).catch(() => undefined);
  const settled = await Promise.allSettled(starting);
  const failed = settled.find(({ status }) => status === 'rejected');
  if (failed) throw failed.reason;
  const [postgres, redis, kafka] = settled.map(({ value }) => value);
  say(`PostgreSQL ${postgres.port}, Redis ${redis.port}, Kafka ${kafka.port}`);
  return { TEST_POSTGRES_URL: postgres.url, TEST_REDIS_URL: redis.url, TEST_KAFKA_BROKERS: kafka.brokers };
}

function runJest(servers, resultFile, onStop) {
  const given = process.argv.slice(2);
  const projects = given.includes('--selectProjects') ? [] : ['--selectProjects', 'unit', 'int', 'e2e'];
  const args = [jestFile, ...projects, '--json', `--outputFile=${resultFile}`, ...given];
  const env = {
    ...environment(),
    ...servers,
    NODE_OPTIONS: '--experimental-vm-modules --disable-warning=ExperimentalWarning',
    FORCE_COLOR: process.env.FORCE_COLOR ?? '0',
  };
  // The report as JSON goes to its file; what people read comes on the error stream.
  const jest = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'ignore', 'inherit'], detached: true });
  onStop(async () => jest.exitCode ?? jest.signalCode ?? stopPid(jest.pid, { signal: 'SIGINT' }));
  return new Promise((resolve) => jest.once('close', (code) => resolve(code ?? 1)));
}

function counted(resultFile) {
  if (!existsSync(resultFile)) return { passed: 0, failed: 1, sentence: 'Jest ended without a report' };
  const result = JSON.parse(readFileSync(resultFile, 'utf8'));
  const skipped = result.numPendingTests + result.numTodoTests;
  // A spec file that could not be loaded has no failed test of its own, and a skipped test is one that did not pass.
  const failed = result.numFailedTests + result.numRuntimeErrorTestSuites + skipped;
  return { passed: result.numPassedTests, failed, sentence: skipped ? `${skipped} tests were skipped, which counts as failed` : undefined };
}

async function main({ onStop, stop, stopping }) {
  await buildAll();
  const cache = join(root, '.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'test-'));
  onStop(() => rmSync(folder, { recursive: true, force: true }));
  const servers = await startServers(folder, onStop);
  if (stopping()) return;
  const resultFile = join(folder, 'result.json');
  void runJest(servers, resultFile, onStop).then((code) => stopping() || report(code, resultFile, stop));
}

function report(code, resultFile, stop) {
  const { passed, failed, sentence } = counted(resultFile);
  if (sentence) say(sentence);
  // The counts come last, after everything that was started has stopped.
  process.once('exit', () => console.log(`${passed} passed, ${failed} failed`));
  return stop(undefined, code === 0 && failed === 0 && passed > 0 ? 0 : 1);
}

try {
  await withToolchain(fileURLToPath(import.meta.url));
  await runUntilStopped(main, { name: 'test' });
} catch (error) {
  sayTrouble(error);
  process.exit(1);
}
