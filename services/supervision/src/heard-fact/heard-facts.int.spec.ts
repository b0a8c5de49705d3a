import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { Actor, Scope, migrateService, partsOf } from '@libs/platform';
import { testDatabase, type TestDatabase } from '@libs/testing';
import { SupervisionModule } from '../supervision.module';
import { HeardFactList, HeardFactListQuery } from './heard-fact-list.query';
import { HeardFacts, type HeardFact } from './heard-facts';

let database: TestDatabase;
let sources: readonly DataSource[];
const source = (place: number): DataSource => sources[place] as DataSource;

beforeAll(async () => {
  database = await testDatabase();
  await migrateService(partsOf(SupervisionModule), { DATABASE_URL: database.appUrl, MIGRATION_DATABASE_URL: database.ownerUrl });
  const opened = () => new DataSource({ type: 'postgres', url: database.appUrl, poolSize: 4 }).initialize();
  sources = await Promise.all([opened(), opened(), opened()]);
});
afterAll(async () => {
  await Promise.all((sources ?? []).map((one) => one.destroy()));
  await database?.drop();
});

const fact = (seq: number, data: Readonly<Record<string, unknown>> = { n: seq }): HeardFact => ({
  ...{ id: `enrolment/${seq}/0`, type: 'enrolment.class-applied.v1', log: 'enrolment', seq, place: 0, subject: 's', key: 'k' },
  ...{ recordedAt: '2026-03-02T01:00:00.000Z', becauseOf: undefined, correlation: 'r', data },
});
const anybody = new Actor('li', ['supervisor'], new Scope(undefined, undefined));
const seen = async (after: number) =>
  (await new HeardFactList(source(2)).page(anybody, Object.assign(new HeardFactListQuery(), { after, limit: 1_000 }))).items;

describe('facts that were heard', () => {
  it('are each kept once, however often and by whichever process they are heard, and a cursor never skips one', async () => {
    const [one, other] = [new HeardFacts(source(0)), new HeardFacts(source(1))];
    const met: number[] = [];
    let writing = true;
    const reading = (async () => {
      for (let after = 0; ;) {
        const last = !writing;
        const items = await seen(after);
        met.push(...items.map(({ seq }) => seq));
        after = items.at(-1)?.arrived ?? after;
        if (last && items.length === 0) return;
      }
    })();
    const seqs = Array.from({ length: 600 }, (_, n) => n + 1);
    await Promise.all(seqs.flatMap((seq) => [one.hear(fact(seq)), ...(seq % 3 === 0 ? [other.hear(fact(seq))] : [])]));
    await Promise.all(seqs.map((seq) => other.hear(fact(seq + 600))));
    writing = false;
    await reading;
    expect(met).toHaveLength(1_200);
    expect(new Set(met).size).toBe(1_200);
  });
  it('that cannot be kept take no other with them', async () => {
    const heard = new HeardFacts(source(0));
    const all = [fact(2_001), fact(2_002, { words: '\u0000' }), fact(2_003)].map((one) => heard.hear(one));
    expect((await Promise.allSettled(all)).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });
  it('can be added and never changed by the running service', async () => {
    await expect(source(0).query('update public.heard_fact set type = type')).rejects.toThrow('permission denied');
    await expect(source(0).query('delete from public.heard_fact')).rejects.toThrow('permission denied');
  });
});
