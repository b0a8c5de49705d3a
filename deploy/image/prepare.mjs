// Databases and roles of all services on the installation's PostgreSQL, as its superuser, and then every service's migrations, as the owner of its
// database; once, and again without harm.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { prepareDatabases } from '../local/prepare.mjs';

const folder = fileURLToPath(new URL('../../dist/services/', import.meta.url));
const services = readdirSync(folder).filter((name) => existsSync(join(folder, name, `src/${name}.module.js`)) && name !== 'sandbox');
const passwords = JSON.parse(readFileSync(join(process.env.SECRETS_DIR ?? '/run/secrets/xunbu', 'passwords.json'), 'utf8'));

function passwordOf(role) {
  if (passwords[role]) return passwords[role];
  throw new Error(`passwords.json has no password for ${role}: run node deploy/local/secrets.mjs again`);
}

const superuser = `postgres://postgres:${encodeURIComponent(passwordOf('postgres'))}@${process.env.POSTGRES_HOST ?? 'postgres:5432'}/postgres`;
const databases = await prepareDatabases(superuser, services, passwordOf);
for (const service of services) {
  const env = { ...process.env, ...databases[service] };
  const { status } = spawnSync(process.execPath, [join(folder, service, 'src/main.js'), 'migrate'], { env, stdio: 'inherit' });
  if (status !== 0) process.exit(1);
}
