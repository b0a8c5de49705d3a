import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ClusterStory, clusterStory, type Killed, killIn, type Told } from './testing/cluster-story';
import { repository } from './testing/copied-tree';

const storyFile = join(repository, 'deploy/stories/small-class.yaml');
const text = readFileSync(storyFile, 'utf8');
const seed = Number(process.env['CLUSTER_SEED'] ?? Math.floor(performance.timeOrigin % 1_000_000));

let stage: ClusterStory;
beforeAll(async () => {
  stage = await clusterStory();
}, 240_000);
afterAll(() => stage?.end(), 60_000);

describe('a story on the cluster', () => {
  let told: Told;
  let killed: Killed;

  it('ends well although a process is killed on the way', async () => {
    killed = killIn(text, seed);
    // So that a failure can be played again.
    process.stderr.write(`CLUSTER_SEED=${seed}: ${killed.service}-${killed.replica} is killed in step ${killed.step}\n`);
    told = await stage.play(text, { replicas: 2, killed });
    expect(told.outcome).toEqual({ name: 'small-class', ok: true, differences: [] });
    expect(told.wasKilled).toBe(true);
  }, 300_000);

  it('is as it was after every fact of every service has been delivered twice more', () => {
    expect(told.republished).toBeGreaterThan(0);
    expect(told.afterwards).toEqual(told.before);
  });

  it('ends as it does where nobody is killed, to the fen', async () => {
    const calm = await stage.play(text, { replicas: 1 });
    expect(calm.outcome.ok).toBe(true);
    expect(told.summary).toEqual(calm.summary);
    // Guards the comparison itself: what it compares is not empty.
    expect(calm.summary).toMatchObject({
      rows: [{ fund: 'EMP', available: '1600.00', paid: '2400.00' }],
      orders: [{ amount: '2400.00', state: 'PAID' }],
      cases: [{ outcome: 'PAID' }, { outcome: 'PAID' }, { outcome: 'REJECTED' }, { outcome: 'REJECTED' }],
    });
  }, 300_000);
});
