import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { testPostgresUrl } from './servers';

const leaveWithinMs = 1_000;
const lookEveryMs = 10;

export type TestDatabase = {
  readonly name: string;
  /** Owns the database and everything in it; migrations run as this role. */
  readonly ownerUrl: string;
  /** The role of the running service; it has what the owner grants it. */
  readonly appUrl: string;
  /** Ends every connection and removes the database with its roles. May be called twice. */
  drop(): Promise<void>;
};

async function asSuperuser(statements: readonly string[]): Promise<void> {
  const client = new Client({ connectionString: testPostgresUrl() });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

/** A pool has ended before its connections have: whoever is still taking leave is not thrown out, and has nothing to complain of. */
async function leftAlone(name: string): Promise<void> {
  const client = new Client({ connectionString: testPostgresUrl() });
  await client.connect();
  try {
    const until = performance.now() + leaveWithinMs;
    const connected = async () => (await client.query('select from pg_stat_activity where datname = $1', [name])).rowCount ?? 0;
    while ((await connected()) > 0 && performance.now() < until) await pause(lookEveryMs);
  } finally {
    await client.end();
  }
}

function urlFor(name: string, role: string, password: string): string {
  const url = new URL(testPostgresUrl());
  url.pathname = `/${name}`;
  url.username = role;
  url.password = password;
  return url.href;
}

/** A fresh database with an owner and an application role of its own, so that spec files run beside one another. */
export async function testDatabase(): Promise<TestDatabase> {
  const name = `test_${process.pid}_${randomBytes(5).toString('hex')}`;
  const [owner, app, password] = [`${name}_owner`, `${name}_app`, randomBytes(12).toString('hex')];
  await asSuperuser([
    `CREATE ROLE ${owner} LOGIN PASSWORD '${password}'`,
    `CREATE ROLE ${app} LOGIN PASSWORD '${password}'`,
    `CREATE DATABASE ${name} OWNER ${owner} STRATEGY file_copy`,
    `REVOKE ALL ON DATABASE ${name} FROM PUBLIC`,
    `GRANT CONNECT ON DATABASE ${name} TO ${app}`,
  ]);
  return {
    name,
    ownerUrl: urlFor(name, owner, password),
    appUrl: urlFor(name, app, password),
    drop: async () => {
      await leftAlone(name);
      await asSuperuser([`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`, `DROP ROLE IF EXISTS ${owner}`, `DROP ROLE IF EXISTS ${app}`]);
    },
  };
}
