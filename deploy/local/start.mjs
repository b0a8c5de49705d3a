// `npm start`: from a bare clone to a running system on one port. Runs on any Node from 20 on, and goes on under the pinned one.
import { existsSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { tellAddress } from './address.mjs';
import { holdFolder } from './hold.mjs';
import { canListen } from './processes.mjs';
import { Trouble, runUntilStopped, say } from './say.mjs';
import { buildPages, buildServices, root, withToolchain } from './toolchain.mjs';

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

/** The demo is told once, to an installation that has no data yet; again from its beginning where that broke off. */
function whatToTell({ sandbox, empty, data }, state) {
  const brokenOff = state === 'begun';
  const untouched = !existsSync(join(data, 'postgres'));
  return { brokenOff, demo: !sandbox && !empty && (untouched || brokenOff) };
}

async function main({ onStop, stop, stopping }) {
  const chosen = options();
  await requirePort(chosen);
  await buildServices();
  onStop(holdFolder(chosen.data));
  // What goes wrong with the pages is said where they are waited for.
  const pages = buildPages();
  pages.catch(() => undefined);
  const { startPostgres } = await import('./postgres.mjs');
  const { checkpoint, dropDatabases, ensureKeys, openSecrets, prepareDatabases } = await import('./prepare.mjs');
  const { demoState, keepDemoState } = await import('./demo.mjs');
  const services = (await import('./services.mjs')).serviceNames();
  const secret = openSecrets(chosen.data);
  const { brokenOff, demo } = whatToTell(chosen, demoState(chosen.data));

  say('starting PostgreSQL 正在启动数据库 …');
  const program = load(services);
  program.catch(() => undefined);
  const postgres = await startPostgres({ dataDir: join(chosen.data, 'postgres'), password: secret('postgres') });
  onStop(postgres.stop);
  void postgres.exited.then(() => stopping() || databaseIsGone(postgres, stop));
  if (stopping()) return;

  say('preparing databases and keys 正在准备各服务的数据库与密钥 …');
  if (demo) keepDemoState(chosen.data, 'begun');
  if (brokenOff) await dropDatabases(postgres.url, services);
  // Nobody's data is ever taken away twice.
  if (brokenOff && !demo) keepDemoState(chosen.data, 'untold');
  const databases = await prepareDatabases(postgres.url, services, secret);
  const keysDir = ensureKeys(join(chosen.data, 'keys'), services);
  mkdirSync(chosen.data, { recursive: true });
  if (stopping()) return;

  say(`migrating and starting ${services.join(', ')} 正在升级并启动各服务 …`);
  const start = starterOf({ chosen, services, databases, keysDir, ...(await program) });
  const { port, close: makeWay } = demo
    ? await tellTheDemo({ chosen, pages, start, services, databases: notWaitingForTheDisk(databases), keysDir, onStop, stopping })
    : chosen;
  if (stopping()) return;
  await pages;
  await serve({
    chosen,
    demo,
    start: (how) => start({ ...how, port, makeWay }),
    onDisk: () => checkpoint(postgres.url),
    keysDir,
    onStop,
    stopping,
  });
}

/** For good, at the time of the machine or of the sandbox. */
async function serve({ chosen, demo, start, onDisk, keysDir, onStop, stopping }) {
  const { demoState, keepDemoState } = await import('./demo.mjs');
  const told = demo || demoState(chosen.data) === 'told';
  const isDemo = !chosen.sandbox && told;
  // Who names an issuer signs in there; the demo's accounts are for looking around.
  const signIn = isDemo && !process.env.ISSUER_URL ? 'demo' : undefined;
  const [standalone] = await Promise.all([
    start({ sandbox: chosen.sandbox ? 'clock' : told && 'outside', signIn }),
    demo && onDisk().then(() => keepDemoState(chosen.data, 'told')),
  ]);
  onStop(standalone.stop);
  if (demo && isDemo && !stopping()) await postTheDemosList(standalone.url, keysDir);
  if (stopping()) return;
  onStop(tellAddress(chosen.data, standalone.url));
  say(`Xunbu is ready at ${standalone.url} 训补已就绪`);
}

/** What the services are made of, and the packs, which they all read: while the database starts there is time for it. */
async function load(services) {
  const compiled = (path) => import(join(root, 'dist', path));
  const [{ startStandalone }, { moduleOf }, { readPacks }] = await Promise.all(
    ['services/standalone/src/standalone.js', 'services/standalone/src/service-module.js', 'libs/policy/src/read-packs.js'].map(compiled),
  );
  await Promise.all(services.map((name) => moduleOf(name)));
  readPacks();
  return { startStandalone };
}

/** Starts all services in this process: on the stage of the demo story, and then for good. */
function starterOf({ chosen, services, databases, keysDir, startStandalone }) {
  const fixed = { KEYS_DIR: keysDir, MESSAGING: 'postgres', WAKER: 'poller', LOG_LEVEL: process.env.LOG_LEVEL || 'warn' };
  return ({ sandbox, port, environment = {}, signIn, makeWay, at = databases }) =>
    startStandalone({
      services: Object.fromEntries(services.map((name) => [name, at[name]])),
      environment: { ...process.env, ...fixed, ...environment },
      bus: at.bus,
      host: chosen.host,
      port,
      sandbox,
      signIn,
      makeWay,
    });
}

// What breaks off is told anew from its beginning, so nothing waits for the disk before the end.
function notWaitingForTheDisk(databases) {
  const hasty = ({ DATABASE_URL, ...others }) => {
    const url = new URL(DATABASE_URL);
    url.search = `options=${encodeURIComponent('-c synchronous_commit=off')}`;
    return { ...others, DATABASE_URL: url.href };
  };
  return Object.fromEntries(Object.entries(databases).map(([name, addresses]) => [name, hasty(addresses)]));
}

// The demo is an extra: what goes wrong with it is said, and the system starts all the same.
async function tellTheDemo({ chosen, pages, start, services, databases, keysDir, onStop, stopping }) {
  const { demoStory, tellDemo } = await import('./demo.mjs');
  say('telling the demo story, once 首次启动，正在讲述示范案例 …');
  let trouble;
  const howFar = { step: 0, of: 1 };
  const page = pages.then(() => showHowFar(chosen, howFar));
  page.catch(() => undefined);
  onStop(() =>
    page.then(
      ({ close }) => close(),
      () => undefined,
    ),
  );
  try {
    const story = await demoStory();
    const environment = { SANDBOX_STARTS_AT: String(story.clock).slice(0, 10), LOG_LEVEL: 'error' };
    const stage = await start({ sandbox: 'clock', port: 0, environment, at: databases });
    onStop(stage.stop);
    trouble = await tellDemo(story, { url: stage.url, services, keysDir, howFar, stopping }).finally(() => stage.stop());
  } catch (error) {
    trouble = error.message;
  }
  if (trouble && !stopping()) say(`the demo story was not told to its end 示范案例没有讲完: ${trouble}`);
  return page;
}

/** The first page, until those come to this port who answer everything else. */
async function showHowFar({ host, port }, howFar) {
  const { createStartingFront } = await import(join(root, 'dist/services/console/src/starting.js'));
  const front = await createStartingFront(() => howFar);
  const url = await front.listen({ host, port });
  say(`the first page shows how far it is 进度见首页 ${url}`);
  return { port: front.server.address().port, close: () => front.close() };
}

async function postTheDemosList(url, keysDir) {
  const { postDemoList } = await import('./demo.mjs');
  await postDemoList({ url, keysDir }).catch(({ message }) => say(`the demo's list was not posted 示范公示名单未能张贴: ${message}`));
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
