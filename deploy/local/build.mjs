// Compiles every TypeScript file of libs/, services/ and deploy/ into dist/, one to one, as plain ES modules that Node runs without a loader.
import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transform } from '@swc/core';

export const root = fileURLToPath(new URL('../../', import.meta.url));
const swc = JSON.parse(readFileSync(join(root, '.swcrc.json'), 'utf8'));
const importedFrom = /\b(from|import)(\s*\(?\s*)(["'])(\.{1,2}\/[^"']+|@libs\/[^"']+)\3/g;

const isSource = (file) => file.endsWith('.ts') && !file.endsWith('.d.ts') && !file.endsWith('spec.ts');

const sources = ['libs', 'services', 'deploy'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true })
    .map((file) => join(folder, file))
    .filter((file) => isSource(file) && !file.includes('node_modules') && !file.includes('/fixtures/')),
);

const withExtension = (specifier) => (/\.(js|mjs|json)$/.test(specifier) ? specifier : `${specifier}.js`);

// Node wants whole file names and knows no path mapping: './x' becomes './x.js', '@libs/kernel' the way to its index.
function resolved(specifier, file) {
  if (!specifier.startsWith('@libs/')) return withExtension(specifier);
  return relative(dirname(file), join('libs', specifier.slice('@libs/'.length), 'src/index.js')).replace(/^(?!\.)/, './');
}

const upToDate = (file, target) => {
  try {
    // The times of a file are set in milliseconds and kept in finer units.
    return Math.abs(statSync(target).mtimeMs - statSync(join(root, file)).mtimeMs) < 2;
  } catch {
    return false;
  }
};

// Renamed into place: another process may be loading the same file, or building beside us.
function writeWhole(target, text, times) {
  const working = `${target}.${process.pid}`;
  writeFileSync(working, text);
  if (times) utimesSync(working, ...times);
  renameSync(working, target);
}

async function compile(file) {
  const target = join(root, 'dist', file.replace(/\.ts$/, '.js'));
  if (upToDate(file, target)) return false;
  const { atime, mtime } = statSync(join(root, file));
  const { code, map } = await transform(readFileSync(join(root, file), 'utf8'), {
    ...swc,
    swcrc: false,
    configFile: false,
    filename: join(root, file),
  });
  const linked = code.replace(
    importedFrom,
    (_, word, gap, quote, specifier) => `${word}${gap}${quote}${resolved(specifier, file)}${quote}`,
  );
  mkdirSync(dirname(target), { recursive: true });
  writeWhole(`${target}.map`, map);
  writeWhole(target, `${linked}\n//# sourceMappingURL=${target.split('/').pop()}.map\n`, [atime, mtime]);
  return true;
}

// A source that is gone must not live on in dist/.
function removeOrphans() {
  const wanted = new Set(sources.map((file) => file.replace(/\.ts$/, '.js')));
  for (const folder of ['libs', 'services', 'deploy']) {
    const base = join(root, 'dist', folder);
    let files = [];
    try {
      files = readdirSync(base, { recursive: true });
    } catch {
      continue;
    }
    for (const file of files) {
      if (file.endsWith('.js') && !wanted.has(join(folder, file))) rmSync(join(base, file));
    }
  }
}

export async function build() {
  removeOrphans();
  return (await Promise.all(sources.map(compile))).filter(Boolean).length;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(`built ${await build()} of ${sources.length} files`);
