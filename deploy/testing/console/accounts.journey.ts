// A security administrator grants, changes and withdraws; an audit administrator only reads.
import assert from 'node:assert/strict';
import type { Journey } from './journey';

const grants: Journey = {
  name: 'security-administrator-grants',
  role: 'security-administrator',
  language: 'zh',
  async walk(visit) {
    const { page } = visit;
    const account = 'journey-finance';
    await visit.open('/console/accounts/list');
    await page.getByRole('button', { name: '授权' }).click();
    const form = page.getByRole('dialog', { name: '给账号授权' });
    await form.getByLabel('账号').fill(account);
    await form.getByLabel('人员编号').fill('journey-person');
    await form.getByLabel('岗位').click();
    await page.getByTitle('财务人员').click();
    await page.keyboard.press('Escape');
    await form.getByRole('button', { name: '确认授权' }).click();
    await form.getByText('请填写此项').waitFor();
    await form.getByLabel('管辖地区代码').fill('990000');
    await form.getByRole('button', { name: '确认授权' }).click();
    await page.getByText(`已授权账号 ${account}`).waitFor();
    await form.waitFor({ state: 'hidden' });
    await visit.open(`/console/accounts/list?accounts.q=${account}`);
    await page.getByRole('row', { name: new RegExp(`${account}.*财务人员.*990000`) }).waitFor();
    // Who granted it is seen without moving the table, at the width of an office.
    const table = page.getByRole('table').first().locator('..');
    assert.equal(await table.evaluate(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth), false);
    await page.getByRole('row', { name: new RegExp(`${account}.*demo-security-admin`) }).waitFor();
    await visit.shot('granted');
    await page.getByRole('button', { name: `收回 ${account}` }).click();
    await page.getByRole('tooltip').getByRole('button', { name: '收回' }).click();
    await page.getByText(`已收回账号 ${account}`).waitFor();
    await page.getByRole('row', { name: new RegExp(`${account}.*已收回`) }).waitFor();
    await visit.become('audit-administrator');
    await visit.open('/console/accounts/list?accounts.q=demo-security-admin');
    await page.getByRole('row', { name: /^demo-security-admin/ }).waitFor();
    await page.getByRole('button', { name: '授权' }).waitFor({ state: 'detached' });
    await visit.shot('read');
  },
};

export const journeys: readonly Journey[] = [grants];
