// `node deploy/local/rehearse-image.mjs`: the steps of deploy/Dockerfile by hand, for machines without Docker: each stage an empty folder, COPY and RUN
// as the file says them, and then containers' commands from the last stage, as an unprivileged user, against real servers.
// Not rehearsed: the base image itself, its users and libraries, layers, and Docker's own network and health checks.
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { freePort, isRoot, stopPid, until } from './processes.mjs';
import { runUntilStopped, say } from './say.mjs';
import { environment, root, withToolchain } from './toolchain.mjs';

/** The instructions of a Dockerfile in order, continuation lines joined. */
export function instructionsOf(text) {
  const lines = text
    .replace(/\\\n/g, ' ')
    .split('\n')
    .map((line) => line.trim());
  return lines.filter((line) => line !== '' && !line.startsWith('#')).map((line) => [line.split(/\s+/, 1)[0], line.replace(/^\S+\s*/, '')]);
}

/** What .dockerignore lets into the build, in the few forms that ours uses: everything out, some names in, some patterns out again. */
export function admits(ignoreText) {
  const rules = ignoreText
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
  const matches = (pattern, path) => {
    const form = pattern
      .split('/')
      .map((part) => (part === '**' ? '(?:[^/]+/)*' : `${part.replace(/[.+^${}()|[\]\\]/g, '\\$&').replaceAll('*', '[^/]*')}/`))
      .join('');
    return new RegExp(`^${form}`).test(`${path}/`);
  };
  return (path) => {
    let admitted = true;
    for (const rule of rules) {
      if (rule.startsWith('!') ? matches(rule.slice(1), path) : matches(rule, path)) admitted = rule.startsWith('!');
    }
    return admitted;
  };
}

class Image {
  constructor(around, base) {
    this.folder = mkdtempSync(join(around, 'stage-'));
    chmodSync(this.folder, 0o755);
    this.workdir = base?.workdir ?? '/';
    this.env = { ...base?.env };
  }

  at(path) {
    return join(this.folder, path.startsWith('/') ? path : join(this.workdir, path));
  }

  copy(words, { stages, admitted }) {
    const from = /^--from=(\S+)\s+/.exec(words)?.[1];
    const names = words.replace(/^--from=\S+\s+/, '').split(/\s+/);
    const target = names.pop();
    for (const name of names) {
      const source = from ? stages[from].at(name) : join(root, name);
      if (!existsSync(source)) throw new Error(`COPY ${words}: there is no ${name}`);
      const into = target.endsWith('/') && !statSync(source).isDirectory() ? join(this.at(target), basename(name)) : this.at(target);
      mkdirSync(join(into, '..'), { recursive: true });
      cpSync(source, into, {
        recursive: true,
        verbatimSymlinks: true,
        filter: (path) => from !== undefined || admitted(relative(root, path)),
      });
    }
  }

  run(command) {
    const env = { ...environment(), ...this.env };
    execFileSync('/bin/sh', ['-c', command], { cwd: this.at('.'), env, stdio: ['ignore', 'ignore', 'inherit'] });
  }
}

/** Runs every stage; answers the last one, with its ENTRYPOINT and HEALTHCHECK. */
function buildImage(around) {
  const admitted = admits(readFileSync(join(root, '.dockerignore'), 'utf8'));
  const stages = {};
  let image;
  for (const [word, rest] of instructionsOf(readFileSync(join(root, 'deploy/Dockerfile'), 'utf8'))) {
    if (word !== 'ENV' && word !== 'ARG') say(`${word} ${rest}`);
    if (word === 'FROM') {
      const [, name] = /\sAS\s+(\S+)$/i.exec(rest) ?? [];
      image = new Image(around);
      if (name) stages[name] = image;
    } else if (word === 'WORKDIR') mkdirSync(image.at((image.workdir = rest)), { recursive: true });
    else if (word === 'ENV') for (const pair of rest.split(/\s+/)) image.env[pair.split('=')[0]] = pair.split('=')[1];
    else if (word === 'COPY') image.copy(rest, { stages, admitted });
    else if (word === 'RUN') image.run(rest);
    else if (word === 'ENTRYPOINT') image.entrypoint = JSON.parse(rest);
    else if (word === 'HEALTHCHECK') image.healthcheck = JSON.parse(/CMD (.*)$/.exec(rest)[1]);
    else if (!['ARG', 'USER', 'EXPOSE', 'STOPSIGNAL'].includes(word)) throw new Error(`${word} is not known to this rehearsal`);
  }
  return image;
}

