import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { TableLog, ground, type Ground } from './testing/table-log';
import { rootOf, verifyConsistency, verifyInclusion, type Hash, type TreeHead } from './merkle';
import { Subscription } from './subscription';
import { Positions } from './subscription-positions';
import { consistencyProof, inclusionProof, type ReadTiles } from './tiles';
import { storedHead, storedTiles, treeBuilding } from './tiles-stored';

let on: Ground;
let running: Subscription[];
beforeEach(async () => {
  on = await ground();
  running = [];
});
afterEach(async () => {
  await Promise.all(running.map((subscription) => subscription.stop()));
  await on.end();
});

async function builder(
  batchSize: number,
): Promise<{ log: TableLog; subscription: Subscription; read: ReadTiles; head: () => Promise<TreeHead> }> {
  const source = await on.app();
  const log = new TableLog(source);
  const settings = { batchSize, lookAgainMs: 10, firstBackOffMs: 5, longestBackOffMs: 20 };
  const subscription = new Subscription({
    name: 'tree',
    dataSource: source,
    positions: new Positions(source),
    log,
    work: treeBuilding('plain'),
    settings,
  });
  running.push(subscription);
  subscription.start();
  return { log, subscription, read: (wanted) => storedTiles(source, 'plain', wanted), head: () => storedHead(source, 'plain') };
}

const leavesOf = async (): Promise<Hash[]> =>
  (await on.owner.query('select leaf from log_plain.fact order by seq')).map(({ leaf }: { leaf: Buffer }) => leaf);
const many = (count: number) => Array.from({ length: count }, (_, at) => ({ version: at + 1 }));

describe('the tree kept beside a log', () => {
  it('is empty before the first fact', async () => expect(await storedHead(on.owner, 'plain')).toEqual({ size: 0, root: rootOf([]) }));

  it.each([255, 256, 257, 512])('has the root that anybody computes over %i facts, in uneven batches', async (size) => {
    const { log, subscription, head } = await builder(100);
    await log.append(on.owner, many(size - 3));
    await subscription.waitFor(size - 3, 10_000);
    for (let n = 0; n < 3; n += 1) await log.append(on.owner, many(1));
    expect(await subscription.waitFor(size, 10_000)).toBe(true);
    expect(await head()).toEqual({ size, root: rootOf(await leavesOf()) });
  });

  it('passes the third level, and proves from the stored tiles alone', async () => {
    const { log, subscription, head, read } = await builder(4_096);
    await log.append(on.owner, many(65_535));
    expect(await subscription.waitFor(65_535, 30_000)).toBe(true);
    const older = await head();
    await log.append(on.owner, many(1));
    await log.append(on.owner, many(300));
    expect(await subscription.waitFor(65_836, 30_000)).toBe(true);
    const [newer, leaves] = [await head(), await leavesOf()];
    expect(older).toEqual({ size: 65_535, root: rootOf(leaves.slice(0, 65_535)) });
    expect(newer).toEqual({ size: 65_836, root: rootOf(leaves) });
    expect(verifyConsistency(older, newer, await consistencyProof(older.size, newer.size, read))).toBe(true);
    for (const index of [0, 255, 256, 65_535, 65_536, 65_835]) {
      expect(verifyInclusion(leaves[index]!, index, newer.size, newer.root, await inclusionProof(index, newer.size, read))).toBe(true);
    }
    expect(await on.owner.query('select level, count(*)::int from log_plain.tile group by level order by level')).toEqual([
      { level: 0, count: 258 },
      { level: 1, count: 2 },
      { level: 2, count: 1 },
    ]);
  }, 60_000);

  it('is built once by several replicas while several writers add facts', async () => {
    const builders = [await builder(64), await builder(64), await builder(64)];
    await Promise.all(
      builders.map(async ({ log }, writer) => {
        for (let round = 0; round < 20; round += 1) await log.append(on.owner, many(7 + writer));
      }),
    );
    for (const { subscription } of builders) expect(await subscription.waitFor(480, 10_000)).toBe(true);
    expect(await storedHead(on.owner, 'plain')).toEqual({ size: 480, root: rootOf(await leavesOf()) });
  });

  it('pauses rather than grow over a head that is not where its position is', async () => {
    const { log, subscription } = await builder(64);
    await log.append(on.owner, many(5));
    await subscription.waitFor(5, 10_000);
    await on.owner.query('update log_plain.tree_head set size = 4');
    await log.append(on.owner, many(1));
    expect(await subscription.waitFor(6, 200)).toBe(false);
    expect((await subscription.progress()).state).toMatchObject({ status: 'paused', why: expect.stringContaining('4 leaves') });
  });
});
