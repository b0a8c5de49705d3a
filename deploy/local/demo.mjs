// The demo district: a story that the first `npm start` tells to its own system, through the API, on a clock that is moved by hand. Afterwards the
// system goes on at the time of the machine.
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { say } from './say.mjs';
import { root } from './toolchain.mjs';

const storyFile = join(root, 'deploy/stories/demo.yaml');
const weekMs = 7 * 24 * 3_600 * 1_000;
const date = /\b\d{4}-\d{2}-\d{2}(?!\d)/g;
// Holidays may fall on a day that the story needs; then it is told as if it were a week earlier.
const weeksTried = 12;

const stateFile = (dataDir) => join(dataDir, 'demo.json');

/** `told`, `begun` where an earlier run ended in the middle of it, or `untold`. */
export function demoState(dataDir) {
  if (!existsSync(stateFile(dataDir))) return 'untold';
  return JSON.parse(readFileSync(stateFile(dataDir), 'utf8')).state;
}

export function keepDemoState(dataDir, state) {
  writeFileSync(`${stateFile(dataDir)}.new`, `${JSON.stringify({ state })}\n`);
  renameSync(`${stateFile(dataDir)}.new`, stateFile(dataDir));
}

function movedBy(text, weeks) {
  const moved = text.replaceAll(date, (day) => new Date(Date.parse(day) + weeks * weekMs).toISOString().slice(0, 10));
  // Funds are those of the years through which the story leads.
  const years = [...new Set((moved.match(date) ?? []).map((day) => day.slice(0, 4)))].sort();
  return moved.replace(/^.*\byear: \d{4}.*$/gm, (row) => years.map((year) => row.replace(/year: \d{4}/, `year: ${year}`)).join('\n'));
}

/** The story moved by whole weeks, so that its last day lies in the week before `today`, or as near to it as the calendar lets it. */
export async function demoStory(today = new Date()) {
  const { parseStory } = await import(join(root, 'dist/libs/testing/src/story/parse-story.js'));
  const text = readFileSync(storyFile, 'utf8');
  const last = (text.match(date) ?? []).sort().at(-1);
  const weeks = Math.floor((today.getTime() - Date.parse(`${last}T16:00:00Z`)) / weekMs);
  let fault;
  for (let back = 0; back < weeksTried; back += 1) {
    try {
      return parseStory('demo.yaml', movedBy(text, weeks - back)).story;
    } catch (error) {
      fault ??= error;
    }
  }
  throw fault;
}

/** Tells it to a system that runs with the sandbox's clock, and keeps how far it is; its own words on what went wrong, if anything did. */
export async function tellDemo(story, { url, services, keysDir, howFar, stopping }) {
  const { playStory, told } = await import(join(root, 'dist/libs/testing/src/story/play-story.js'));
  const { signStepUp, signToken } = await import(join(root, 'dist/libs/platform/src/index.js'));
  const outcome = await playStory(story, {
    url,
    services,
    tokenOf: (claims) => signToken(keysDir, claims),
    stepUpOf: (shown) => signStepUp(keysDir, shown),
    beforeStep: (step) => {
      if (stopping()) throw new Error('stopped');
      Object.assign(howFar, { step, of: story.steps.length });
      say(`telling the demo story 正在讲述示范案例 ${step}/${story.steps.length} …`);
    },
  });
  if (stopping()) return undefined;
  const { grantDemoAccounts } = await import(join(root, 'dist/services/standalone/src/sign-in/demo-grants.js'));
  await grantDemoAccounts({ url, tokenOf: (claims) => signToken(keysDir, claims) });
  return outcome.ok ? undefined : told(outcome);
}

/** Posts the list that the story left ready, at the time of the machine: a district in which nothing runs would have nothing to object to. */
export async function postDemoList({ url, keysDir }) {
  const { signToken } = await import(join(root, 'dist/libs/platform/src/index.js'));
  const token = await signToken(keysDir, { sub: 'officer1', roles: ['reviewer'] });
  const ask = async (path, more = {}) => {
    const answer = await fetch(`${url}/api/subsidy-payment/${path}`, {
      ...more,
      headers: { authorization: `Bearer ${token}`, ...more.headers },
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  for (const { claimId } of (await ask('claims?limit=200')).items) {
    const { cases, version } = await ask(`claims/${claimId}`);
    if (!cases.some(({ stage }) => stage === 'SECOND_REVIEWED')) continue;
    const headers = { 'idempotency-key': 'demo-list-posted', 'if-match': `"${version}"` };
    await ask(`claims/${claimId}/publicities`, { method: 'POST', headers });
  }
}
