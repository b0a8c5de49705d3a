// `npm run check`: types, the console's types of the API, lint with boundaries, house rules, format, and what the pages weigh. `-- --ship` records contracts and migrations that leave the house for the first time.
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { drifted } from './api-types.mjs';
import { buildWeb, tooHeavy } from './build-web.mjs';
import { build } from './build.mjs';
import { readTree } from './sources.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const bin = join(root, 'node_modules/.bin');
const began = performance.now();
const since = (start) => `${((performance.now() - start) / 1000).toFixed(1)} s`;
const env = {
  ...process.env,
  PATH: `${bin}${delimiter}${process.env.PATH ?? ''}`,
  NX_DAEMON: 'false',
  NX_NO_CLOUD: 'true',
  NX_INTERACTIVE: 'false',
  NX_TUI: 'false',
  NO_COLOR: '1',
  FORCE_COLOR: '0',
  CI: 'true',
};

/** Runs a tool of node_modules to its end and answers all that it said. */
const run = (tool, ...args) =>
  new Promise((answer, fail) => {
    const child = spawn(join(bin, tool), args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    child.stdout.on('data', (part) => (said += part));
    child.stderr.on('data', (part) => (said += part));
    child.on('error', fail);
    child.on('close', (code) => answer({ code, said }));
  });

// A tool that failed without a finding that we understand has still failed, and what it said is shown.
const orItsWords = (name, { code, said }, findings) =>
  code !== 0 && findings.length === 0 ? [`.:1 ${name} It ended with ${code} and said: ${said.trim().slice(-2000)}`] : findings;

async function types(project = 'tsconfig.base.json') {
  const result = await run('tsc', '-p', project, '--pretty', 'false');
  const errors = [...result.said.matchAll(/^(\S.*?)\((\d+),\d+\): error (TS\d+): (.*)$/gm)];
  return orItsWords(
    'types',
    result,
    errors.map(([, file, line, code, sentence]) => `${file}:${line} types/${code} ${sentence}`),
  );
}

async function pages() {
  const drift = (await drifted()).map((file) => `${file}:1 pages The API has changed since; \`npm run api-types\` writes it anew.`);
  const found = await types('services/console/web/tsconfig.json');
  if (found.length > 0) return [...drift, ...found];
  await buildWeb();
  return [...drift, ...tooHeavy().map((sentence) => `services/console/web/vite.config.mjs:1 pages ${sentence}`)];
}

async function lint() {
  const result = await run('nx', 'run', 'deploy:lint-tree', '--output-style=static', '--skip-nx-cache');
  const findings = result.said.split('\n').filter((line) => /^\S+:\d+ \S+ /.test(line));
  if (result.said.includes('The rule will be skipped'))
    findings.push('nx.json:1 lint Nx had no project graph, so the rule of module boundaries did not run.');
  if (!/^linted \d+ files[\s\S]*^(\d+) of \1 planted/m.test(result.said) && findings.length === 0)
    findings.push(`.:1 lint The linter did not come to its end: ${result.said.slice(-2000)}`);
  return orItsWords('lint', result, findings);
}

async function house() {
  await build();
  const { inspect } = await import(pathToFileURL(join(root, 'dist/libs/testing/src/house/house.js')).href);
  return inspect(readTree(root)).map(({ file, line, rule, sentence }) => `${file}:${line} house/${rule} ${sentence}`);
}

async function format() {
  const result = await run('prettier', '--list-different', '.');
  const files = result.said.split('\n').filter((line) => /^\S+\.\w+$/.test(line));
  return orItsWords(
    'format',
    result,
    files.map((file) => `${file}:1 format Prettier would write it otherwise; \`npm run format\` does.`),
  );
}

async function ship() {
  await build();
  const house = await import(pathToFileURL(join(root, 'dist/libs/testing/src/house/house.js')).href);
  const tree = readTree(root);
  for (const [list, now] of [
    [house.shippedContracts, house.contractHashes(tree)],
    [house.shippedMigrations, house.migrationHashes(tree)],
  ]) {
    let shipped = {};
    try {
      shipped = JSON.parse(readFileSync(join(root, list), 'utf8'));
    } catch (problem) {
      if (problem.code !== 'ENOENT') throw problem;
    }
    const added = Object.keys(now).filter((name) => shipped[name] === undefined);
    // What is there already is never written over: it shipped as it was.
    const all = Object.entries({ ...now, ...shipped }).toSorted(([a], [b]) => (a < b ? -1 : 1));
    writeFileSync(join(root, list), `${JSON.stringify(Object.fromEntries(all), null, 2)}\n`);
    console.log(`${list}: ${added.length ? `added ${added.join(', ')}` : 'nothing new'}`);
  }
}

async function part(name, work) {
  const start = performance.now();
  console.log(`${name} …`);
  const findings = await work().catch((problem) => [`.:1 ${name} ${problem.stack ?? problem}`]);
  console.log(`${name}: ${findings.length === 0 ? 'clean' : `${findings.length} findings`} (${since(start)})`);
  return findings;
}

async function check() {
  // Two lanes for two cores; the long parts begin.
  const lanes = await Promise.all([
    part('lint and boundaries', lint),
    part('types', types).then(async (found) => [
      ...found,
      ...(await part('pages', pages)),
      ...(await part('house rules', house)),
      ...(await part('format', format)),
    ]),
  ]);
  const findings = lanes.flat().toSorted();
  for (const finding of findings) console.log(finding);
  console.log(`check: ${findings.length === 0 ? 'all clean' : `${findings.length} findings`} in ${since(began)}`);
  process.exitCode = findings.length > 0 ? 1 : 0;
}

await (process.argv.includes('--ship') ? ship() : check());
