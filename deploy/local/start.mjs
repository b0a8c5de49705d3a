// `npm start`: from a bare clone to a running system on one port. Runs on any Node from 20 on, and goes on under the pinned one.
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { tellAddress } from './address.mjs';
import { holdFolder } from './hold.mjs';
import { canListen } from './processes.mjs';
import { Trouble, runUntilStopped, say } from './say.mjs';
import { buildAll, root, withToolchain } from './toolchain.mjs';

const script = fileURLToPath(import.meta.url);

function options() {
  try {
    const { values } = parseArgs({
      options: {
        sandbox: { type: 'boolean', default: false },
        empty: { type: 'boolean', default: false },
        port: { type: 'string', default: process.env.PORT || '8080' },
        data: { type: 'string', default: join(root, '.data') },
      },
    });
    return { ...values, port: Number(values.port), data: resolve(values.data), host: process.env.HOST || '127.0.0.1' };
  } catch (error) {
    throw new Trouble(`参数不对：${error.message}`, 'Usage: npm start -- [--sandbox] [--empty] [--port N] [--data FOLDER]');
  }
}

async function requirePort({ host, port }) {
  const valid = Number.isInteger(port) && port >= 0 && port < 65_536;
  if (valid && (await canListen(port, host))) return;
  throw new Trouble(
    `端口 ${port} 已被占用或无效。请关闭占用它的程序，或换一个端口：PORT=8081 npm start。`,
    `Port ${port} is in use or not a port. Close what uses it, or take another: PORT=8081 npm start.`,
  );
}

async function main({ onStop, stop, stopping }) {
  const chosen = options();
  await requirePort(chosen);
  await buildAll();
  onStop(holdFolder(chosen.data));
  const { startPostgres } = await import('./postgres.mjs');
  const { ensureKeys, openSecrets, prepareDatabases } = await import('./prepare.mjs');
  const { serviceNames } = await import('./services.mjs');
  const services = serviceNames();
  const secret = openSecrets(chosen.data);

  say('starting PostgreSQL 正在启动数据库 …');
  const postgres = await startPostgres({ dataDir: join(chosen.data, 'postgres'), password: secret('postgres') });
  onStop(postgres.stop);
  void postgres.exited.then(() => stopping() || databaseIsGone(postgres, stop));
  if (stopping()) return;

  say('preparing databases and keys 正在准备各服务的数据库与密钥 …');
  const databases = await prepareDatabases(postgres.url, services, secret);
  const keysDir = ensureKeys(join(chosen.data, 'keys'), services);
  mkdirSync(chosen.data, { recursive: true });
  if (stopping()) return;

  say(`migrating and starting ${services.join(', ')} 正在升级并启动各服务 …`);
  const { startStandalone } = await import(join(root, 'dist/services/standalone/src/standalone.js'));
  const standalone = await startStandalone({
    services: Object.fromEntries(services.map((name) => [name, databases[name]])),
    environment: { ...process.env, KEYS_DIR: keysDir, MESSAGING: 'postgres', WAKER: 'poller', LOG_LEVEL: process.env.LOG_LEVEL || 'warn' },
    bus: databases.bus,
    host: chosen.host,
    port: chosen.port,
    sandbox: chosen.sandbox,
  });
  onStop(standalone.stop);
  if (stopping()) return;
  onStop(tellAddress(chosen.data, standalone.url));
  say(`Xunbu is ready at ${standalone.url} 训补已就绪`);
}

async function databaseIsGone({ logFile }, stop) {
  const { tailOf } = await import('./processes.mjs');
  const { sayTrouble } = await import('./say.mjs');
  const tail = tailOf(logFile);
  const gone = new Trouble(
    `数据库意外停止，日志 ${logFile} 的末尾：\n${tail}\n请排除原因后重新启动；已经确认的数据不会丢失。`,
    `The database stopped unexpectedly; the end of its log is above. Start again when the cause is gone; nothing that was confirmed is lost.`,
  );
  sayTrouble(/No space left on device/.test(tail) ? Object.assign(new Error('disk full'), { code: 'ENOSPC' }) : gone);
  await stop(undefined, 1);
}

try {
  await withToolchain(script);
  await runUntilStopped(main, { name: 'xunbu' });
} catch (error) {
  const { sayTrouble } = await import('./say.mjs');
  sayTrouble(error);
  process.exit(1);
}
