// A story played on a cluster of its own while one of its processes is killed, and what the money looks like afterwards.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { signStepUp, signToken } from '@libs/platform';
import { copiedTree, repository } from './copied-tree';
import { type Amounts, amountsOf, type Summary, summaryOf } from './money-now';
import { processesOf } from './started';

type Process = { readonly service: string; readonly replica: number; kill(): Promise<void>; restart(): Promise<void> };
type System = {
  readonly url: string;
  readonly services: readonly string[];
  readonly processes: readonly Process[];
  stop(): Promise<void>;
};
type Ground = { readonly keysDir: string; open(startsAt: string, options: { readonly replicas: number }): Promise<System> };
type Story = { readonly clock: string; readonly steps: readonly unknown[] };
type Outcome = { readonly name: string; readonly ok: boolean; readonly step?: number; readonly differences: readonly string[] };

/** What the built tree says of itself; a spec beside the sources has no business inside a library. */
type Tree = {
  clusterGround(folder: string, onStop: (end: () => unknown) => void, options: { readonly cache: string }): Promise<Ground>;
  parseStory(path: string, text: string): { readonly story: Story };
  playStory(story: Story, system: object): Promise<Outcome>;
  instantIn(text: string): string;
};

export type Killed = {
  readonly step: number;
  readonly service: string;
  readonly replica: number;
  readonly afterMs: number;
  readonly backBeforeStep: number;
};
export type Told = {
  readonly outcome: Outcome;
  readonly wasKilled: boolean;
  readonly republished: number;
  readonly before: Amounts;
  readonly afterwards: Amounts;
  readonly summary: Summary;
};
export type ClusterStory = {
  play(text: string, options: { readonly replicas: number; readonly killed?: Killed }): Promise<Told>;
  end(): Promise<void>;
};

const services = ['attendance', 'certification', 'enrolment', 'fund-ledger', 'subsidy-payment', 'supervision'];
const longestBeforeKillMs = 400;

/** Park and Miller's numbers: the same for one seed everywhere. */
function drawnFrom(seed: number): (below: number) => number {
  let state = (seed % 2_147_483_646) + 1;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

/** Which process dies, in which step, how far into it, and when it is back: all from the seed. */
export function killIn(text: string, seed: number): Killed {
  const steps = text.split('\nsteps:')[1]?.match(/\bdo: /g)?.length ?? 0;
  const draw = drawnFrom(seed);
  for (let warm = 0; warm < 3; warm += 1) draw(2);
  const step = 1 + draw(steps);
  const service = services[draw(services.length)] ?? '';
  return { step, service, replica: 1 + draw(2), afterMs: draw(longestBeforeKillMs), backBeforeStep: step + 1 + draw(2) };
}

/** Kills when its step has begun; back before a later step, or at the end of the story. */
class Killer {
  #dying: Promise<void> | undefined;
  #back = false;

  constructor(
    private readonly killed: Killed | undefined,
    private readonly processes: readonly Process[],
  ) {}

  get wasKilled(): boolean {
    return this.#dying !== undefined;
  }

  readonly beforeStep = async (place: number): Promise<void> => {
    if (!this.killed) return;
    if (place === this.killed.step) this.#dying = pause(this.killed.afterMs).then(() => this.#victim?.kill());
    if (place === this.killed.backBeforeStep) await this.bringBack();
  };

  async bringBack(): Promise<void> {
    if (!this.#dying || this.#back) return;
    this.#back = true;
    await this.#dying;
    await this.#victim?.restart();
  }

  get #victim(): Process | undefined {
    return this.processes.find(({ service, replica }) => service === this.killed?.service && replica === this.killed.replica);
  }
}

async function treeIn(folder: string): Promise<Tree> {
  const story = join(folder, 'dist/libs/testing/src/story');
  const [ground, parse, play, moments] = (await Promise.all(
    [
      join(folder, 'deploy/local/story-cluster.mjs'),
      ...['parse-story', 'play-story', 'moments'].map((name) => join(story, `${name}.js`)),
    ].map((file) => import(file)),
  )) as [Pick<Tree, 'clusterGround'>, Pick<Tree, 'parseStory'>, Pick<Tree, 'playStory'>, Pick<Tree, 'instantIn'>];
  return { ...ground, ...parse, ...play, ...moments };
}

/** Servers that all plays of a spec share; each play has fresh databases, topics and processes. */
export async function clusterStory(): Promise<ClusterStory> {
  const copied = copiedTree();
  const tree = await treeIn(copied.folder);
  const folder = mkdtempSync(join(tmpdir(), 'xunbu-cluster-story-'));
  const ends: (() => unknown)[] = [];
  const ground = await tree.clusterGround(folder, (end) => ends.unshift(end), { cache: join(repository, '.cache') });
  const tokenOf = (claims: Parameters<typeof signToken>[1]) => signToken(ground.keysDir, claims, { seconds: 3_600 });
  const stepUpOf = (shown: Parameters<typeof signStepUp>[1]) => signStepUp(ground.keysDir, shown);
  return {
    async play(text, { replicas, killed }) {
      const { story } = tree.parseStory('small-class.yaml', text);
      const system = await ground.open(tree.instantIn(story.clock), { replicas });
      try {
        const killer = new Killer(killed, system.processes);
        const { url, services: all } = system;
        const outcome = await tree.playStory(story, { url, services: all, tokenOf, stepUpOf, beforeStep: killer.beforeStep });
        await killer.bringBack();
        const before = await amountsOf({ url, tokenOf });
        const republished = killed ? (await before.redeliver(all)) + (await before.redeliver(all)) : 0;
        const afterwards = await amountsOf({ url, tokenOf });
        return {
          outcome,
          wasKilled: killer.wasKilled,
          republished,
          before: before.amounts,
          afterwards: afterwards.amounts,
          summary: summaryOf(afterwards.amounts),
        };
      } finally {
        await system.stop();
      }
    },
    async end() {
      for (const end of ends) await end();
      const left = [...processesOf(folder), ...processesOf(copied.folder)];
      rmSync(folder, { recursive: true, force: true });
      copied.remove();
      if (left.length > 0) throw new Error(`still running: ${JSON.stringify(left)}`);
    },
  };
}
