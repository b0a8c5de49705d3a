// Databases, roles, passwords and keys of an installation on this machine; made once, kept in its data folder, found again at every start.
import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Trouble } from './say.mjs';
import { sqlName } from './names.mjs';

/** Random passwords by name, in a file that only its owner reads. */
export function openSecrets(dataDir) {
  mkdirSync(dataDir, { recursive: true });
  const file = join(dataDir, 'secrets.json');
  const secrets = existsSync(file) ? readSecrets(file) : {};
  return (name) => {
    if (secrets[name]) return secrets[name];
    secrets[name] = randomBytes(24).toString('base64url');
    // Written beside and renamed: half a file would lock us out of our own databases.
    writeFileSync(`${file}.new`, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
    renameSync(`${file}.new`, file);
    return secrets[name];
  };
}

function readSecrets(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new Trouble(
      `保存密码的文件 ${file} 无法读取（${error.code ?? '内容已损坏'}）。请从备份恢复它。`,
      `The file of passwords ${file} cannot be read (${error.code ?? 'it is damaged'}). Restore it from a backup.`,
    );
  }
}

/** The keys with which services sign what they announce, the key of local tokens, the key under which inputs are hashed, those of the people's vault, and that of payout files. */
export function ensureKeys(folder, services) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  for (const name of [...services, 'tokens']) {
    const privateFile = join(folder, `${name}.private.pem`);
    if (existsSync(privateFile)) continue;
    const { privateKey, publicKey } = generateKeyPairSync('ed25519');
    // The private half last: whoever finds it may rely on the public one.
    writeFileSync(join(folder, `${name}.public.pem`), publicKey.export({ type: 'spki', format: 'pem' }), { mode: 0o600 });
    writeFileSync(privateFile, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 });
  }
  // Lost, the vault's keys take every name and number in it along: they belong into the backup of the keys.
  for (const name of ['input-hash.key', 'vault-master.key', 'blind-index.key', 'payout-master.key']) {
    const file = join(folder, name);
    if (!existsSync(file)) writeFileSync(file, `${randomBytes(32).toString('hex')}\n`, { mode: 0o600 });
  }
  return folder;
}

const literal = (text) => `'${text.replaceAll("'", "''")}'`;

async function withClient(url, work) {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

async function ensureRole(client, role, password) {
  const { rowCount } = await client.query('SELECT FROM pg_roles WHERE rolname = $1', [role]);
  await client.query(`${rowCount ? 'ALTER' : 'CREATE'} ROLE ${role} LOGIN PASSWORD ${literal(password)}`);
}

async function ensureDatabase(client, name, owner, apps) {
  const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [name]);
  if (!rowCount) await client.query(`CREATE DATABASE ${name} OWNER ${owner}`);
  await client.query(`REVOKE ALL ON DATABASE ${name} FROM PUBLIC`);
  for (const app of apps) await client.query(`GRANT CONNECT ON DATABASE ${name} TO ${app}`);
}

function urlOf(superuserUrl, database, role, password) {
  const url = new URL(superuserUrl);
  url.pathname = `/${database}`;
  url.username = role;
  url.password = password;
  return url.href;
}

/**
 * A database per service, owned by `<service>_owner`, which migrates, and used by `<service>_app`, which has only what it is granted;
 * and the `bus` of the PostgreSQL transport.
 * @returns {Promise<Record<string, {DATABASE_URL: string, MIGRATION_DATABASE_URL: string}>>} by service, `bus` included
 */
export async function prepareDatabases(superuserUrl, services, secret) {
  return withClient(superuserUrl, async (client) => {
    const urls = {};
    for (const name of [...services, 'bus']) {
      const database = sqlName(name);
      const [owner, app] = [`${database}_owner`, `${database}_app`];
      for (const role of [owner, app]) await ensureRole(client, role, secret(role));
      await ensureDatabase(client, database, owner, [app]);
      urls[name] = {
        DATABASE_URL: urlOf(superuserUrl, database, app, secret(app)),
        MIGRATION_DATABASE_URL: urlOf(superuserUrl, database, owner, secret(owner)),
      };
    }
    return urls;
  });
}

/** Takes the databases of all services away. For a demo story that was broken off in the middle, before anybody could have used the system. */
export async function dropDatabases(superuserUrl, services) {
  await withClient(superuserUrl, async (client) => {
    for (const name of [...services, 'bus']) await client.query(`DROP DATABASE IF EXISTS ${sqlName(name)} WITH (FORCE)`);
  });
}

/** Answers when all that was committed is on the disk. */
export const checkpoint = (superuserUrl) => withClient(superuserUrl, (client) => client.query('CHECKPOINT'));
