import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { MemoryEventStore, Positions } from '@libs/event-store';
import { SystemClock, childId } from '@libs/kernel';
import { Actor, Logs, Scope, Views, migrateService, partsOf } from '@libs/platform';
import { testDatabase, type TestDatabase } from '@libs/testing';
import { AttendanceModule } from '../attendance.module';
import { classSession, scheduleSession } from '../class-session/class-session.decider';
import { ClassSessionListProjection, ClassSessionRow } from './class-session-list.projection';
import { ClassSessionList } from './class-session-list.query';

const idOf = (name: string) => childId('sessions', name);
const actor = (scope: { region?: string; organisation?: string }) =>
  new Actor('someone', ['registrar'], new Scope(scope.region, scope.organisation));

let database: TestDatabase;
let rows: DataSource;
let list: ClassSessionList;

beforeAll(async () => {
  database = await testDatabase();
  await migrateService(partsOf(AttendanceModule), { DATABASE_URL: database.appUrl, MIGRATION_DATABASE_URL: database.ownerUrl });
  rows = await new DataSource({ type: 'postgres', url: database.appUrl, entities: [ClassSessionRow] }).initialize();
  const store = new MemoryEventStore({ log: 'attendance', clock: new SystemClock() });
  list = new ClassSessionList(
    rows,
    new Views(
      new Positions(rows),
      new Logs(new Map([['attendance', { store, reader: store, forget: async () => 0, close: async () => undefined }]])),
    ),
  );
  const schedule = (name: string, classId: string, institutionId: string, region: string, hour: string, input = name) => {
    const asked = {
      classId: idOf(classId),
      institutionId,
      region,
      startsAt: `2026-04-20T${hour}:30:00.000Z`,
      endsAt: `2026-04-20T${hour}:59:00.000Z`,
      classHours: 1,
      site: { latitude: 39.1, longitude: 117.2, radiusMetres: 300 },
    };
    return store.decide(classSession, idOf(name), { id: input, actor: 'a', input, correlation: 'r', origin: 'message' }, (state) =>
      scheduleSession(state, asked),
    );
  };
  await schedule('late', 'one', 'institution-a', '120101', '05');
  await schedule('early', 'one', 'institution-a', '120101', '00');
  await schedule('other class', 'two', 'institution-a', '120102', '00');
  await schedule('other institution', 'three', 'institution-b', '310101', '01');
  await schedule('early', 'one', 'institution-b', '120101', '00', 'contradiction');
  const projection = new ClassSessionListProjection();
  for (const recorded of await store.read(0, 100)) await rows.transaction((manager) => projection.apply(recorded, manager));
});
afterAll(async () => {
  await rows?.destroy();
  await database?.drop();
});

const seen = async (scope: Parameters<typeof actor>[0], asked: object = {}) =>
  (await list.page(actor(scope), { limit: 50, ...asked })).items.map(({ sessionId }) => sessionId);
const ids = (...names: readonly string[]) => names.map(idOf);

describe('the list of class sessions', () => {
  it('shows the sessions of a class in order of time, and not what was withheld', async () => {
    expect(await seen({}, { classId: idOf('one') })).toEqual(ids('early', 'late'));
    expect((await list.page(actor({}), { limit: 50, classId: idOf('one') })).items[0]).toMatchObject({
      institutionId: 'institution-a',
      startsAt: '2026-04-20T00:30:00.000Z',
      classHours: 1,
      version: 1,
      seq: 2,
    });
  });
  it('ends at the wall of an institution, and at the border of a region', async () => {
    expect([...(await seen({ organisation: 'institution-a' }))].sort()).toEqual([...ids('early', 'late', 'other class')].sort());
    expect(await seen({ organisation: 'institution-b' }, { classId: idOf('one') })).toEqual([]);
    expect(await seen({ region: '31' })).toEqual(ids('other institution'));
  });
  it('comes in pages that meet without gap or overlap, where two start at the same time as well', async () => {
    const all = await seen({});
    const met: string[] = [];
    for (let cursor: string | undefined; ;) {
      const page = await list.page(actor({}), { limit: 1, ...(cursor !== undefined && { cursor }) });
      met.push(...page.items.map(({ sessionId }) => sessionId));
      if (page.next === undefined) break;
      cursor = page.next;
    }
    expect(met).toEqual(all);
    expect(met).toHaveLength(4);
  });
});
