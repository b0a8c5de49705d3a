import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client } from 'pg';
import { RunningEnrolment, idNoOf, usccOf } from '../testing/running-enrolment';

let enrolment: RunningEnrolment;
let owner: Client;
beforeAll(async () => {
  enrolment = await RunningEnrolment.start();
  owner = new Client({ connectionString: enrolment.database.ownerUrl });
  await owner.connect();
});
afterAll(async () => {
  await owner?.end();
  await enrolment?.end();
});

const idNo = idNoOf('1988-07-06', 121);
const secrets = { idNo, name: '欧阳测试', phone: '13912345678', account: '6217000012345678901', birth: '1988-07-06' };
const personBody = {
  idNo,
  name: secrets.name,
  phone: secrets.phone,
  group: '登记失业人员',
  tags: [{ tag: '残疾人', from: '2025-01-01' }],
  account: { kind: 'SOCIAL_CARD', number: secrets.account },
};

/** Every row of every table of the database as text, by table. */
async function dump(client: Client): Promise<ReadonlyMap<string, string>> {
  const { rows } = await client.query<{ name: string }>(
    `select format('%I.%I', schemaname, tablename) as name from pg_tables where schemaname not in ('pg_catalog', 'information_schema')`,
  );
  const tables = new Map<string, string>();
  for (const { name } of rows) {
    const held = await client.query<{ row: string }>(`select t::text as row from ${name} t`);
    tables.set(name, held.rows.map(({ row }) => row).join('\n'));
  }
  return tables;
}

it('takes another account of a known person from the person and the office, and from no organisation', async () => {
  const [number, account] = [idNoOf('1991-02-03', 131), (kind: string) => ({ kind: 'BANK', number: `622202000000000000${kind}` })];
  const personId = await enrolment.register(
    number,
    '李四',
    { account: account('1') },
    { token: await enrolment.registrar('institution-c') },
  );
  const stranger = await enrolment.registrar('institution-d', '310101');
  const enter = (token: string, more: object) =>
    enrolment.post('people', { idNo: number, name: '李四', group: '企业职工', ...more }, { token });
  const refused = { status: 403, body: expect.objectContaining({ code: 'ACCOUNT_OF_PERSON_KNOWN', values: { accountVersion: 1 } }) };
  expect(await enter(stranger, { account: account('2') })).toMatchObject(refused);
  expect((await enter(stranger, {})).body).toMatchObject({ personId, accountVersion: 1 });
  // By now it has entered the person itself.
  expect(await enter(stranger, { account: account('2') })).toMatchObject(refused);
  const change = (token: string, which: string) => enrolment.post(`people/${personId}/accounts`, account(which), { token });
  for (const token of [stranger, await enrolment.registrar('institution-c')]) expect(await change(token, '2')).toMatchObject(refused);
  const own = await enrolment.token({ sub: personId, roles: ['trainee'] });
  expect((await change(own, '3')).body).toMatchObject({ accountVersion: 2 });
  expect((await change(await enrolment.reviewer(), '4')).body).toMatchObject({ accountVersion: 3 });
});

describe('a person of the vault', () => {
  let personId = '';
  it('is one person under a number, whoever enters it, and however many at once', async () => {
    enrolment.world.names.set(idNo, secrets.name);
    const token = await enrolment.registrar('institution-a');
    const asked = [
      enrolment.post('people', personBody, { token }),
      enrolment.post('people', personBody),
      enrolment.post('people', personBody),
    ];
    const answers = await Promise.all(asked);
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201]);
    expect(new Set(answers.map(({ body }) => body['personId'])).size).toBe(1);
    personId = String(answers[0]?.body['personId']);
    expect(answers[2]?.body).toMatchObject({ identity: 'MATCHED', accountVersion: 1 });
    expect(answers[0]?.text).not.toContain(idNo);
  });

  it('is verified under one name, and refused under another without a word of it', async () => {
    const refused = await enrolment.post('people', { ...personBody, name: '另有其人' });
    expect(refused).toMatchObject({ status: 409, body: { code: 'NAME_MISMATCH', values: {} } });
    const wrong = `${idNo.slice(0, 17)}${idNo.endsWith('0') ? '1' : '0'}`;
    const invalid = await enrolment.post('people', { idNo: wrong, name: '某人' });
    expect(invalid).toMatchObject({ status: 409, body: { code: 'ID_INVALID' } });
    expect(invalid.text).not.toContain(wrong);
  });

  it('is paid to its newest account, which is handed out once that is recorded', async () => {
    const changed = await enrolment.post(`people/${personId}/accounts`, { kind: 'BANK', number: '6222020000000000001' });
    expect(changed.body).toMatchObject({ personId, accountVersion: 2 });
    const own = await enrolment.token({ sub: personId, roles: ['trainee'] });
    expect(
      (await enrolment.post(`people/${personId}/accounts`, { kind: 'SOCIAL_CARD', number: secrets.account }, { token: own })).body,
    ).toMatchObject({
      accountVersion: 3,
    });
    const stranger = await enrolment.token({ sub: 'somebody', roles: ['trainee'] });
    expect((await enrolment.post(`people/${personId}/accounts`, { kind: 'BANK', number: '1234567' }, { token: stranger })).status).toBe(
      404,
    );
    const ask = { purpose: 'payout 1', payees: [{ kind: 'PERSON', id: personId }] };
    expect((await enrolment.post('payees', ask)).status).toBe(403);
    const opened = await enrolment.post('payees', ask, { token: await enrolment.asService() });
    expect(opened.body['payees']).toEqual([
      {
        kind: 'PERSON',
        id: personId,
        name: secrets.name,
        idNo,
        account: { kind: 'SOCIAL_CARD', number: secrets.account },
        accountVersion: 3,
      },
    ]);
    const { rows } = await owner.query<{ data: string; actor: string }>(
      `select data, meta::jsonb ->> 'actor' as actor from log_enrolment.fact where type = 'VaultOpened'`,
    );
    expect(rows.map(({ data, actor }) => [JSON.parse(data), actor])).toMatchObject([
      [{ purpose: 'payout 1', askedBy: 'subsidy-payment', payees: ask.payees }, 'subsidy-payment'],
    ]);
  });

  it('is shown masked, and asked about at the registries by number', async () => {
    const token = await enrolment.asService();
    const masked = await enrolment.post('masked-people', { personIds: [personId] }, { token });
    expect(masked.body).toEqual({ people: [{ personId, name: '欧***', idNo: `120101********${idNo.slice(14)}` }] });
    enrolment.world.values.set(`social_insurance/${idNo}`, { months: 14, status: 'in_service' });
    const questions = [
      { id: 'a', registry: 'social_insurance', personId, fields: { region: '120000' } },
      { id: 'b', registry: 'fund_reserve', fields: { region: '120000', year: 2025 } },
    ];
    const { body } = await enrolment.post('registry-questions', { questions }, { token });
    expect(body['answers']).toMatchObject([
      { id: 'a', outcome: 'ANSWERED', value: { months: 14, status: 'in_service' }, source: 'registry:social_insurance' },
      { id: 'b', outcome: 'NO_ANSWER' },
    ]);
    expect(enrolment.world.asked.at(-2)?.body).toEqual({ region: '120000', idNo });
  });
});

