// What an institution does besides its usual round: the devices its trainees sign in on, a plan that came back, a table that is taken away; and an assessor with somebody who failed.
import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { filePlan } from './class-plan';
import type { Journey, Visit } from './journey';
import { exported } from './tables';

/** A name of its own for every walk. */
const fresh = (): string => `J-${process.hrtime.bigint()}`;

const devices: Journey = {
  name: 'registrar-registers-and-retires-a-device',
  role: 'registrar',
  language: 'zh',
  async walk({ page, open, shot }) {
    const name = `实训楼门口 ${fresh()}`;
    await open('/console/classes/devices');
    await page.getByRole('button', { name: '登记设备' }).click();
    const dialog = page.getByRole('dialog', { name: '登记设备' });
    await dialog.getByLabel('设备名称').fill(name);
    await dialog.getByLabel('设备公钥').fill('不是公钥');
    await dialog.getByRole('button', { name: '登记设备' }).click();
    await dialog.getByText('这不是 Ed25519 公钥').waitFor();
    await shot('registering');
    const { publicKey } = generateKeyPairSync('ed25519');
    await dialog.getByLabel('设备公钥').fill(String(publicKey.export({ format: 'pem', type: 'spki' })));
    await dialog.getByRole('button', { name: '登记设备' }).click();
    const row = page.getByRole('row').filter({ hasText: name });
    await row.getByText('使用中').waitFor();
    await shot('devices');
    await row.getByRole('button', { name: `停用 ${name}` }).click();
    await page.getByRole('tooltip').getByRole('button', { name: '停用' }).click();
    await row.getByText('已停用').waitFor();
    await row.getByRole('button', { name: `停用 ${name}` }).waitFor({ state: 'detached' });
  },
};

async function returnPlan({ page, open, become }: Visit, title: string, why: string): Promise<void> {
  await become('reviewer');
  await open('/console/reviewing/class-plans');
  await page.getByRole('row').filter({ hasText: title }).getByRole('button').first().click();
  await page.getByRole('button', { name: '退回' }).click();
  await page.getByLabel('退回原因').fill(why);
  await page.getByRole('dialog').last().getByRole('button', { name: '退回' }).click();
  await page.getByText('已退回机构').waitFor();
}

/** Mends what the reviewer found, and files again. */
async function mendPlan({ page, open, become, shot }: Visit, title: string, why: string): Promise<void> {
  await become('registrar');
  await open('/console/classes/mine');
  await page.getByRole('row').filter({ hasText: title }).getByText('已退回').waitFor();
  await page.getByRole('link', { name: title }).click();
  await page.getByRole('alert').getByText(why).waitFor();
  await shot('returned');
  await page.getByRole('button', { name: '修改后重报' }).click();
  await page.getByText(`退回理由：${why}`).waitFor();
  await page.getByLabel('人数上限').fill('30');
  await page.getByRole('button', { name: '下一步' }).click();
  await page.getByLabel('详细地址').fill('示范路 1 号 3 层');
  await page.getByRole('button', { name: '下一步' }).click();
  await page.getByText('共 4 节，16 课时').waitFor();
  await page.getByRole('button', { name: '下一步' }).click();
  await page.getByRole('button', { name: '提交申报' }).click();
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
  await page.getByText('待审核').first().waitFor();
  await page.getByText('实训楼 · 示范路 1 号 3 层').waitFor();
}

const refiling: Journey = {
  name: 'registrar-mends-a-plan-that-came-back',
  role: 'registrar',
  language: 'zh',
  async walk(visit) {
    const { page, open } = visit;
    const classNo = fresh();
    // What a spreadsheet would take for a formula.
    const title = `=焊工 ${classNo}`;
    const why = '请写明楼层，并填写人数上限。';
    await filePlan(visit, { classNo, title, inDays: 90, classHours: '16', laidOut: '共 4 节，16 课时' });
    await returnPlan(visit, title, why);
    await mendPlan(visit, title, why);
    await open('/console/classes/mine');
    await page.getByRole('link', { name: title }).waitFor();
    const listed = await page
      .getByRole('table')
      .locator('tbody')
      .getByRole('link', { name: /焊工|K\d/ })
      .count();
    for (const kind of ['CSV', 'Excel (XLSX)'] as const) {
      const [head, ...rows] = await exported(page, kind);
      assert.deepEqual(head, ['班期', '开班备案号', '状态', '职业与等级', '开班', '结业', '课时', '人数']);
      assert.ok(rows.length >= listed && listed > 1, `${kind}: ${rows.length} rows, ${listed} on the page`);
      const row = rows.find(([, no]) => no === classNo);
      assert.deepEqual(row?.slice(0, 3), [`'${title}`, classNo, '待审核'], kind);
      assert.equal(row?.[6], '16', kind);
      assert.ok(!rows.flat().some((cell) => /^[=+@]/.test(cell)), `${kind}: a cell begins a formula`);
    }
  },
};

const failing: Journey = {
  name: 'assessor-records-somebody-who-failed',
  role: 'assessor',
  language: 'zh',
  async walk({ page, open, shot }) {
    await open('/console/assessing/classes');
    await page.getByRole('link', { name: /K3/ }).click();
    const first = page.getByRole('radiogroup', { name: /^成绩 1 / });
    await first.getByText('不合格').click();
    await page.getByRole('button', { name: '登记 1 人成绩' }).click();
    await page.getByText('合格 0 人将核发证书，不合格 1 人。').waitFor();
    await shot('failing');
    await page.getByRole('tooltip').getByRole('button', { name: '登记 1 人成绩' }).click();
    await page.getByText('成绩已登记').waitFor();
    // Whoever failed may be assessed again.
    await page.getByRole('row').filter({ has: first }).getByText('不合格').first().waitFor();
    await page.getByRole('button', { name: '登记 0 人成绩' }).waitFor();
  },
};

export const journeys: readonly Journey[] = [devices, refiling, failing];
