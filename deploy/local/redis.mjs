// Redis from the machine's package; Debian's is installed when we are root and it is missing. It holds no truth, only wake-up calls.
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { provision } from './debian.mjs';
import { Trouble } from './say.mjs';
import { answers, freePort, startServer, stopLeftOver, stopPid, tailOf, until } from './processes.mjs';

export const provisionRedis = () => provision('redis-server', ['redis-server']);

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
