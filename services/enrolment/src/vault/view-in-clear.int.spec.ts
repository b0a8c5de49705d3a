import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { newId } from '@libs/kernel';
import { RunningEnrolment, idNoOf, usccOf } from '../testing/running-enrolment';

let enrolment: RunningEnrolment;
let owner: Client;
let personId = '';
let stranger = '';
const idNo = idNoOf('1988-07-06', 101);
const registrar = () => enrolment.registrar('institution-a');
const employer = () => enrolment.token({ sub: 'employer-e', roles: ['employer'], region: '120101', organisation: 'employer-e' });

beforeAll(async () => {
  enrolment = await RunningEnrolment.start();
  owner = new Client({ connectionString: enrolment.database.ownerUrl });
  await owner.connect();
  const token = await registrar();
  personId = await enrolment.register(idNo, '欧阳小明', { phone: '13800138000', group: '企业职工', employerId: 'employer-e' }, { token });
  stranger = await enrolment.register(idNoOf('1990-01-01', 103), '王小明', {}, { token: await enrolment.registrar('institution-b') });
  const classId = await enrolment.approvedClass('institution-a', '2030-05-06');
  const { body } = await enrolment.post(`classes/${classId}/enrolments`, { people: [personId] }, { token });
  for (const path of [`people/${personId}`, `classes/${classId}/roster`])
    expect((await enrolment.get(`${path}?after=${String(body['seq'])}`, token)).status).toBe(200);
});
afterAll(async () => {
  await owner?.end();
  await enrolment?.end();
});

const openings = async () =>
  (await owner.query<{ data: string }>(`select data from log_enrolment.fact where type = 'VaultOpened' order by seq`)).rows.map(
    ({ data }) => JSON.parse(data) as object,
  );

describe('a person in clear', () => {
  it('is shown to whoever reaches them, for a purpose that is recorded with the account', async () => {
    const asked = { token: await registrar(), key: 'look-once-1' };
    const { status, body } = await enrolment.post(`people/${personId}/clear-views`, { purpose: '核对名册' }, asked);
    expect([status, body]).toEqual([201, expect.objectContaining({ personId, name: '欧阳小明', idNo, phone: '13800138000' })]);
    await enrolment.post(`people/${personId}/clear-views`, { purpose: '核对名册' }, asked);
    const recorded = { purpose: '核对名册', askedBy: 'registrar-institution-a', payees: [{ kind: 'PERSON', id: personId }] };
    expect(await openings()).toEqual([expect.objectContaining(recorded)]);
  });

  it('is not shown without a purpose, nor to whoever does not reach them, and then nothing is recorded', async () => {
    const before = await openings();
    expect((await enrolment.post(`people/${personId}/clear-views`, { purpose: ' ' }, { token: await registrar() })).status).toBe(400);
    const other = await enrolment.registrar('institution-b');
    expect((await enrolment.post(`people/${personId}/clear-views`, { purpose: 'x' }, { token: other })).body['code']).toBe(
      'PERSON_NOT_FOUND',
    );
    expect(await openings()).toEqual(before);
  });
});

describe('masked names', () => {
  const named = async (token: string) =>
    ((await enrolment.post('masked-people', { personIds: [personId, stranger, newId()] }, { token })).body['people'] as object[]).map(
      (one) => (one as { readonly personId: string }).personId,
    );

  it('are told of those in reach, and whoever else is asked about is left out', async () => {
    expect(await named(await registrar())).toEqual([personId]);
    expect(await named(await enrolment.registrar('institution-b'))).toEqual([stranger]);
    expect(await named(await employer())).toEqual([personId]);
    expect(await named(await enrolment.token({ sub: stranger, roles: ['trainee'] }))).toEqual([stranger]);
    expect(await named(await enrolment.token({ sub: 'assessor', roles: ['assessor'], region: '12', organisation: 'assessor-a' }))).toEqual(
      expect.arrayContaining([personId]),
    );
    expect(await named(await enrolment.token({ sub: 'far', roles: ['reviewer'], region: '31' }))).toEqual([]);
  });

  it('are told to an inspector of the people of the region, and of nobody beyond it', async () => {
    const inspector = (region: string) => enrolment.token({ sub: `inspector-${region}`, roles: ['inspector'], region });
    expect(await named(await inspector('120101'))).toEqual(expect.arrayContaining([personId]));
    expect(await named(await inspector('310101'))).toEqual([]);
  });

  it('are told in an office of its colleagues, who are in its region, and never in clear', async () => {
    const colleague = await enrolment.register(
      idNoOf('1980-01-01', 777),
      '司马大明',
      {},
      { token: await enrolment.registrar('institution-c', '310101') },
    );
    const security = await enrolment.token({ sub: 'security1', roles: ['security-administrator'] });
    const ask = async (claims: Parameters<typeof enrolment.token>[0]) => {
      const { body } = await enrolment.post('masked-people', { personIds: [colleague] }, { token: await enrolment.token(claims) });
      return (body['people'] as readonly { readonly name: string }[]).map(({ name }) => name);
    };
    const finance = (region: string) => ({ sub: `finance-${region}`, roles: ['finance' as const], region });
    expect(await ask(finance('1201'))).toEqual([]);
    const account = { account: 'colleague', personId: colleague, roles: ['reviewer'], region: '120101' };
    const { body } = await enrolment.post('accounts', account, { token: security });
    await enrolment.get(`accounts?after=${String(body['seq'])}`, security);
    expect([await ask(finance('1201')), await ask(finance('12010101')), await ask(finance('310102'))]).toEqual([['司***'], ['司***'], []]);
    expect(await ask({ sub: 'r', roles: ['registrar'], region: '120101', organisation: 'institution-a' })).toEqual([]);
    expect(await ask({ sub: 't', roles: ['trainee'] })).toEqual([]);
    const clear = await enrolment.post(
      `people/${colleague}/clear-views`,
      { purpose: 'x' },
      { token: await enrolment.token({ ...finance('1201'), roles: ['reviewer'] }) },
    );
    expect(clear.body['code']).toBe('PERSON_NOT_FOUND');
  });

  it('are not for whoever runs the system', async () => {
    const token = await enrolment.token({ sub: 'root', roles: ['system-administrator'] });
    expect((await enrolment.post('masked-people', { personIds: [personId] }, { token })).status).toBe(403);
  });
});

describe('the classes of an employer', () => {
  it('are those of its staff, of whom it sees its own alone', async () => {
    const token = await employer();
    const { body } = await enrolment.get('class-plans', token);
    const [plan, ...others] = body['items'] as { readonly classId: string }[];
    expect(others).toEqual([]);
    const roster = await enrolment.get(`classes/${plan?.classId}/roster`, token);
    expect(roster.body['items']).toMatchObject([{ personId }]);
  });
});

describe('names of organisations', () => {
  it('are told to anybody who is signed in, and unknown ones are left out', async () => {
    const made = await enrolment.post('organisations', { kind: 'enterprise', name: '示范企业', region: '120101', uscc: usccOf(7) });
    const organisationId = String(made.body['organisationId']);
    await enrolment.get(`organisations/${organisationId}?after=${String(made.body['seq'])}`, await enrolment.reviewer());
    const token = await enrolment.registrar('institution-b');
    const { body } = await enrolment.post('organisation-names', { organisationIds: [organisationId, 'nobody'] }, { token });
    expect(body).toEqual({ organisations: [{ organisationId, name: '示范企业' }] });
  });
});
