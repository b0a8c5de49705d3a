import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { compareRebuilt, rebuild, type Difference } from '@libs/event-store';
import { openRebuildings, partsOf, type Rebuildings } from '@libs/platform';
import { eventually } from '@libs/testing';
import { Client } from 'pg';
import { AttendanceModule } from '../../attendance/src/attendance.module';
import { EnrolmentModule } from '../../enrolment/src/enrolment.module';
import { Slice, type Person } from './testing/slice';

const sessions = [
  { startsAt: '2026-04-20T00:30:00Z', endsAt: '2026-04-20T04:00:00Z', classHours: 4 },
  { startsAt: '2026-04-20T05:30:00Z', endsAt: '2026-04-20T09:00:00Z', classHours: 4 },
];
const plan = () => ({
  classNo: `RB-${randomUUID().slice(0, 8).toUpperCase()}`,
  region: '120101',
  title: '中式烹调师四级第一期',
  occupation: '4-03-02-01',
  level: '4',
  mode: 'OFFLINE',
  site: { name: '实训楼', address: '和平区某路 1 号', latitude: 39.1, longitude: 117.2 },
  sessions,
});

let slice: Slice;
let registrar: Person;
let reviewer: Person;
let owner: Client;
let rebuildings: Rebuildings;
beforeAll(async () => {
  slice = await Slice.start('PostgreSQL and the poller', '2026-03-02');
  registrar = await slice.as({ sub: 'registrar-a', roles: ['registrar'], organisation: 'institution-a', region: '12' });
  reviewer = await slice.as({ sub: 'reviewer-1', roles: ['reviewer'], region: '120101' });
  await plansOfEveryKind();
  owner = new Client({ connectionString: slice.databases.enrolment.ownerUrl });
  await owner.connect();
  rebuildings = await openRebuildings(partsOf(EnrolmentModule), slice.databases.enrolment.ownerUrl);
}, 90_000);
afterAll(async () => {
  await owner?.end();
  await rebuildings?.close();
  await slice?.stop();
}, 60_000);

async function filed(): Promise<string> {
  const { status, body } = await registrar.post('enrolment/class-plans', plan());
  expect(status).toBe(201);
  return body['classId'] as string;
}

const sessionsListed = async () => ((await registrar.get('attendance/class-sessions?limit=200')).body['items'] as unknown[]).length;

/** Filed, approved by a reviewer, returned, filed again, and approved by silence. */
async function plansOfEveryKind(): Promise<void> {
  const ids = await Promise.all(Array.from({ length: 6 }, filed));
  for (const id of ids.slice(0, 2)) await reviewer.post(`enrolment/class-plans/${id}/approvals`);
  for (const id of ids.slice(2, 4)) await reviewer.post(`enrolment/class-plans/${id}/returns`, { reason: '场地证明不清' });
  await registrar.post(`enrolment/class-plans/${ids[3]}/filings`, plan());
  await slice.clockTo('2026-03-12');
  await filed();
  // Five of the six were approved, two sessions each.
  await eventually(async () => (await sessionsListed()) === 10);
}

async function differences({ of }: Rebuildings): Promise<readonly (readonly [string, readonly Difference[]])[]> {
  const found: (readonly [string, readonly Difference[]])[] = [];
  for (const each of of) found.push([each.projection.name, await compareRebuilt(each)]);
  return found;
}

const alike = ['class-plan-list', 'organisation-list', 'person-list', 'roster-list', 'account-list'].map((name) => [name, []]);

describe('the tables of the services', () => {
  it('are what the facts say: enrolment', async () => {
    expect(await differences(rebuildings)).toEqual(alike);
  });

  it('are what the facts say: attendance', async () => {
    const attendance = await openRebuildings(partsOf(AttendanceModule), slice.databases.attendance.ownerUrl);
    try {
      expect((await differences(attendance)).filter(([, found]) => found.length > 0)).toEqual([]);
      expect(attendance.of.length).toBeGreaterThan(1);
    } finally {
      await attendance.close();
    }
  });

  it('are told to differ when a row was changed by hand, and a rebuild mends it while the service runs', async () => {
    const { rows } = await owner.query(`select class_id, title from class_plan where status = 'RETURNED'`);
    expect(rows).toHaveLength(1);
    await owner.query(`update class_plan set title = 'forged' where class_id = $1`, [rows[0].class_id]);
    const [[, [difference]]] = (await differences(rebuildings)) as [[string, [Difference]]];
    expect(difference).toMatchObject({
      table: expect.stringContaining('class_plan'),
      onlyLive: 1,
      onlyRebuilt: 1,
      samples: { live: [{ title: 'forged' }], rebuilt: [{ title: rows[0].title }] },
    });

    for (const each of rebuildings.of) await rebuild(each);
    expect(await differences(rebuildings)).toEqual(alike);
  });

  it('are still open to the service after a rebuild, as before and no further', async () => {
    const grants = `select privilege_type from information_schema.role_table_grants where table_name = 'class_plan' and grantee = $1 order by 1`;
    const app = [`${slice.databases.enrolment.name}_app`];
    const before = (await owner.query(grants, app)).rows;
    for (const each of rebuildings.of) await rebuild(each);
    expect((await owner.query(grants, app)).rows).toEqual(before);
    expect(before).toContainEqual({ privilege_type: 'UPDATE' });
    expect(before).not.toContainEqual({ privilege_type: 'TRUNCATE' });
    const { body } = await registrar.post('enrolment/class-plans', plan());
    await expect(registrar.get(`enrolment/class-plans/${String(body['classId'])}?after=${String(body['seq'])}`)).resolves.toMatchObject({
      status: 200,
      body: { status: 'APPLIED' },
    });
  });
});
