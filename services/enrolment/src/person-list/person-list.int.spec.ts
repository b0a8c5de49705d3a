import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { compareRebuilt } from '@libs/event-store';
import { openRebuildings, partsOf } from '@libs/platform';
import { EnrolmentModule } from '../enrolment.module';
import { RunningEnrolment, idNoOf, usccOf } from '../testing/running-enrolment';

let enrolment: RunningEnrolment;
let [shared, own, elsewhere] = ['', '', ''];
let seq = 0;
beforeAll(async () => {
  enrolment = await RunningEnrolment.start();
  const [a, b] = [await enrolment.registrar('institution-a'), await enrolment.registrar('institution-b', '310101')];
  shared = await enrolment.register(
    idNoOf('1990-01-01', 101),
    '王小明',
    { group: '企业职工', tags: [{ tag: '残疾人', from: '2025-01-01' }] },
    { token: a },
  );
  expect(await enrolment.register(idNoOf('1990-01-01', 101), '王小明', {}, { token: b })).toBe(shared);
  own = await enrolment.register(idNoOf('1990-01-01', 103), '李梅', {}, { token: a });
  elsewhere = await enrolment.register(
    idNoOf('1990-01-01', 105),
    '赵六',
    { account: { kind: 'BANK', number: '6222020000000000001' } },
    { token: b },
  );
  const classId = await enrolment.approvedClass('institution-a', '2030-03-11', { capacity: 2 });
  for (const people of [[own, shared], [elsewhere]]) await enrolment.post(`classes/${classId}/enrolments`, { people }, { token: a });
  const returned = await enrolment.post('class-plans', { ...planBody(), region: '120101' }, { token: a });
  await enrolment.post(`class-plans/${String(returned.body['classId'])}/returns`, { reason: '材料不全' });
  const last = await enrolment.post('organisations', {
    kind: 'enterprise',
    name: '示范企业',
    region: '120101',
    uscc: usccOf(7),
    tier: 'A+',
    account: { number: '1200000099887766' },
  });
  seq = last.body['seq'] as number;
});
afterAll(() => enrolment?.end());

const planBody = () => ({
  classNo: 'RETURNED-0001',
  title: '电工三级',
  occupation: '6-31-01-03',
  level: '3',
  mode: 'OFFLINE',
  site: { name: '实训楼', address: '和平区某路 1 号', latitude: 39.1, longitude: 117.2, radiusMetres: 200 },
  sessions: [{ startsAt: '2030-03-11T00:30:00Z', endsAt: '2030-03-11T04:00:00Z', classHours: 4 }],
});

const listed = async (token: string) => {
  const { body } = await enrolment.get(`people?after=${seq}`, token);
  return (body['items'] as { personId: string; name: string }[]).map(({ personId, name }) => [personId, name]);
};

