import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { eventually, testPostgresUrl } from '@libs/testing';
import { Client } from 'pg';
import type { DataSource } from 'typeorm';
import type { RecordedFact } from './decider';
import { TableLog, counter, ground, type Ground } from './testing/table-log';
import { Subscription, afterwards, transactionally, type Observation, type SubscriptionSettings, type Work } from './subscription';
import { Positions } from './subscription-positions';

const quick: Partial<SubscriptionSettings> = { firstBackOffMs: 5, longestBackOffMs: 20, lookAgainMs: 10 };
const many = (count: number) => Array.from({ length: count }, () => ({}));

let on: Ground;
let running: Subscription[];
beforeEach(async () => {
  on = await ground();
  await on.owner.query('create table applied (seq bigint, by text, at bigint generated always as identity)');
  await on.owner.query(`grant select, insert on applied to ${on.database.name}_app`);
  running = [];
});
afterEach(async () => {
  await Promise.all(running.map((subscription) => subscription.stop()));
  await on.end();
});

type Replica = {
  readonly source: DataSource;
  readonly log: TableLog;
  readonly positions: Positions;
  readonly subscription: Subscription;
  readonly seen: Observation[];
};

async function replica(work: (log: TableLog, source: DataSource) => Work, settings: Partial<SubscriptionSettings> = {}): Promise<Replica> {
  const source = await on.app();
  const [log, positions, seen] = [new TableLog(source), new Positions(source), [] as Observation[]];
  const subscription = new Subscription({
    name: 'tally',
    dataSource: source,
    positions,
    log,
    work: work(log, source),
    settings: { ...quick, ...settings },
    observe: (observation) => seen.push(observation),
  });
  running.push(subscription);
  subscription.start();
  return { source, log, positions, subscription, seen };
}

/** Notes each fact, in the transaction, with who did it. */
const noting =
  (by: string, before: (facts: readonly RecordedFact[]) => Promise<void> = async () => {}) =>
  (log: TableLog) =>
    transactionally(log, [counter], async (facts, rows) => {
      await before(facts);
      for (const { seq } of facts) await rows.query('insert into applied values ($1, $2)', [seq, by]);
    });

const applied = async (): Promise<number[]> =>
  (await on.owner.query('select seq::int from applied order by at')).map(({ seq }: { seq: number }) => seq);
const upTo = (n: number) => Array.from({ length: n }, (_, at) => at + 1);

let superuser: Client;
beforeAll(async () => {
  superuser = new Client({ connectionString: testPostgresUrl() });
  await superuser.connect();
});
afterAll(() => superuser.end());

const inTransaction = () => `from pg_stat_activity where usename = '${on.database.name}_app' and state like 'idle in transaction%'`;

/** What a SIGKILL looks like to the database: every connection that is in the middle of something is gone. */
const cutThoseInTransaction = () => superuser.query(`select pg_terminate_backend(pid) ${inTransaction()}`);

