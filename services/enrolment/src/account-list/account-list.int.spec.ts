import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RunningEnrolment, idNoOf } from '../testing/running-enrolment';

let enrolment: RunningEnrolment;
let personId = '';
let administrator = '';
beforeAll(async () => {
  enrolment = await RunningEnrolment.start();
  personId = await enrolment.register(idNoOf('1990-01-01', 101), '王小明', {}, { token: await enrolment.registrar('institution-a') });
  administrator = await enrolment.token({ sub: 'security1', roles: ['security-administrator'] });
});
afterAll(() => enrolment?.end());

const grant = (body: object, token = administrator) => enrolment.post('accounts', body, { token });
const listed = async (seq: unknown, token = administrator) =>
  (await enrolment.get(`accounts?limit=50&after=${String(seq)}`, token)).body['items'] as readonly Record<string, unknown>[];

describe('the list of accounts', () => {
  it('shows whose they are, masked, and what they may do', async () => {
    await grant({ account: 'a-1', personId, roles: ['trainee'] });
    const { body } = await grant({ account: 'a-2', personId: 'bank-of-the-district', roles: ['bank'] });
    const [first, second] = await listed(body['seq']);
    expect(first).toMatchObject({ account: 'a-1', personId, name: '王**', roles: ['trainee'], grantedBy: 'security1' });
    expect(second).toMatchObject({ account: 'a-2', personId: 'bank-of-the-district', roles: ['bank'] });
    expect(second).not.toHaveProperty('name');
  });

  it('shows what was withdrawn, and is read by audit administrators, who grant nothing', async () => {
    const { body } = await grant({ account: 'a-2', personId: 'bank-of-the-district', roles: [] });
    const auditor = await enrolment.token({ sub: 'audit1', roles: ['audit-administrator'] });
    expect((await listed(body['seq'], auditor)).find(({ account }) => account === 'a-2')).toMatchObject({ roles: [] });
    expect((await grant({ account: 'a-3', personId: 'x', roles: ['bank'] }, auditor)).status).toBe(403);
    const looked = await enrolment.get('organisations', auditor);
    expect(looked.status).toBe(200);
  });

  it('knows no person who is an administrator twice, until the first account is none any more', async () => {
    const [security, audit] = [
      { account: 'a-4', personId: 'keeper', roles: ['security-administrator'] },
      { account: 'a-5', personId: 'keeper', roles: ['audit-administrator'] },
    ];
    expect((await grant(security)).status).toBe(201);
    expect(await grant(audit)).toMatchObject({ status: 403, body: { code: 'PERSON_IS_ADMINISTRATOR' } });
    await grant({ ...security, roles: [] });
    expect((await grant(audit)).status).toBe(201);
  });
});
