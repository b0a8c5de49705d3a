// A class plan as a registrar files it with the wizard.
import type { Visit } from './journey';

const dayMs = 24 * 3_600 * 1_000;

export type FiledPlan = {
  readonly classNo: string;
  readonly title: string;
  readonly inDays: number;
  readonly classHours: string;
  readonly laidOut: string;
};

export async function filePlan({ page, open, shot }: Visit, { classNo, title, inDays, classHours, laidOut }: FiledPlan): Promise<void> {
  await open('/console/classes/plan');
  await page.getByLabel('开班备案号').fill(classNo);
  await page.getByLabel('班期名称').fill(title);
  await page.getByLabel('职业（工种）').fill('焊工');
  await page.getByLabel('技能等级').click();
  await page.getByTitle('四级/中级工').click();
  await page.getByRole('button', { name: '下一步' }).click();
  await page.getByLabel('培训地点名称').fill('实训楼');
  await page.getByLabel('详细地址').fill('示范路 1 号');
  await page.getByLabel('纬度').fill('39.1');
  await page.getByLabel('经度').fill('117.2');
  await page.getByRole('button', { name: '下一步' }).click();
  await page.getByLabel('第一天').fill(new Date(Date.now() + inDays * dayMs).toISOString().slice(0, 10));
  await page.getByLabel('第一天').press('Enter');
  await page.getByLabel('总课时').fill(classHours);
  await page.getByRole('button', { name: '生成课程表' }).click();
  await page.getByText(laidOut).waitFor();
  await shot('timetable');
  await page.getByRole('button', { name: '下一步' }).click();
  await shot('review');
  await page.getByRole('button', { name: '提交申报' }).click();
  await page.getByRole('heading', { level: 1, name: title }).waitFor();
}
