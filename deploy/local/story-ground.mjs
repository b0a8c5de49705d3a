// Where stories are played: servers that live as long as the run, databases migrated once, and a fresh system for each story.
import { fork } from 'node:child_process';
import { mkdirSync, openSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { sqlName } from './names.mjs';
import { ensureKeys, openSecrets, prepareDatabases } from './prepare.mjs';
import { startPostgres } from './postgres.mjs';
import { serviceNames } from './services.mjs';
import { root } from './toolchain.mjs';

const lastOpenYear = 2060;

/** A child that does what it is told, and answers. */
class Worker {
  #answers = new Map();
  #last = 0;

  constructor(folder) {
    this.logFile = join(folder, 'systems.log');
    const log = openSync(this.logFile, 'a');
    this.child = fork(join(root, 'deploy/local/story-process.mjs'), [], {
      cwd: root,
      execArgv: ['--enable-source-maps'],
      stdio: ['ignore', log, log, 'ipc'],
    });
    this.child.on('message', ({ id, answer, failed }) => {
      const waiting = this.#answers.get(id);
      this.#answers.delete(id);
      if (failed === undefined) waiting?.resolve(answer);
      else waiting?.reject(new Error(failed));
    });
    this.exited = new Promise((resolve) =>
      this.child.once('exit', (code, signal) => {
        for (const { reject } of this.#answers.values())
          reject(new Error(`the system ended (${signal ?? code}); its log: ${this.logFile}`));
        this.#answers.clear();
        resolve();
      }),
    );
  }

  ask(what, given = {}) {
    return new Promise((resolve, reject) => {
      if (!this.child.connected) return reject(new Error(`the system has ended; its log: ${this.logFile}`));
      this.#last += 1;
      this.#answers.set(this.#last, { resolve, reject });
      this.child.send({ id: this.#last, what, given });
    });
  }

  async end() {
    if (this.child.connected) this.child.disconnect();
    await Promise.race([this.exited, pause(5000, undefined, { ref: false })]);
    if (this.child.exitCode === null && this.child.signalCode === null) this.child.kill('SIGKILL');
  }
}

/** Databases that are copies of the migrated ones; made ahead, while another story is played. */
export class Databases {
  #made = 0;
  #next;

  constructor(client, templates) {
    this.client = client;
    this.templates = templates;
  }

  async take() {
    const ready = this.#next ?? this.#make();
    this.#next = undefined;
    return ready;
  }

  prepareNext() {
    this.#next ??= this.#make();
    this.#next.catch(() => undefined);
  }

  async #make() {
    this.#made += 1;
    const prefix = `story${this.#made}_`;
    const copies = {};
    for (const [name, urls] of Object.entries(this.templates)) {
      const template = sqlName(name);
      const database = `${prefix}${template}`;
      await this.client.query(`CREATE DATABASE ${database} TEMPLATE ${template} OWNER ${template}_owner STRATEGY file_copy`);
      await this.client.query(`REVOKE ALL ON DATABASE ${database} FROM PUBLIC`);
      await this.client.query(`GRANT CONNECT ON DATABASE ${database} TO ${template}_app`);
      copies[name] = Object.fromEntries(Object.entries(urls).map(([key, url]) => [key, inDatabase(url, database)]));
    }
    return { urls: copies, drop: () => this.#drop(prefix) };
  }

  async #drop(prefix) {
    for (const name of Object.keys(this.templates))
      await this.client.query(`DROP DATABASE IF EXISTS ${prefix}${sqlName(name)} WITH (FORCE)`);
  }
}

function inDatabase(text, database) {
  const url = new URL(text);
  url.pathname = `/${database}`;
  return url.href;
}

/** What a story's system knows of years that the State Council has not published: weekends alone. */
function calendarFile(folder) {
  const file = join(folder, 'calendar.json');
  const years = Array.from({ length: lastOpenYear - 2026 }, (_, place) => 2027 + place);
  writeFileSync(file, JSON.stringify({ publishedYears: years, workingDays: [], daysOff: [] }));
  return file;
}

async function openGround(folder, onStop) {
  mkdirSync(folder, { recursive: true });
  const services = serviceNames();
  const secret = openSecrets(folder);
  const postgres = await startPostgres({
    dataDir: join(folder, 'postgres'),
    password: secret('postgres'),
    fast: true,
    maxConnections: 400,
  });
  onStop(postgres.stop);
  const keysDir = ensureKeys(join(folder, 'keys'), services);
  const common = { ...ownEnvironment(), ...commonEnvironment(folder), KEYS_DIR: keysDir, LOG_LEVEL: process.env.LOG_LEVEL || 'warn' };
  const templates = await prepareDatabases(postgres.url, services, secret);
  return { services, keysDir, common, templates, databases: new Databases(await superuser(postgres.url, onStop), templates) };
}

export const commonEnvironment = (folder) => ({ CALENDAR_FILE: calendarFile(folder) });

/** Makes and drops databases. */
export async function superuser(url, onStop) {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  client.on('error', () => undefined);
  onStop(() => client.end().catch(() => undefined));
  return client;
}

// What the terminal happens to have set must not reach a system under one of our names.
function ownEnvironment() {
  const { DATABASE_URL, MIGRATION_DATABASE_URL, BUS_DATABASE_URL, PORT, SANDBOX_URL, INTERNAL_URL, NEIGHBOURS_URL, NODE_OPTIONS, ...rest } =
    process.env;
  return rest;
}

/** All services in one process beside this one. */
export async function standaloneGround(folder, onStop) {
  const ground = await openGround(folder, onStop);
  const worker = new Worker(folder);
  onStop(() => worker.end());
  const environment = { ...ground.common, MESSAGING: 'postgres', WAKER: 'poller' };
  await Promise.all(
    ground.services.map((service) => worker.ask('migrate', { service, environment: { ...environment, ...ground.templates[service] } })),
  );
  return {
    ...ground,
    async open(startsAt) {
      const { urls, drop } = await ground.databases.take();
      const { bus, ...services } = urls;
      const options = {
        services,
        bus,
        environment: { ...environment, SANDBOX_STARTS_AT: startsAt },
        host: '127.0.0.1',
        port: 0,
        sandbox: true,
      };
      const { url } = await worker.ask('start', options);
      ground.databases.prepareNext();
      return {
        url,
        services: ground.services,
        async stop() {
          await worker.ask('stop');
          await drop();
        },
      };
    },
  };
}
