// `npm run bench -- [name…] [--quick]`: builds, sees to a PostgreSQL, and runs the benchmarks one after another, each in its own process.
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Trouble, runUntilStopped, say, sayTrouble } from './say.mjs';
import { stopPid } from './processes.mjs';
import { buildAll, environment, root, withToolchain } from './toolchain.mjs';

const benches = ['event-store', 'http', 'ledger'];

function chosen() {
  const given = process.argv.slice(2);
  const names = given.filter((each) => !each.startsWith('--'));
  const unknown = names.find((name) => !benches.includes(name));
  if (unknown)
    throw new Trouble(`没有名为 ${unknown} 的基准测试。`, `There is no benchmark ${unknown}; there are ${benches.join(' and ')}.`);
  return { names: names.length > 0 ? names : benches, flags: given.filter((each) => each.startsWith('--')) };
}

// As a database server of a production has them: memory for the tables at hand, and checkpoints so far apart that the first touch of a page after each,
// which writes the whole page to the WAL, is not most of the work. All rivals share the server.
const settings = {
  shared_buffers: '2GB',
  min_wal_size: '4GB',
  max_wal_size: '8GB',
  checkpoint_timeout: '15min',
};

const WAL_SEGMENTS = 250;

// A server that has run for a while writes its WAL into segments that it has used before. A new one makes each of them first, sixteen megabytes of
// zeros and a sync, and whoever commits at that moment waits for it: that would be measured, and not the stores.
async function primeWal(url) {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  say('making WAL segments, as a server has them that is not new …');
  for (let made = 0; made < WAL_SEGMENTS; made += 1) {
    await client.query(`select pg_logical_emit_message(false, 'bench', 'next segment', true)`);
    await client.query('select pg_switch_wal()');
  }
  await client.query('checkpoint');
  await client.end();
}

// The server is as safe as in production: what a commit costs is what is measured.
async function postgresUrl(onStop) {
  if (process.env.TEST_POSTGRES_URL) return process.env.TEST_POSTGRES_URL;
  const cache = join(root, '.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'bench-'));
  onStop(() => rmSync(folder, { recursive: true, force: true }));
  const { startPostgres } = await import('./servers.mjs');
  say('starting PostgreSQL for this run …');
  const postgres = await startPostgres({ dataDir: join(folder, 'postgres'), settings });
  onStop(postgres.stop);
  await primeWal(postgres.url);
  return postgres.url;
}

function run(name, flags, url, onStop) {
  const script = join(root, 'dist/deploy/bench', `${name}.js`);
  const env = { ...environment(), TEST_POSTGRES_URL: url };
  const bench = spawn(process.execPath, ['--enable-source-maps', script, ...flags], {
    cwd: root,
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  onStop(async () => bench.exitCode ?? bench.signalCode ?? stopPid(bench.pid, { signal: 'SIGTERM' }));
  return new Promise((resolve) => bench.once('close', (code) => resolve(code ?? 1)));
}

async function main({ onStop, stop, stopping }) {
  const { names, flags } = chosen();
  await buildAll();
  const url = await postgresUrl(onStop);
  let code = 0;
  for (const name of names) {
    if (stopping()) return;
    say(`bench ${name}`);
    code ||= await run(name, flags, url, onStop);
  }
  // Not awaited: stopping waits for what is still starting, and that would be this very function.
  void stop(undefined, code);
}

try {
  await withToolchain(fileURLToPath(import.meta.url));
  await runUntilStopped(main, { name: 'bench' });
} catch (error) {
  sayTrouble(error);
  process.exit(1);
}
