// Plays a story against a system of its own, from the first step to the first thing that is not as it should be.
import { Api, NotBuilt, StepRefused, type StorySystem } from './api';
import { setScene } from './cast';
import { compareDetail, type Difference } from './compare';
import { compareExpectations, Outlook } from './expectations';
import { type Keyed, shown } from './fault';
import { compareBuckets, fundRowsNow } from './fund-rows';
import { instantIn } from './moments';
import type { RuleCase, Step, Story } from './parse-story';
import type { Played } from './played';
import { Scene } from './scene';
import { Timeline } from './timeline';
import { playVerb } from './verbs';

export type Outcome = { readonly name: string; readonly ok: boolean; readonly step?: number; readonly differences: readonly string[] };

type Attempt = { readonly played: Played; readonly refused?: StepRefused };

async function attempt(scene: Scene, step: Step): Promise<Attempt> {
  const expectsRefusal = step.expect?.['refused'] !== undefined;
  try {
    return { played: await playVerb(scene, step) };
  } catch (error) {
    if (!expectsRefusal || !(error instanceof StepRefused)) throw error;
    // The claims that a refused step names may still be looked at.
    const claims = step['claim'] === undefined ? [] : scene.claimNames(step['claim']).filter((name) => scene.claims.has(name));
    return { played: claims.length > 0 ? { claims } : {}, refused: error };
  }
}

function compareRefusal(step: Step, { refused }: Attempt, scene: Scene): readonly Difference[] {
  const expected = step.expect?.['refused'];
  if (expected === undefined) return [];
  if (!refused) return [`expected a refusal ${String(expected)} got none`];
  if (refused.code !== expected) return [`refused: expected ${String(expected)} got ${refused.code} ${shown(refused.values)}`];
  return compareDetail(step.expect?.['detail'], refused.values, new Outlook(scene, step, {}).naming, 'refused');
}

async function playStep(scene: Scene, step: Step): Promise<readonly Difference[]> {
  if (step.at !== undefined) await scene.timeline.advance(instantIn(step.at));
  const attempted = await attempt(scene, step);
  await scene.timeline.rest();
  const refusal = compareRefusal(step, attempted, scene);
  if (refusal.length > 0) return refusal;
  return [...(await compareExpectations(scene, step, attempted.played)), ...compareBuckets(await fundRowsNow(scene))];
}

const inWords = (error: unknown): string => {
  if (error instanceof NotBuilt) return error.message;
  if (error instanceof StepRefused) return `expected success got ${error.message}`;
  return error instanceof Error ? error.message : String(error);
};

export async function playStory(story: Story, system: StorySystem): Promise<Outcome> {
  const name = story.story;
  const api = new Api(system);
  const scene = new Scene(api, story, new Timeline(api, instantIn(story.clock)));
  let place = 0;
  try {
    await setScene(scene);
    for (const step of story.steps) {
      place += 1;
      await system.beforeStep?.(place, step);
      const differences = await playStep(scene, step);
      if (differences.length > 0) return { name, ok: false, step: place, differences };
    }
    return { name, ok: true, differences: [] };
  } catch (error) {
    return { name, ok: false, step: place, differences: [inWords(error)] };
  }
}

const sorted = (value: unknown): unknown => {
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, each]) => [key, sorted(each)]),
  );
};

/** Asks the public what-if of the rules. */
export async function playRule(rule: RuleCase, system: StorySystem): Promise<Outcome> {
  const { id: name, out, ...question } = rule;
  try {
    const answer = await new Api(system).post<{ readonly out: Keyed }>('subsidy-payment/rule-questions', {
      as: { sub: 'story-public', roles: ['trainee'] },
      body: { rule: question.rule, pack: question.pack, in: question.in },
    });
    const same = JSON.stringify(sorted(answer.out)) === JSON.stringify(sorted(out));
    return { name, ok: same, differences: same ? [] : [`expected ${shown(out)} got ${shown(answer.out)}`] };
  } catch (error) {
    return { name, ok: false, differences: [inWords(error)] };
  }
}

const mostTold = 4;

/** `ok AC-13`, or where and how it went wrong. */
export function told({ name, ok, step, differences }: Outcome): string {
  if (ok) return `ok ${name}`;
  const where = step === undefined ? '' : step === 0 ? ' before step 1' : ` step ${step}`;
  const more = differences.length > mostTold ? `; and ${differences.length - mostTold} more` : '';
  return `FAIL ${name}${where}: ${differences.slice(0, mostTold).join('; ')}${more}`;
}
