// Builds the console and the portal into dist/web when anything that they are made of has changed.
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { root } from './build.mjs';

const web = join(root, 'services/console/web');
const out = join(root, 'dist/web');
const stampFile = join(out, '.built');
// First loads, gzipped: what a phone on a bad line fetches before it shows anything, and what an office does.
const budgets = { 'portal.html': 300_000, 'console.html': 600_000 };

/** Says in one text what the pages are made of: names, times and sizes of the sources, and which libraries. */
function stampOf() {
  const folders = [web, join(root, 'libs/platform/src/texts')];
  const files = folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true })
      .map((file) => join(folder, file))
      .filter((file) => statSync(file).isFile() && !/\.spec\.tsx?$/.test(file)),
  );
  return [...files, join(root, 'package-lock.json')]
    .map((file) => [file.slice(root.length), statSync(file).mtimeMs, statSync(file).size].join(' '))
    .join('\n');
}

/** Everything that a page loads before it shows something: its script, what that imports, and their styles. */
function firstLoad(manifest, page) {
  const seen = new Set();
  const visit = (key) => {
    const { file, css = [], imports = [] } = manifest[key];
    for (const name of [file, ...css]) seen.add(name);
    for (const next of imports) if (!seen.has(manifest[next].file)) visit(next);
  };
  visit(page);
  return [...seen];
}

/** The pages whose first load is too heavy, with what they weigh. */
export function tooHeavy() {
  const manifest = JSON.parse(readFileSync(join(out, '.vite/manifest.json'), 'utf8'));
  return Object.entries(budgets).flatMap(([page, budget]) => {
    const bytes = firstLoad(manifest, page).reduce((sum, file) => sum + gzipSync(readFileSync(join(out, file))).length, 0);
    console.log(`${page}: first load ${Math.round(bytes / 1_000)} kB of ${budget / 1_000} kB, gzipped`);
    return bytes > budget ? [`${page} weighs ${bytes} bytes gzipped at first load; ${budget} are allowed.`] : [];
  });
}

/** Answers whether there was anything to build. */
export async function buildWeb() {
  const stamp = stampOf();
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) return false;
  const { build } = await import('vite');
  await build({ configFile: join(web, 'vite.config.mjs'), logLevel: 'error' });
  writeFileSync(stampFile, stamp);
  return true;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  console.log((await buildWeb()) ? 'built the console and the portal' : 'the console and the portal are built');
  process.exitCode = tooHeavy().length > 0 ? 1 : 0;
}
