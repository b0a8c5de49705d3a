// All verbs of a story by name; what no route exists for says so when it is played.
import { NotBuilt, StepRefused } from './api';
import { redeliver } from './announced';
import { isKeyed, listOf } from './fault';
import type { Verb } from './language';
import type { Step } from './parse-story';
import type { Play, Played, VerbPlay } from './played';
import { onlooker, type Scene } from './scene';
import { claimVerbs } from './verbs-claims';
import { classVerbs } from './verbs-classes';
import { moneyVerbs } from './verbs-money';
import { supervisionVerbs } from './verbs-supervision';

const unbuilt = (verb: string): VerbPlay => ({
  by: 'nobody',
  play: () => Promise.reject(new NotBuilt(verb)),
});

const registry: Play = async (scene, step) => {
  await scene.tellRegistries(step['entries'] as Parameters<Scene['tellRegistries']>[0]);
  return {};
};

const redelivered: Play = async (scene, step) => {
  await redeliver(scene, String(step['fact']), Number(step['times']));
  return {};
};

type Ran = { readonly step: Step; readonly refused?: string };

async function run(scene: Scene, step: Step): Promise<Ran> {
  try {
    await playVerb(scene, step);
    return { step };
  } catch (error) {
    if (error instanceof StepRefused) return { step, refused: error.code };
    throw error;
  }
}

/** Every actor looks first, then all are sent at once. */
const together: Play = async (scene, step): Promise<Played> => {
  const steps = step['steps'] as readonly Step[];
  for (const each of steps)
    for (const claim of listOf(each['claim'] ?? []).map(String))
      if (scene.claims.has(claim)) scene.keepSeen(actorOf(scene, each), claim, await scene.versionNow(claim));
  const ran = await Promise.all(steps.map((each) => run(scene, each)));
  await scene.timeline.rest();
  const refused: Record<string, number> = {};
  for (const { refused: word } of ran) if (word !== undefined) refused[word] = (refused[word] ?? 0) + 1;
  const claims = [...new Set(steps.flatMap((each) => listOf(each['claim'] ?? []).map(String)))].filter((claim) => scene.claims.has(claim));
  await bindNames(scene, step, claims);
  return { claims, race: { ok: ran.filter((each) => each.refused === undefined).length, refused, claims } };
};

/** `names` binds a name to the claim that came out so. */
async function bindNames(scene: Scene, step: Step, claims: readonly string[]): Promise<void> {
  for (const [outcome, name] of Object.entries(isKeyed(step['names']) ? step['names'] : {})) {
    const ids: string[] = [];
    for (const claim of claims) {
      const { cases } = await scene.api.get<{ readonly cases: readonly { readonly outcome: string }[] }>(
        onlooker,
        `subsidy-payment/claims/${scene.claimId(claim)}`,
      );
      if (cases.length > 0 && cases.every((each) => each.outcome === outcome)) ids.push(scene.claimId(claim));
    }
    if (ids.length === 1 && ids[0] !== undefined) scene.bindClaim(String(name), ids[0]);
    else throw new Error(`names: ${ids.length} claims of the race came out ${outcome}`);
  }
}

const verbs: Readonly<Record<Verb, VerbPlay>> = {
  ...classVerbs,
  ...claimVerbs,
  ...moneyVerbs,
  ...supervisionVerbs,
  registry: { by: 'nobody', play: registry },
  redeliver: { by: 'nobody', play: redelivered },
  together: { by: 'nobody', play: together },
  correct_reserve: unbuilt('correct_reserve'),
  refund: unbuilt('refund'),
  plan_apprenticeship: unbuilt('plan_apprenticeship'),
  settle_apprenticeship: unbuilt('settle_apprenticeship'),
  issue_voucher: unbuilt('issue_voucher'),
  reserve_voucher: unbuilt('reserve_voucher'),
  redeem_voucher: unbuilt('redeem_voucher'),
  release_voucher: unbuilt('release_voucher'),
};

function actorOf(scene: Scene, step: Step): string {
  const { by } = verbs[step.do];
  return step.as ?? (typeof by === 'string' ? by : by(scene, step));
}

export const playVerb = (scene: Scene, step: Step): Promise<Played> => verbs[step.do].play(scene, step, actorOf(scene, step));
