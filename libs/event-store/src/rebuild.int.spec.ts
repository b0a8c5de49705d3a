import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { DataSource, EntityManager } from 'typeorm';
import type { RecordedFact } from './decider';
import { Tally, TableLog, counter, ground, type Counted, type Ground } from './testing/table-log';
import type { Projection } from './projection';
import { Projector } from './projector';
import { compareRebuilt, rebuild, type Rebuilding } from './rebuild';
import { Positions } from './subscription-positions';

class TallyProjection implements Projection {
  readonly name = 'tally';
  readonly rows = [Tally];

  constructor(private readonly before: (recorded: RecordedFact) => Promise<void> = async () => {}) {}

  async apply(recorded: RecordedFact<Counted>, rows: EntityManager): Promise<void> {
    await this.before(recorded);
    const tally = (await rows.findOneBy(Tally, { streamId: recorded.streamId })) ?? { streamId: recorded.streamId, sum: '0', facts: 0 };
    await rows.save(Tally, { ...tally, sum: String(Number(tally.sum) + recorded.fact.by), facts: tally.facts + 1 });
  }
}

let on: Ground;
let app: DataSource;
let log: TableLog;
let projector: Projector;
beforeEach(async () => {
  on = await ground();
  app = await on.app();
  log = new TableLog(app);
  projector = new Projector({
    dataSource: app,
    positions: new Positions(app),
    logs: [log],
    deciders: [counter],
    projections: [new TallyProjection()],
    settings: { lookAgainMs: 10 },
  });
  projector.start();
});
afterEach(async () => {
  await projector.stop();
  await on.end();
});

const many = (count: number) => Array.from({ length: count }, (_, at) => ({ stream: `counter/${at % 7}`, data: `{"by":${at}}` }));
const rebuilding = (projection: Projection = new TallyProjection()): Rebuilding => ({
  owner: on.owner,
  projection,
  logs: [log],
  deciders: [counter],
});
const live = (): Promise<unknown[]> => app.query('select * from tally order by "streamId"');
const oid = async (): Promise<number> => (await on.owner.query(`select 'public.tally'::regclass::oid as oid`))[0].oid;
const leftovers = () => on.owner.query(`select 1 from information_schema.schemata where schema_name = 'rebuild'`);

async function filled(count: number): Promise<unknown[]> {
  const head = await log.append(on.owner, many(count));
  expect(await projector.waitFor('tally', head, 10_000)).toBe(true);
  return live();
}

