// `node deploy/local/secrets.mjs`: the secrets of an installation with Docker, in deploy/secrets/ (git-ignored): a folder per service with its own
// private key, everybody's public keys and the address of its database; and what only `prepare` and the database itself may know.
import { chmodSync, mkdirSync, readFileSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sqlName } from './names.mjs';
import { ensureKeys, openSecrets } from './prepare.mjs';
import { sayTrouble } from './say.mjs';
import { serviceNames } from './services.mjs';
import { root } from './toolchain.mjs';

// What one service alone may open.
const ownKeys = { enrolment: ['vault-master.key', 'blind-index.key'], 'subsidy-payment': ['payout-master.key'] };

// Docker hands a file into a container with the mode it has here, to a user that is nobody here: the files are readable, the folder around them is closed.
function give(folder, files) {
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  for (const [name, content] of Object.entries(files)) {
    const working = join(folder, `.${name}.new`);
    writeFileSync(working, content, { mode: 0o444 });
    chmodSync(working, 0o444);
    renameSync(working, join(folder, name));
  }
}

export function writeSecrets(folder, { host = 'postgres:5432', services = serviceNames() } = {}) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  const secret = openSecrets(join(folder, 'all'));
  const keys = ensureKeys(join(folder, 'all/keys'), services);
  const publicKeys = readdirSync(keys).filter((file) => file.endsWith('.public.pem'));
  const roles = ['bus', ...services.map(sqlName)].flatMap((name) => [`${name}_owner`, `${name}_app`]);
  for (const service of services) {
    const app = `${sqlName(service)}_app`;
    const files = [`${service}.private.pem`, 'input-hash.key', ...(ownKeys[service] ?? []), ...publicKeys];
    give(join(folder, service), {
      ...Object.fromEntries(files.map((file) => [file, readFileSync(join(keys, file))])),
      DATABASE_URL: `postgres://${app}:${secret(app)}@${host}/${sqlName(service)}\n`,
    });
  }
  // By the first key the sandbox of a rehearsal knows the processes of its own installation; with the second its bank signs who it is.
  const ofSandbox = ['input-hash.key', 'tokens.private.pem'];
  give(join(folder, 'sandbox'), Object.fromEntries(ofSandbox.map((file) => [file, readFileSync(join(keys, file))])));
  const passwords = Object.fromEntries(['postgres', ...roles].map((role) => [role, secret(role)]));
  give(join(folder, 'prepare'), { 'passwords.json': `${JSON.stringify(passwords, null, 2)}\n` });
  give(join(folder, 'postgres'), { password: secret('postgres') });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  try {
    const folder = resolve(process.argv[2] ?? join(root, 'deploy/secrets'));
    writeSecrets(folder);
    console.log(`secrets are in ${folder}`);
  } catch (error) {
    sayTrouble(error);
    process.exit(1);
  }
}
