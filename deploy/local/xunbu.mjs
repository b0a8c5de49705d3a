// `npm run xunbu -- <command>`: the operator's tool, on the installation in .data/ or in the folder that --data names.
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sayTrouble } from './say.mjs';
import { serviceNames } from './services.mjs';
import { root, withToolchain } from './toolchain.mjs';

function dataFolder(args) {
  const at = args.indexOf('--data');
  return resolve(at < 0 ? join(root, '.data') : (args.splice(at, 2)[1] ?? ''));
}

try {
  await withToolchain(fileURLToPath(import.meta.url));
  const { build } = await import('./build.mjs');
  await build();
  const args = process.argv.slice(2);
  const installation = { data: dataFolder(args), services: serviceNames() };
  const { runXunbu } = await import(join(root, 'dist/services/standalone/src/xunbu.js'));
  const { text, well } = await runXunbu(installation, args);
  console.log(text);
  process.exitCode = well ? 0 : 1;
} catch (error) {
  const wrongArguments = error?.code?.startsWith?.('ERR_PARSE_ARGS');
  sayTrouble(wrongArguments ? Object.assign(new Error(error.message), { name: 'Trouble' }) : error);
  process.exit(1);
}
