// What a container does: `run.mjs <service> [migrate]` or `run.mjs prepare`. Secrets are files of SECRETS_DIR; nothing secret is in the environment that
// Docker shows.
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const services = fileURLToPath(new URL('../../dist/services/', import.meta.url));
const secrets = process.env.SECRETS_DIR ?? '/run/secrets/xunbu';
const [what = ''] = process.argv.splice(2, 1);

/** Files named like variables, `DATABASE_URL`, become variables, unless they are set already. */
function readSecrets() {
  if (!existsSync(secrets)) return;
  for (const name of readdirSync(secrets)) {
    if (/^[A-Z][A-Z0-9_]*$/.test(name)) process.env[name] ??= readFileSync(join(secrets, name), 'utf8').trim();
  }
  process.env.KEYS_DIR ??= secrets;
}

const isService = (name) =>
  existsSync(join(services, name, 'src', `${name}.module.js`)) && !['console', 'sandbox', 'standalone'].includes(name);

// By convention a service is reached under its own name, so that adding one needs no change at the edge.
function upstreams() {
  const others = process.env.SANDBOX_URL ? ['sandbox'] : [];
  return [...readdirSync(services).filter(isService), ...others].map((name) => `${name}=http://${name}:8080`).join(';');
}

readSecrets();
// Where the sandbox reaches this very container: Docker resolves its host name for the others.
if (process.env.SANDBOX_URL) process.env.INTERNAL_URL ??= `http://${hostname()}:${process.env.PORT ?? 8080}`;
const entry = join(services, what, 'src/main.js');
if (what === 'prepare') await import('./prepare.mjs');
else if (/^[a-z][a-z0-9-]*$/.test(what) && existsSync(entry)) {
  if (what === 'console') process.env.UPSTREAMS ??= upstreams();
  // The service sees the arguments that are meant for it: `migrate`, or none.
  if (process.argv[2] !== 'migrate') process.argv.length = 2;
  await import(entry);
} else {
  console.error(
    `There is no service ${JSON.stringify(what)} in this image; there are: ${readdirSync(services).filter(isService).join(', ')}, console, sandbox, prepare.`,
  );
  process.exit(1);
}
