import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { MemoryEventStore, Positions, type CommandMeta } from '@libs/event-store';
import { Clock, childId } from '@libs/kernel';
import { Actor, Logs, Scope, Views, migrateService, partsOf } from '@libs/platform';
import { testDatabase, type TestDatabase } from '@libs/testing';
import {
  approveBySilence,
  approveClassPlan,
  classPlan,
  fileClassPlan,
  returnClassPlan,
  type ClassPlan,
  type ClassPlanFact,
} from '../class-plan/class-plan.decider';
import { EnrolmentModule } from '../enrolment.module';
import { ClassPlanListProjection, ClassPlanRow } from './class-plan-list.projection';
import { ClassPlanList, type ClassPlanListQuery } from './class-plan-list.query';

class SetClock extends Clock {
  at = '2026-03-02T01:00:00.000Z';
  override now = () => this.at;
}

const rules = {
  silenceApprovesAfterWorkingDays: 5,
  sessionsAtMost: 10,
  sessionClassHoursAtMost: 4,
  classHourMinutes: 45,
  packs: ['demo@1'],
};
const session = { startsAt: '2026-04-20T00:30:00.000Z', endsAt: '2026-04-20T04:00:00.000Z', classHours: 4 };
const actor = (scope: { region?: string; organisation?: string }) =>
  new Actor('someone', ['registrar'], new Scope(scope.region, scope.organisation));
const idOf = (name: string) => childId('plans', name);

let database: TestDatabase;
let rows: DataSource;
let list: ClassPlanList;
const clock = new SetClock();
const store = new MemoryEventStore({ log: 'enrolment', clock });
let commands = 0;

const decide = (name: string, decision: (plan: ClassPlan, now: string) => ReturnType<typeof fileClassPlan> | readonly ClassPlanFact[]) => {
  const command: CommandMeta = { id: `c${(commands += 1)}`, actor: 'a', input: null, correlation: 'r', origin: 'http' };
  return store.decide(classPlan, idOf(name), command, (plan, { now }) => decision(plan, now));
};
const file = (name: string, institutionId: string, region: string) => {
  const form = {
    classNo: `N-${name}`,
    title: name,
    occupation: '4-03-02-01',
    occupationName: '中式烹调师',
    level: '4',
    mode: 'OFFLINE' as const,
    venue: 'ORDINARY' as const,
    site: { name: '实训楼', address: '和平区', latitude: 39.1, longitude: 117.2, radiusMetres: 300 },
    ...(name === 'waits' && { capacity: 30 }),
    sessions: [session],
  };
  return decide(name, (plan, now) => fileClassPlan(plan, { classId: idOf(name), institutionId, region, form }, rules, now));
};

beforeAll(async () => {
  database = await testDatabase();
  const environment = { DATABASE_URL: database.appUrl, MIGRATION_DATABASE_URL: database.ownerUrl };
  await migrateService(partsOf(EnrolmentModule), environment);
  // As the application role, so that a right the migration forgot is missed here.
  rows = await new DataSource({ type: 'postgres', url: database.appUrl, entities: [ClassPlanRow] }).initialize();
  list = new ClassPlanList(
    rows,
    new Views(
      new Positions(rows),
      new Logs(new Map([['enrolment', { store, reader: store, forget: async () => 0, close: async () => undefined }]])),
    ),
  );
  await file('waits', 'institution-a', '120101');
  await file('approved', 'institution-a', '120102');
  await file('returned', 'institution-b', '120101');
  await file('far', 'institution-c', '310101');
  await decide('approved', (plan, now) => approveClassPlan(plan, now));
  await decide('returned', (plan, now) => returnClassPlan(plan, '材料不全', now));
  clock.at = '2026-03-10T00:00:00.000Z';
  await decide('far', (plan, now) => approveBySilence(plan, 1, now));
  const projection = new ClassPlanListProjection();
  for (const recorded of await store.read(0, 100)) await rows.transaction((manager) => projection.apply(recorded, manager));
});
afterAll(async () => {
  await rows?.destroy();
  await database?.drop();
});

const titles = async (scope: Parameters<typeof actor>[0], asked: Partial<ClassPlanListQuery> = {}) =>
  (await list.page(actor(scope), { limit: 50, ...asked })).items.map(({ title }) => title);

describe('the list of class plans', () => {
  it('shows the newest first, each as it stands', async () => {
    const { items } = await list.page(actor({}), { limit: 50 });
    expect(items.map(({ title, status, version, seq }) => [title, status, version, seq])).toEqual([
      ['far', 'APPROVED', 2, 7],
      ['returned', 'RETURNED', 2, 6],
      ['approved', 'APPROVED', 2, 5],
      ['waits', 'APPLIED', 1, 1],
    ]);
    expect(items[0]).toMatchObject({
      approvalBasis: 'SILENCE',
      approvedAt: '2026-03-09T16:00:00.000Z',
      filedAt: '2026-03-02T01:00:00.000Z',
    });
    expect(items[1]).toMatchObject({ returnReason: '材料不全' });
    expect(items[3]).toMatchObject({ capacity: 30, startsOn: '2026-04-20', endsOn: '2026-04-20', classHours: 4, enrolled: 0 });
    expect(items[3]).not.toHaveProperty('approvedAt');
    expect(items[0]).not.toHaveProperty('capacity');
  });
  it('ends at the wall of an institution, and at the border of a region', async () => {
    expect(await titles({ organisation: 'institution-a' })).toEqual(['approved', 'waits']);
    expect(await titles({ region: '120101' })).toEqual(['returned', 'waits']);
    expect(await titles({ region: '12' })).toEqual(['returned', 'approved', 'waits']);
    expect(await titles({ region: '31', organisation: 'institution-a' })).toEqual([]);
  });
  it('filters within what one may see, and never beyond', async () => {
    expect(await titles({}, { status: 'APPROVED' })).toEqual(['far', 'approved']);
    expect(await titles({}, { institution: 'institution-b' })).toEqual(['returned']);
    expect(await titles({}, { region: '1201', status: 'APPLIED' })).toEqual(['waits']);
    expect(await titles({ organisation: 'institution-a' }, { institution: 'institution-b' })).toEqual([]);
  });
  it('comes in pages that meet without gap or overlap', async () => {
    const first = await list.page(actor({}), { limit: 3 });
    const second = await list.page(actor({}), { limit: 3, cursor: first.next! });
    expect([...first.items, ...second.items].map(({ title }) => title)).toEqual(['far', 'returned', 'approved', 'waits']);
    expect(second.next).toBeUndefined();
  });
});

describe('one class plan', () => {
  it('has its site and sessions', async () => {
    const seen = await list.one(actor({ organisation: 'institution-a' }), idOf('waits'), {});
    expect(seen).toMatchObject({
      title: 'waits',
      site: { name: '实训楼' },
      sessions: [{ ...session, sessionId: childId(idOf('waits'), 'round/1/session/1') }],
    });
  });
  it('does not exist for another institution, another region, or at all', async () => {
    for (const [scope, name] of [
      [{ organisation: 'institution-b' }, 'waits'],
      [{ region: '31' }, 'waits'],
      [{}, 'nothing'],
    ] as const) {
      await expect(list.one(actor(scope), idOf(name), {})).rejects.toMatchObject({ code: 'CLASS_PLAN_NOT_FOUND' });
    }
  });
});
