// `npm run story -- FILE… [--cluster] [--json]`: plays acceptance stories and rule cases over HTTP, each story against a fresh system.
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { Trouble, runUntilStopped, sayTrouble } from './say.mjs';
import { root, withToolchain } from './toolchain.mjs';

const rulesAskedOn = '2025-01-02';

const playerOf = (file) => import(join(root, 'dist/libs/testing/src/story', `${file}.js`));

function options() {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { cluster: { type: 'boolean', default: false }, json: { type: 'boolean', default: false } },
    });
    if (positionals.length === 0) throw new Error('no file is named');
    return { ...values, files: positionals };
  } catch (error) {
    throw new Trouble(
      `参数不对：${error.message}`,
      `Usage: npm run story -- FILE… [--cluster] [--json]
  --cluster: real Kafka, Redis and PostgreSQL, each story on fresh databases and topics, with one process of each service.`,
    );
  }
}

/** Reads all files before anything is played; what is wrong with them is told file by file. */
async function readAll(files, tell) {
  const { parseStory } = await playerOf('parse-story');
  const read = [];
  let well = true;
  for (const file of files) {
    try {
      read.push({ file, ...parseStory(file, readFileSync(resolve(file), 'utf8')) });
    } catch (error) {
      well = false;
      await tell({ name: basename(file, '.yaml'), ok: false, differences: error.faults ?? [error.message] });
    }
  }
  return { read, well };
}

function teller(json) {
  return async (outcome) => {
    const { told } = await playerOf('play-story');
    const { name, ok, step, differences, ...timings } = outcome;
    const line = json
      ? JSON.stringify({ name, ok, ...(step !== undefined && { step }), ...(ok ? {} : { differences }), ...timings })
      : told(outcome);
    process.stdout.write(`${line}\n`);
  };
}

async function tokensOf(keysDir) {
  const { signStepUp, signToken } = await import(join(root, 'dist/libs/platform/src/index.js'));
  return {
    tokenOf: (claims) => signToken(keysDir, claims, { seconds: 6 * 3600 }),
    stepUpOf: (shown) => signStepUp(keysDir, shown),
  };
}

async function playOne(ground, tokens, startsAt, play) {
  const began = performance.now();
  const system = await ground.open(startsAt);
  const opened = performance.now();
  try {
    const outcome = await play({ url: system.url, services: system.services, ...tokens });
    return { ...outcome, freshMs: Math.round(opened - began), playMs: Math.round(performance.now() - opened) };
  } finally {
    await system.stop();
  }
}

async function main({ onStop, stop, stopping }) {
  const { cluster, json, files } = options();
  const { build } = await import('./build.mjs');
  await build();
  const tell = teller(json);
  const { read, well } = await readAll(files, tell);
  if (!well) return void stop(undefined, 1);
  const cache = join(root, '.cache');
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'story-'));
  onStop(() => (process.env.STORY_KEEP ? undefined : rmSync(folder, { recursive: true, force: true })));
  const { standaloneGround } = await import('./story-ground.mjs');
  const ground = cluster
    ? await (await import('./story-cluster.mjs')).clusterGround(folder, onStop)
    : await standaloneGround(folder, onStop);
  const tokens = await tokensOf(ground.keysDir);
  const [{ playStory, playRule }, { instantIn }] = await Promise.all([playerOf('play-story'), playerOf('moments')]);
  let failed = 0;
  const count = async (outcome) => {
    failed += outcome.ok ? 0 : 1;
    await tell(outcome);
  };
  for (let place = 0; place < read.length && !stopping(); place += 1) {
    const { story } = read[place];
    if (story) {
      await count(await attempt(story.story, () => playOne(ground, tokens, instantIn(story.clock), (system) => playStory(story, system))));
      continue;
    }
    // Questions change nothing: rule files that follow one another are put to one system.
    const cases = [...(read[place].rules ?? [])];
    while (read[place + 1]?.rules) cases.push(...read[(place += 1)].rules);
    await playOne(ground, tokens, instantIn(rulesAskedOn), async (system) => {
      for (const rule of cases) await count(await playRule(rule, system));
      return {};
    });
  }
  // Not waited for: stopping waits for this function.
  void stop(undefined, failed === 0 ? 0 : 1);
}

/** A system that does not come up fails its story, and the next one is played. */
async function attempt(name, play) {
  try {
    return await play();
  } catch (error) {
    return { name, ok: false, differences: [`no system: ${error.message.split('\n').slice(0, 3).join(' ')}`] };
  }
}

try {
  await withToolchain(fileURLToPath(import.meta.url));
  await runUntilStopped(main, { name: 'story' });
} catch (error) {
  sayTrouble(error);
  process.exit(1);
}
