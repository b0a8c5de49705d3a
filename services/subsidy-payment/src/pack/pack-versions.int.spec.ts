import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { RunningSubsidyPayment, officer, policyOfficer } from '../testing/running-subsidy-payment';

let service: RunningSubsidyPayment;
beforeAll(async () => {
  service = await RunningSubsidyPayment.start();
}, 60_000);
afterAll(() => service?.end(), 60_000);

const versionOf = async (packId: string, version: number) =>
  (await service.get(`pack-versions/${packId}/${version}`, policyOfficer(1))).body;
const listed = async () =>
  ((await service.get('pack-versions', policyOfficer(1))).body['items'] as { packId: string; packVersion: number; status: string }[]).map(
    ({ packId, packVersion, status }) => `${packId}@${packVersion} ${status}`,
  );

describe('the versions of packs', () => {
  it('are all that ship, with what they govern and where each number comes from', async () => {
    expect(await listed()).toEqual(expect.arrayContaining(['cy-ui-2022@1 SHIPPED', 'cy-ui-2022@2 SHIPPED', 'CN-ATTENDANCE@1 SHIPPED']));
    const whole = await versionOf('cy-ui-2022', 2);
    expect(whole).toMatchObject({
      kind: 'PAYS',
      region: '211300',
      validFrom: '2022-01-01',
      validTo: '2022-12-31',
      programmes: ['UI_SKILL'],
    });
    expect(whole).toMatchObject({ status: 'SHIPPED', signers: [], hasFixture: true, doc: { year: 2022, reliability: 'O' } });
    expect(createHash('sha256').update(String(whole['body'])).digest('hex')).toBe(whole['hash']);
    expect(JSON.parse(String(whole['body']))).toMatchObject({
      programmes: { UI_SKILL: { insuredMonthsMin: { value: 12, source: expect.any(String) } } },
    });
  });

  it('show who has signed, and since when decisions know them', async () => {
    const path = 'packs/weihai-ui-2021/versions/1/signatures';
    await service.post('packs', { packId: 'weihai-ui-2021', version: 1 }, { as: policyOfficer(1) });
    await expect(versionOf('weihai-ui-2021', 1)).resolves.toMatchObject({ status: 'DRAFTED', signers: [] });
    await service.post(path, {}, { as: policyOfficer(1) });
    await expect(versionOf('weihai-ui-2021', 1)).resolves.toMatchObject({ status: 'SIGNED', signers: ['policy1'] });
    const { body } = await service.post(path, {}, { as: policyOfficer(2) });
    await expect(versionOf('weihai-ui-2021', 1)).resolves.toMatchObject({
      status: 'PUBLISHED',
      knownAt: body['knownAt'],
      hash: body['hash'],
    });
    expect(await listed()).toContain('weihai-ui-2021@1 PUBLISHED');
  });

  it('are for policy officers, and none that nobody wrote', async () => {
    expect((await service.get('pack-versions', officer(1))).status).toBe(403);
    expect(await versionOf('cy-ui-2022', 9)).toMatchObject({ code: 'PACK_NOT_FOUND' });
    expect(await versionOf('no..such', 1)).toMatchObject({ code: 'PACK_NOT_FOUND' });
  });
});
