// Redis from the machine's package; Debian's is installed when we are root and it is missing. It holds no truth, only wake-up calls.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Trouble, say } from './say.mjs';
import { answers, freePort, isRoot, startServer, stopLeftOver, stopPid, tailOf, until } from './processes.mjs';

function present(command) {
  try {
    execFileSync(command, ['--version'], { stdio: 'ignore' });
    return true;
  } catch (error) {
    return error.code !== 'ENOENT';
  }
}

export function provisionRedis() {
  if (present('redis-server')) return;
  const missing = new Trouble(
    '找不到 redis-server：apt-get install redis-server。',
    'redis-server is missing: apt-get install redis-server.',
  );
  if (!isRoot() || !present('apt-get')) throw missing;
  say('installing redis-server with apt-get 正在安装 Redis …');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  try {
    execFileSync('apt-get', ['update', '-qq'], { stdio: ['ignore', 'ignore', 'pipe'], env });
    // RUNLEVEL keeps the package from starting a server of its own on the standard port.
    execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'redis-server'], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...env, RUNLEVEL: '1' },
    });
  } catch (error) {
    throw new Trouble(
      `${missing.message}\n  ${String(error.stderr).trim().slice(-400)}`,
      'apt-get could not install it; its words are above.',
    );
  }
}

export async function startRedis({ dataDir, port, fast = false }) {
  provisionRedis();
  mkdirSync(dataDir, { recursive: true });
  const pidFile = join(dataDir, 'redis.pid');
  const logFile = join(dataDir, 'redis.log');
  // Redis writes its address over its command line, so an earlier one is recognised by its folder.
  await stopLeftOver(pidFile, ({ command, folder }) => command.includes('redis-server') && folder === dataDir);
  const ownPort = port ?? (await freePort());
  rmSync(logFile, { force: true });
  const keep = fast ? ['--save', '', '--appendonly', 'no'] : ['--save', '', '--appendonly', 'yes'];
  const args = ['--port', String(ownPort), '--bind', '127.0.0.1', '--dir', dataDir, '--daemonize', 'no', ...keep];
  const server = startServer('redis-server', args, { logFile, pidFile, cwd: dataDir });
  const up = await until(async () => server.ended() || (await answers(ownPort)), 20_000);
  if (!up || server.ended() || !existsSync(pidFile)) {
    throw new Trouble(`Redis 未能启动：\n${tailOf(logFile)}`, `Redis did not start; the end of its log ${logFile} is above.`);
  }
  return {
    url: `redis://127.0.0.1:${ownPort}`,
    port: ownPort,
    pid: server.pid,
    exited: server.exited,
    async stop() {
      await stopPid(server.pid);
      rmSync(pidFile, { force: true });
    },
  };
}