describe('a subscription with its work in the transaction', () => {
  it('applies every fact once and in order, those that were there and those that come', async () => {
    const log = new TableLog(on.owner);
    await log.append(on.owner, many(600));
    const { subscription, log: ours } = await replica(noting('a'));
    expect(await subscription.waitFor(600, 10_000)).toBe(true);
    await ours.append(on.owner, many(3));
    expect(await subscription.waitFor(603, 10_000)).toBe(true);
    expect(await applied()).toEqual(upTo(603));
    expect(await eventually(async () => (await subscription.progress()).running === false && subscription.progress())).toEqual({
      position: 603,
      head: 603,
      running: false,
      state: { status: 'running' },
    });
  });

  it('finds by polling what nobody told it of', async () => {
    const { subscription } = await replica(noting('a'), { pollMs: 20 });
    await new TableLog(on.owner).append(on.owner, many(2));
    expect(await subscription.waitFor(2, 10_000)).toBe(true);
  });

  describe('that is told how far its log has grown', () => {
    /** At the end of a log that tells nothing by itself; nothing is found by polling. */
    const atEnd = async () => {
      const { log, subscription } = await replica(noting('a'), { pollMs: 3_600_000, lingerMs: 0 });
      const elsewhere = new TableLog(on.owner);
      await elsewhere.append(on.owner, many(1));
      log.tell();
      expect(await subscription.waitFor(1, 10_000)).toBe(true);
      const before = log.asked;
      log.tell();
      await eventually(() => log.asked === before + 1);
      log.asked = 0;
      return { log, subscription, append: (count: number) => elsewhere.append(on.owner, many(count)) };
    };

    it('asks it no more, in whatever order it hears', async () => {
      const { log, subscription, append } = await atEnd();
      for (const count of [1, 300, 2]) {
        const head = await append(count);
        for (const told of [head, head - 1, head]) log.tell(told);
        expect(await subscription.waitFor(head, 10_000)).toBe(true);
      }
      expect(log.asked).toBe(0);
      expect(await applied()).toEqual(upTo(304));
    });

    it('asks it where it hears that it has grown and not how far, and where what it heard is not there', async () => {
      const { log, subscription, append } = await atEnd();
      await append(1);
      log.tell();
      expect(await subscription.waitFor(2, 10_000)).toBe(true);
      expect(log.asked).toBe(1);
      log.tell(1_000_000);
      await eventually(() => log.asked === 2);
      log.tell(await append(1));
      expect(await subscription.waitFor(3, 10_000)).toBe(true);
      expect(log.asked).toBe(2);
    });
  });

  it('splits no fact between two replicas while writers go on, and lets each wait for the other', async () => {
    const [a, b] = [await replica(noting('a'), { batchSize: 7 }), await replica(noting('b'), { batchSize: 7 })];
    for (let round = 0; round < 40; round += 1) await (round % 2 === 0 ? a : b).log.append(on.owner, many(10));
    expect(await Promise.all([a.subscription.waitFor(400, 10_000), b.subscription.waitFor(400, 10_000)])).toEqual([true, true]);
    expect(await applied()).toEqual(upTo(400));
  });

  it('is taken over at once when its process dies in the middle of a batch, and applies nothing twice', async () => {
    let reached = () => {};
    const inBatch = new Promise<void>((resolve) => (reached = resolve));
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    const a = await replica(noting('a', async () => (reached(), held)));
    await a.log.append(on.owner, many(5));
    await inBatch;
    const b = await replica(noting('b'));
    expect(await b.subscription.waitFor(5, 100)).toBe(false);
    await cutThoseInTransaction();
    expect(await b.subscription.waitFor(5, 10_000)).toBe(true);
    release();
    // The first learns that its connection is gone, and goes on as one of two.
    await eventually(() => a.seen.some(({ failure }) => failure !== undefined));
    await b.log.append(on.owner, many(1));
    expect(await a.subscription.waitFor(6, 10_000)).toBe(true);
    expect(await applied()).toEqual(upTo(6));
    expect(await on.owner.query(`select distinct by from applied where seq <= 5`)).toEqual([{ by: 'b' }]);
  });

  it('loses its position to another when it stands still too long', async () => {
    let reached = () => {};
    const inBatch = new Promise<void>((resolve) => (reached = resolve));
    let release = () => {};
    const still = new Promise<void>((resolve) => (release = resolve));
    const a = await replica(
      noting('a', async () => (reached(), still)),
      { batchTimeoutMs: 200 },
    );
    await a.log.append(on.owner, many(1));
    await inBatch;
    const b = await replica(noting('b'));
    expect(await b.subscription.waitFor(1, 10_000)).toBe(true);
    release();
    await eventually(() => a.seen.some(({ failure }) => failure !== undefined));
    expect(await on.owner.query('select by from applied')).toEqual([{ by: 'b' }]);
  });

  it('saves neither rows nor position when the work fails, pauses at that very fact, tells why, and goes on once it is mended', async () => {
    let broken = true;
    const { subscription, log, seen } = await replica(
      noting('a', async (facts) => {
        if (broken && facts.some(({ seq }) => seq === 4)) throw new Error('no room for fact 4');
      }),
    );
    await log.append(on.owner, many(9));
    const paused = await eventually(async () => {
      const progress = await subscription.progress();
      return progress.state.status === 'paused' && progress.state.failures >= 4 && progress;
    });
    expect(paused).toMatchObject({ position: 3, head: 9, state: { status: 'paused', why: 'Error: no room for fact 4', retryInMs: 20 } });
    expect(await applied()).toEqual([1, 2, 3]);
    expect(seen.filter(({ failure }) => failure !== undefined).length).toBeGreaterThanOrEqual(4);
    broken = false;
    expect(await subscription.waitFor(9, 10_000)).toBe(true);
    expect(await applied()).toEqual(upTo(9));
    expect((await subscription.progress()).state).toEqual({ status: 'running' });
  });

  it('does not spin on a pause, whatever arrives, until an operator says so', async () => {
    let tries = 0;
    const { subscription, log, seen } = await replica(
      noting('a', async () => {
        tries += 1;
        if (tries === 1) throw new Error('once');
      }),
      { firstBackOffMs: 3_600_000, longestBackOffMs: 3_600_000 },
    );
    await log.append(on.owner, many(1));
    await eventually(() => seen.length === 1);
    for (let n = 0; n < 20; n += 1) await log.append(on.owner, many(1));
    expect(tries).toBe(1);
    subscription.retryNow();
    expect(await subscription.waitFor(21, 10_000)).toBe(true);
  });

  it('gets facts in the form of today, and pauses at one from a newer release after all that went before', async () => {
    const forms: unknown[] = [];
    const { subscription, log } = await replica(
      noting('a', async (facts) => void forms.push(...facts.map(({ seq, fact }) => [seq, fact]))),
    );
    await log.append(on.owner, [{ schema: 1, data: '{"amount":7}' }, {}, { schema: 3, data: '{"unknown":true}' }, {}]);
    await eventually(async () => (await subscription.progress()).state.status === 'paused');
    const why = expect.stringContaining('counter/one holds Counted of schema 3');
    expect(await subscription.progress()).toMatchObject({ position: 2, state: { status: 'paused', why } });
    expect(forms).toEqual([
      [1, { type: 'Counted', by: 7 }],
      [2, { type: 'Counted', by: 1 }],
    ]);
  });

  it.each([{ type: 'Renamed' }, { stream: 'person/one' }, { type: 'toString' }])(
    'pauses at a fact whose kind it has never heard of: %p',
    async (unknown) => {
      const { subscription, log } = await replica(noting('a'));
      await log.append(on.owner, [unknown]);
      await eventually(async () => (await subscription.progress()).state.status === 'paused');
      expect(await applied()).toEqual([]);
    },
  );

  it('ends the batch in hand before it stops', async () => {
    let reached = () => {};
    const inBatch = new Promise<void>((resolve) => (reached = resolve));
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    const { subscription, log } = await replica(noting('a', async () => (reached(), held)));
    await log.append(on.owner, many(3));
    await inBatch;
    const stopped = subscription.stop();
    release();
    await stopped;
    expect(await applied()).toEqual([1, 2, 3]);
    expect((await subscription.progress()).state).toEqual({ status: 'stopped' });
  });
});