describe('a rebuild', () => {
  it('gives the rows that the live tables hold, in tables of the same make, open to the same roles', async () => {
    const before = await filled(300);
    await on.owner.query('alter table tally set (fillfactor = 70, toast.autovacuum_enabled = false)');
    await on.owner.query('create statistics "of sums" (dependencies, mcv) on sum, facts from tally');
    await on.owner.query('create statistics "of one" on (facts + 1) from tally');
    const shape = `select indexdef as made from pg_indexes where tablename = 'tally'
      union all select conname || pg_get_constraintdef(oid) from pg_constraint where conrelid = 'public.tally'::regclass
      union all select relacl::text from pg_class where oid = 'public.tally'::regclass
      union all select unnest(reloptions) from pg_class where oid = 'public.tally'::regclass
      union all select 'toast.' || unnest(t.reloptions) from pg_class c join pg_class t on t.oid = c.reltoastrelid where c.oid = 'public.tally'::regclass
      union all select pg_get_statisticsobjdef(oid) from pg_statistic_ext where stxrelid = 'public.tally'::regclass
      union all select column_name || data_type || is_nullable || ordinal_position from information_schema.columns where table_name = 'tally' order by 1`;
    const [shapeBefore, oidBefore] = [await on.owner.query(shape), await oid()];
    expect(await rebuild(rebuilding())).toEqual({ positions: { plain: 300 } });
    expect(await live()).toEqual(before);
    expect(await oid()).not.toBe(oidBefore);
    expect(await on.owner.query(shape)).toEqual(shapeBefore);
    expect(await leftovers()).toEqual([]);
    // The live projection goes on in the new tables.
    const head = await log.append(on.owner, [{ stream: 'counter/new' }]);
    expect(await projector.waitFor('tally', head, 10_000)).toBe(true);
    expect(await live()).toContainEqual({ streamId: 'counter/new'.slice(8), sum: '1', facts: 1 });
  });

  it('mends rows that are wrong', async () => {
    const before = await filled(50);
    await on.owner.query(`update tally set sum = sum + 1 where "streamId" = '3'`);
    await rebuild(rebuilding());
    expect(await live()).toEqual(before);
  });

  it('loses and doubles nothing while facts keep arriving and are read', async () => {
    await filled(200);
    let going = true;
    const writing = (async () => {
      while (going) await projector.waitFor('tally', await log.append(on.owner, many(5)), 10_000);
    })();
    const reading = (async () => {
      let facts = 0;
      while (going) {
        const [row] = await app.query('select sum(facts)::int as facts from tally');
        // A reader must never see the view go back.
        expect(row.facts).toBeGreaterThanOrEqual(facts);
        facts = row.facts;
      }
    })();
    await rebuild(rebuilding());
    await rebuild(rebuilding());
    going = false;
    await Promise.all([writing, reading]);
    const head = await log.head();
    expect(await projector.waitFor('tally', head, 10_000)).toBe(true);
    expect(await app.query('select sum(facts)::int as facts from tally')).toEqual([{ facts: head }]);
    expect(await compareRebuilt(rebuilding())).toEqual([]);
  }, 60_000);

  it('that dies leaves the live tables alone, and the next one succeeds', async () => {
    const before = await filled(60);
    const oidBefore = await oid();
    const projection = new TallyProjection(async ({ seq }) => {
      if (seq === 40) await on.owner.query(`select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'dying'`);
    });
    const owner = await on.open(`${on.database.ownerUrl}?application_name=dying`);
    await expect(rebuild({ ...rebuilding(projection), owner })).rejects.toThrow();
    expect(await leftovers()).toHaveLength(1);
    expect([await live(), await oid()]).toEqual([before, oidBefore]);
    expect(await rebuild(rebuilding())).toEqual({ positions: { plain: 60 } });
    expect(await live()).toEqual(before);
  });

  it('whose projection fails leaves the live tables alone and nothing behind', async () => {
    const before = await filled(10);
    const failing = new TallyProjection(async ({ seq }) => {
      if (seq === 7) throw new Error('fact 7 has no row');
    });
    await expect(rebuild(rebuilding(failing))).rejects.toThrow('fact 7 has no row');
    expect(await live()).toEqual(before);
    expect(await leftovers()).toEqual([]);
  });

  it('refuses a table that it could not put back as it was', async () => {
    await on.owner.query(`create view sums as select sum from tally`);
    await on.owner.query(`create table other (tally text references tally ("streamId"))`);
    await on.owner.query(`create policy "only sums" on tally using (sum > 0)`);
    const ties = /cannot be rebuilt because of the foreign key .*the policy only sums.*the view sums/;
    await expect(rebuild(rebuilding())).rejects.toThrow(ties);
  });
});

describe('a comparison', () => {
  it('tells which rows differ, and changes nothing', async () => {
    await filled(70);
    expect(await compareRebuilt(rebuilding())).toEqual([]);
    await on.owner.query(`update tally set sum = 5 where "streamId" = '3'`);
    await on.owner.query(`insert into tally values ('ghost', 1, 1)`);
    const [difference, ...more] = await compareRebuilt(rebuilding());
    expect(more).toEqual([]);
    expect(difference).toMatchObject({ table: '"tally"', onlyLive: 2, onlyRebuilt: 1 });
    expect(difference!.samples.live).toHaveLength(2);
    expect(difference!.samples.live).toContainEqual({ streamId: '3', sum: 5, facts: 10 });
    expect(difference!.samples.live).toContainEqual({ streamId: 'ghost', sum: 1, facts: 1 });
    expect(difference!.samples.rebuilt).toEqual([{ streamId: '3', sum: 345, facts: 10 }]);
    expect(await app.query(`select sum from tally where "streamId" = '3'`)).toEqual([{ sum: '5' }]);
    expect(await leftovers()).toEqual([]);
  });
});