const unprivileged = () => {
  if (!isRoot()) return {};
  const [, , uid, gid] = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((line) => line.startsWith('nobody:'))
    .split(':');
  return { uid: Number(uid), gid: Number(gid) };
};

/** One container: the entry point with a command, as nobody, with nothing in its environment but what compose would give it. */
function container(image, command, env) {
  const [program, ...args] = [...image.entrypoint, ...command];
  const child = spawn(program, args, {
    cwd: image.at('.'),
    env: { PATH: environment().PATH, ...image.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
    ...unprivileged(),
  });
  return {
    pid: child.pid,
    ended: new Promise((resolve) => child.once('exit', (code) => resolve(code))),
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
  };
}

function healthy(image, env) {
  const [program, ...args] = image.healthcheck;
  return new Promise((resolve) => {
    spawn(program, args, {
      cwd: image.at('.'),
      env: { PATH: environment().PATH, ...image.env, ...env },
      stdio: 'ignore',
      ...unprivileged(),
    }).once('exit', (code) => resolve(code === 0));
  });
}

async function startContainers(image, around, onStop) {
  const { startKafka, startPostgres, startRedis } = await import('./servers.mjs');
  const { writeSecrets } = await import('./secrets.mjs');
  const { serviceNames } = await import('./services.mjs');
  const services = serviceNames();
  const secrets = join(around, 'secrets');
  const port = await freePort();
  writeSecrets(secrets, { host: `127.0.0.1:${port}`, services });
  // A container sees its own folder only; here the way to it must be open.
  chmodSync(secrets, 0o755);
  const postgres = await startPostgres({
    dataDir: join(around, 'postgres'),
    port,
    password: readFileSync(join(secrets, 'postgres/password'), 'utf8'),
    fast: true,
  });
  onStop(postgres.stop);
  const [redis, kafka] = await Promise.all([
    startRedis({ dataDir: join(around, 'redis'), fast: true }),
    startKafka({ dataDir: join(around, 'kafka'), fast: true }),
  ]);
  onStop(redis.stop);
  onStop(kafka.stop);
  say('container: prepare');
  const prepared = await container(image, ['prepare'], { SECRETS_DIR: join(secrets, 'prepare'), POSTGRES_HOST: `127.0.0.1:${port}` }).ended;
  if (prepared !== 0) throw new Error(`prepare ended with ${prepared}`);
  const addresses = {};
  const common = { MESSAGING: 'kafka', KAFKA_BROKERS: kafka.brokers, WAKER: 'bull', REDIS_URL: redis.url, HOST: '127.0.0.1' };
  for (const name of [...services, 'console']) {
    const own = String(await freePort());
    const upstreams = Object.entries(addresses)
      .map(([each, url]) => `${each}=${url}`)
      .join(';');
    const env =
      name === 'console'
        ? { HOST: '127.0.0.1', PORT: own, UPSTREAMS: upstreams }
        : { ...common, PORT: own, SECRETS_DIR: join(secrets, name) };
    const running = container(image, [name], env);
    onStop(() => stopPid(running.pid, { withinMilliseconds: 30_000 }));
    if (!(await until(async () => running.hasEnded() || (await healthy(image, env)), 60_000, 300)) || running.hasEnded())
      throw new Error(`the container ${name} is not healthy`);
    addresses[name] = `http://127.0.0.1:${own}`;
    say(`container: ${name} is healthy at ${addresses[name]}`);
  }
  const { paths } = await (await fetch(`${addresses.console}/api/openapi.json`)).json();
  say(`the edge shows ${Object.keys(paths).length} paths of ${services.join(', ')}`);
}

async function main({ onStop, stop, stopping }) {
  const around = mkdtempSync(join(tmpdir(), 'xunbu-image-'));
  chmodSync(around, 0o755);
  onStop(() => rmSync(around, { recursive: true, force: true }));
  const image = buildImage(around);
  say(
    `the image's own files: ${readdirSync(image.at('.')).join(', ')}; ${execFileSync('du', ['-sm', image.folder], { encoding: 'utf8' }).split('\t')[0]} MB`,
  );
  if (stopping()) return;
  await startContainers(image, around, onStop);
  say('the image builds and its containers run');
  void stop(undefined, 0);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await withToolchain(fileURLToPath(import.meta.url));
  await runUntilStopped(main, { name: 'rehearsal' });
}