describe('an organisation', () => {
  const uscc = usccOf(1);
  it('has a valid code of its own, and an account that only the vault shows', async () => {
    const body = {
      kind: 'training_institution',
      name: '示范学校',
      region: '120101',
      uscc,
      account: { number: '1200000099887766', bankName: '示范银行' },
    };
    const { status, body: made } = await enrolment.post('organisations', body);
    expect([status, made['accountVersion']]).toEqual([201, 1]);
    expect((await enrolment.post('organisations', { ...body, name: '另一所' })).body).toMatchObject({ code: 'USCC_TAKEN' });
    expect((await enrolment.post('organisations', { ...body, uscc: `${uscc.slice(0, 17)}_` })).body).toMatchObject({
      code: 'USCC_INVALID',
    });
    const id = String(made['organisationId']);
    const opened = await enrolment.post(
      'payees',
      { purpose: 'p', payees: [{ kind: 'ORGANISATION', id }] },
      { token: await enrolment.asService() },
    );
    expect(opened.body['payees']).toEqual([
      {
        kind: 'ORGANISATION',
        id,
        name: '示范学校',
        uscc,
        account: { kind: 'BANK', number: '1200000099887766', bankName: '示范银行' },
        accountVersion: 1,
      },
    ]);
    const list = await enrolment.get(`organisations?after=${String(made['seq'])}`, await enrolment.registrar(id));
    expect(list.body['items']).toMatchObject([{ organisationId: id, uscc, accountVersion: 1 }]);
    expect((await enrolment.get(`organisations/${id}`, await enrolment.registrar('institution-b'))).status).toBe(404);
  });
});

describe('what lies outside of the vault', () => {
  it('holds nothing of a person: no table, no fact, no message, no line of a log', async () => {
    const classId = await enrolment.approvedClass('institution-a', '2030-05-06');
    const token = await enrolment.registrar('institution-a');
    const personId = await enrolment.register(idNo, secrets.name);
    const { body } = await enrolment.post(`classes/${classId}/enrolments`, { people: [personId] }, { token });
    for (const path of [`classes/${classId}/roster`, 'people', `people/${personId}`])
      expect((await enrolment.get(`${path}?after=${String(body['seq'])}`, token)).status).toBe(200);
    const bus = new Client({ connectionString: enrolment.bus.ownerUrl });
    await bus.connect();
    const tables = new Map([...(await dump(owner)), ...(await dump(bus))]);
    await bus.end();
    expect(tables.get('log_enrolment.fact')).toContain(personId);
    expect(tables.get('public.vault_entry')).toContain(personId);
    tables.set('the log of the service', enrolment.logged.join('\n'));
    expect(tables.get('the log of the service')).toContain('/api/enrolment/people');
    for (const [table, text] of tables) {
      // Sealed bytes are random, and may happen to show any digits; there, what is looked for is the text itself.
      const inVault = table.startsWith('public.vault_');
      for (const secret of [...Object.values(secrets), '6222020000000000001', '1200000099887766', '19880706']) {
        const sought = inVault ? Buffer.from(secret).toString('hex') : secret;
        expect([table, secret, text.includes(sought)]).toEqual([table, secret, false]);
      }
    }
  });

  it('cannot open what was moved to another place', async () => {
    await owner.query(`update public.vault_entry set version = 'moved' where field = 'id-no'`);
    const { rows } = await owner.query<{ holder: string }>(`select holder from public.vault_entry where field = 'id-no'`);
    await owner.query(`update public.vault_entry set field = 'id-no', version = '1' where field = 'birth-date'`);
    const personIds = [String(rows[0]?.holder).replace('person/', '')];
    expect((await enrolment.post('masked-people', { personIds }, { token: await enrolment.asService() })).status).toBe(500);
  });

  it('may not be changed by the running service', async () => {
    const app = new Client({ connectionString: enrolment.database.appUrl });
    await app.connect();
    await expect(app.query('update public.vault_holder set blind_index = null')).rejects.toThrow('permission denied');
    await expect(app.query('delete from public.vault_entry')).rejects.toThrow('permission denied');
    await app.end();
  });
});