describe('the list of people', () => {
  it('shows whom one has entered, newest first and masked', async () => {
    expect(await listed(await enrolment.registrar('institution-a'))).toEqual([
      [own, '李*'],
      [shared, '王**'],
    ]);
    expect(await listed(await enrolment.registrar('institution-b', '310101'))).toEqual([
      [elsewhere, '赵*'],
      [shared, '王**'],
    ]);
    expect(await listed(await enrolment.registrar('institution-c'))).toEqual([]);
  });
  it('ends at the border of a region, and has no end for whoever is bounded by none', async () => {
    const reviewer = (region: string) => enrolment.token({ sub: 'r', roles: ['reviewer'], region });
    expect((await listed(await reviewer('31'))).map(([id]) => id)).toEqual([elsewhere, shared]);
    expect(await listed(await reviewer('44'))).toEqual([]);
    expect((await listed(await enrolment.reviewer())).map(([id]) => id)).toEqual([elsewhere, own, shared]);
  });
  it('is, for a trainee, the trainee alone', async () => {
    const trainee = await enrolment.token({ sub: own, roles: ['trainee'] });
    expect((await enrolment.get(`people/${own}?after=${seq}`, trainee)).body).toMatchObject({
      personId: own,
      identity: 'MATCHED',
      sex: 'M',
      tags: [],
    });
    expect((await enrolment.get(`people/${shared}`, trainee)).status).toBe(404);
  });
  it('has for a trainee the own classes and the end of the own account, which changes at once', async () => {
    const trainee = await enrolment.token({ sub: 'account-own', person: own, roles: ['trainee'] });
    const record = async () => (await enrolment.get('own-record', trainee)).body;
    const seen = await record();
    expect(seen).toMatchObject({
      personId: own,
      name: '李*',
      classes: [{ institutionId: 'institution-a', classHours: expect.any(Number) }],
    });
    expect(seen).not.toHaveProperty('account');
    expect(JSON.stringify(seen)).not.toContain(idNoOf('1990-01-01', 103));
    const account = { kind: 'SOCIAL_CARD', number: '6217000012345678' };
    expect((await enrolment.post(`people/${own}/accounts`, account, { token: trainee })).status).toBe(201);
    expect(await record()).toMatchObject({ account: { kind: 'SOCIAL_CARD', number: '****5678', version: 1 } });
    expect((await enrolment.post(`people/${shared}/accounts`, account, { token: trainee })).status).toBe(404);
    const stranger = await enrolment.token({ sub: 'nobody', roles: ['trainee'] });
    expect(await enrolment.get('own-record', stranger)).toMatchObject({ status: 404, body: { code: 'PERSON_NOT_FOUND' } });
  });
  it('says what is known of one person, and is silent on those out of reach', async () => {
    const a = await enrolment.registrar('institution-a');
    expect((await enrolment.get(`people/${shared}`, a)).body).toMatchObject({
      group: '企业职工',
      tags: [{ tag: '残疾人', from: '2025-01-01' }],
      accountVersion: 0,
    });
    expect(await enrolment.get(`people/${elsewhere}`, a)).toMatchObject({ status: 404, body: { code: 'PERSON_NOT_FOUND' } });
    expect((await enrolment.post(`people/${elsewhere}/categories`, { tags: [] }, { token: a })).status).toBe(404);
    expect((await enrolment.post(`people/${own}/categories`, { group: '脱贫人口', tags: [] }, { token: a })).status).toBe(201);
  });
});

describe('entering people', () => {
  it('belongs, for an employer, to its own staff', async () => {
    const token = await enrolment.token({ sub: 'employer-e', roles: ['employer'], organisation: 'enterprise-e' });
    const idNo = idNoOf('1992-02-02', 201);
    enrolment.world.names.set(idNo, '孙七');
    const foreign = await enrolment.post('people', { idNo, name: '孙七', group: '企业职工', employerId: 'enterprise-f' }, { token });
    expect(foreign).toMatchObject({ status: 403, body: { code: 'EMPLOYER_NOT_OWN' } });
    const { body } = await enrolment.post('people', { idNo, name: '孙七', group: '企业职工' }, { token });
    const seen = await enrolment.get(`people/${String(body['personId'])}?after=${String(body['seq'])}`, token);
    expect(seen.body).toMatchObject({ group: '企业职工', employerId: 'enterprise-e' });
  });
  it('means, under one key, one person', async () => {
    const [key, one, other] = ['the-same-key-2', idNoOf('1993-03-03', 301), idNoOf('1993-03-03', 303)];
    const post = (idNo: string) => enrolment.post('people', { idNo, name: '周八' }, { key });
    const first = await post(one);
    expect(await post(one)).toMatchObject({ status: 201, body: { ...first.body, repeated: true } });
    expect(await post(other)).toMatchObject({ status: 422, body: { code: 'COMMAND_ID_REUSED' } });
  });
});

describe('all views of enrolment', () => {
  it('are what the facts say', async () => {
    const rebuildings = await openRebuildings(partsOf(EnrolmentModule), enrolment.database.ownerUrl);
    try {
      for (const each of rebuildings.of) expect([each.projection.name, await compareRebuilt(each)]).toEqual([each.projection.name, []]);
      expect(rebuildings.of.map(({ projection }) => projection.name)).toEqual([
        'class-plan-list',
        'organisation-list',
        'person-list',
        'roster-list',
        'account-list',
      ]);
    } finally {
      await rebuildings.close();
    }
  });
});
