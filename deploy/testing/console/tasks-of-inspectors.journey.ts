// An inspector at the site, on a phone: what is to do, and what was found. It follows the supervisor's journey, whose seed picks this inspector.
import type { Journey } from './journey';

const phone = { width: 360, height: 760 };
const longMs = 30_000;

const inspect: Journey = {
  name: 'inspecting-on-a-phone',
  role: 'inspector',
  language: 'zh',
  async walk({ page, open, shot }) {
    await page.setViewportSize(phone);
    await open('/console/inspecting/tasks');
    await shot('tasks');
    const task = page.getByRole('main').getByRole('listitem').getByRole('link').first();
    await task.click();
    await page.getByRole('heading', { level: 1, name: /^检查 / }).waitFor();
    await page.getByText('考勤记录不全', { exact: true }).click();
    await page.getByLabel('检查记录').fill('九时到场，签到表缺两日。');
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'sheet.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('a photograph') });
    await page.getByText('sheet.jpg').waitFor();
    await shot('form');
    await page.getByRole('button', { name: '核对' }).click();
    await page.getByRole('button', { name: '提交结果' }).click();
    await page.getByText('结果已记录').waitFor({ timeout: longMs });
    await page.getByRole('heading', { name: '检查结果' }).waitFor();
    await shot('result');
  },
};

export const journeys: readonly Journey[] = [inspect];