describe('a subscription whose work lies elsewhere', () => {
  it('repeats at most the batch after a kill, with the same ids, and skips none', async () => {
    const told: string[] = [];
    let reached = () => {};
    const told12 = new Promise<void>((resolve) => (reached = resolve));
    let release = () => {};
    const held = new Promise<void>((resolve) => (release = resolve));
    const telling = (killed: boolean) => (log: TableLog) =>
      afterwards(log, [counter], async (facts) => {
        told.push(...facts.map(({ id }) => id));
        if (killed && facts.at(-1)!.seq >= 12) {
          reached();
          await held;
        }
      });
    const a = await replica(telling(true), { batchSize: 4 });
    await a.log.append(on.owner, many(20));
    await told12;
    await cutThoseInTransaction();
    const b = await replica(telling(false), { batchSize: 4 });
    expect(await b.subscription.waitFor(20, 10_000)).toBe(true);
    release();
    const ids = upTo(20).map((seq) => `plain/${seq}`);
    expect([...new Set(told)]).toEqual(ids);
    expect(ids.filter((id) => told.filter((one) => one === id).length > 1)).toEqual(['plain/9', 'plain/10', 'plain/11', 'plain/12']);
  });
});

describe('waiting for a position', () => {
  it('says no when the time is over, and does not ask the database for what it knows', async () => {
    const { positions, log, subscription } = await replica(noting('a'));
    expect(await positions.waitFor('tally', 'plain', 1, 30)).toBe(false);
    await log.append(on.owner, many(1));
    expect(await subscription.waitFor(1, 10_000)).toBe(true);
    expect(await positions.waitFor('tally', 'plain', 1, 0)).toBe(true);
  });
});
