// From a bare clone to the pinned toolchain: installs what the lockfile names and goes on under Node 24. Node built-ins only.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Trouble, say } from './say.mjs';

export const root = fileURLToPath(new URL('../../', import.meta.url));
const node24 = join(root, 'node_modules/node/bin/node');
const wantedMajor = 24;
const oldestMajor = 20;
const major = Number(process.versions.node.split('.')[0]);

const packagesOf = (file) => JSON.parse(readFileSync(join(root, file), 'utf8')).packages;

/** Whether node_modules/ is what package-lock.json says; npm keeps its own account of what it installed. */
function installed() {
  if (!existsSync(join(root, 'node_modules/.package-lock.json')) || !existsSync(node24)) return false;
  const there = packagesOf('node_modules/.package-lock.json');
  return Object.entries(packagesOf('package-lock.json')).every(([path, { version, integrity, optional }]) => {
    if (path === '') return true;
    const found = there[path];
    // Packages for other machines are optional and stay away.
    return found ? found.version === version && found.integrity === integrity : optional === true;
  });
}

const asked = ({ dependencies, devDependencies }) => JSON.stringify([dependencies ?? {}, devDependencies ?? {}]);

// `npm ci` refuses a lockfile that names optional packages of this machine alone, which is all that a registry for one platform can give.
// `npm install --no-save` takes the same versions from it and writes nothing; that it really did is checked afterwards, package by package.
async function install() {
  const lock = packagesOf('package-lock.json');
  if (asked(lock['']) !== asked(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')))) {
    throw new Trouble(
      'package-lock.json 与 package.json 不一致，请运行 npm install 并提交。',
      'package-lock.json does not belong to package.json: run npm install and commit it.',
    );
  }
  say(`installing ${Object.keys(lock).length - 1} packages with npm 正在安装依赖 …`);
  const args = ['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'];
  const npm = process.env.npm_execpath ? [process.execPath, [process.env.npm_execpath, ...args]] : ['npm', args];
  const child = spawn(npm[0], npm[1], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  const pass = (signal) => child.kill(signal);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, pass);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text) => (output = (output + text).slice(-3000)));
  const progress = setInterval(() => say('npm is still installing 仍在安装 …'), 10_000);
  const code = await new Promise((resolve) => {
    child.once('error', () => resolve(127));
    child.once('close', resolve);
  });
  clearInterval(progress);
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.off(signal, pass);
  if (code === 0 && installed()) {
    // The pages are made of packages for the greater part; without them the first start would wait for that.
    spawnSync(node24, [join(root, 'deploy/local/build-web.mjs')], { cwd: root });
    return say('packages are installed 依赖已安装');
  }
  throw new Trouble(
    `npm install 失败，请检查网络、磁盘空间，以及是否禁用了安装脚本（ignore-scripts）：\n  ${output.trim().slice(-1200)}`,
    'npm install failed: check the network, the disk, and that install scripts are not switched off (ignore-scripts); its words are above.',
  );
}

/** Goes on in the pinned Node; answers only when we are it. Signals are passed on; a second copy of one does no harm. */
function continueUnder24(script) {
  const child = spawn(node24, [script, ...process.argv.slice(2)], { stdio: ['inherit', 'inherit', 'inherit', 'ipc'], env: environment() });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  return new Promise(() => child.once('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0))));
}

/** Programs that are started from here find the pinned Node first. */
export const environment = () => ({
  ...process.env,
  PATH: [join(root, 'node_modules/node/bin'), join(root, 'node_modules/.bin'), process.env.PATH].join(delimiter),
});

export async function requireInstalled() {
  if (major < oldestMajor) {
    throw new Trouble(
      `需要 Node ${oldestMajor} 或更高版本，现在是 ${process.versions.node}。`,
      `Node ${oldestMajor} or newer is needed; this is ${process.versions.node}.`,
    );
  }
  if (!installed()) await install();
}

/** Every script of `npm run` begins with this; `script` is its own file. */
export async function withToolchain(script) {
  await requireInstalled();
  if (major !== wantedMajor) await continueUnder24(script);
  process.env.PATH = environment().PATH;
}

/** Compiles what has changed of the services. */
export async function buildServices() {
  const { build } = await import('./build.mjs');
  const count = await build();
  if (count > 0) say(`built ${count} files 已编译`);
}

/** Builds the console and the portal where they have changed, in a thread of its own: a start has other things to do meanwhile. */
export async function buildPages() {
  const { Worker } = await import('node:worker_threads');
  const builder = new Worker(join(root, 'deploy/local/build-web.mjs'), { stdout: true });
  let told = '';
  builder.stdout.on('data', (text) => (told += text));
  await new Promise((resolve, reject) => builder.once('error', reject).once('exit', resolve));
  if (told.includes('built the')) say('built the console and the portal 已生成工作台与公众页面');
}

export async function buildAll() {
  await buildServices();
  await buildPages();
}
