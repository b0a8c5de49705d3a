// What institutions, employers and assessors do in the console: a plan, a roster, the wall, a claim; staff and its money; results and certificates.
import { residentIdCheckCharacter } from '@libs/kernel';
import { filePlan } from './class-plan';
import type { Journey } from './journey';

function idNoOf(sequence: number): string {
  const first17 = `99000019910203${String(sequence).padStart(3, '0')}`;
  return first17 + residentIdCheckCharacter(first17);
}

/** A name of its own for every walk, so that a second one in the same installation finds nothing taken. */
const freshNo = (): string => `J-${process.hrtime.bigint()}`;

const planning: Journey = {
  name: 'registrar-files-a-plan',
  role: 'registrar',
  language: 'zh',
  async walk(visit) {
    const { page } = visit;
    await visit.become('registrar');
    const classNo = freshNo();
    await filePlan(visit, { classNo, title: `焊工 ${classNo}`, inDays: 60, classHours: '24', laidOut: '共 6 节，24 课时' });
    await page.getByText('待审核').first().waitFor();
    await visit.open('/console/classes/mine');
    await page.getByRole('link', { name: `焊工 ${classNo}` }).waitFor();
    await visit.shot('classes');
  },
};

const rosterFile = (line: number): Buffer =>
  Buffer.from(
    [
      '姓名,身份证号码,电话,人员类别,社会保障卡号',
      `郑新,${idNoOf(line)},13800000001,登记失业人员,`,
      `坏号码,${idNoOf(line).slice(0, 17)}_,,登记失业人员,`,
      `无类别,${idNoOf(line + 2)},,路人,`,
    ].join('\r\n'),
  );

const enrolling: Journey = {
  name: 'registrar-enrols-a-roster',
  role: 'registrar',
  language: 'zh',
  async walk(visit) {
    const { page } = visit;
    await visit.become('registrar');
    await visit.open('/console/classes/mine');
    await page.getByRole('link', { name: /K3/ }).click();
    await page.getByRole('tab', { name: '名册' }).click();
    const chooser = page.waitForEvent('filechooser');
    await page.getByRole('button', { name: '选择文件' }).click();
    await (await chooser).setFiles({ name: '名册.csv', mimeType: 'text/csv', buffer: rosterFile(601) });
    await page.getByText('校验完成').waitFor();
    await visit.shot('checked');
    const enrol = page.getByRole('button', { name: '为 1 行报名' });
    // Walked a second time, the same person is on the roster already.
    if (await enrol.isVisible()) {
      await enrol.click();
      await page.getByText('报名完成').waitFor();
    }
    await page.getByRole('button', { name: '查看明文' }).first().click();
    await page.getByLabel('查看事由').click();
    await page.getByTitle('核对名册').click();
    await page.getByRole('button', { name: '记录并查看' }).click();
    await page.getByText('记录时间').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: '关闭' }).first().click();
    await page.getByRole('tab', { name: '实时考勤' }).click();
    await page.getByText('实时更新中').waitFor();
    await visit.shot('wall');
  },
};

const claiming: Journey = {
  name: 'registrar-checks-and-follows-a-claim',
  role: 'registrar',
  language: 'en',
  async walk(visit) {
    const { page } = visit;
    await visit.become('registrar');
    await visit.open('/console/classes/mine');
    await page.getByRole('link', { name: /K1/ }).click();
    await page.getByRole('tab', { name: 'Sums and closing' }).click();
    await page.getByRole('heading', { name: 'Day by day' }).waitFor();
    await visit.shot('sums');
    await page.getByRole('tab', { name: 'Subsidy claims' }).click();
    await page.getByRole('button', { name: 'Check first' }).click();
    await page.getByRole('heading', { name: 'What would come of it' }).waitFor();
    await visit.shot('pre-check');
    await visit.open('/console/our-claims/list');
    await page.getByRole('link', { name: 'Training subsidy' }).last().click();
    await page.getByRole('heading', { name: 'Payment orders' }).waitFor();
    await visit.shot('claim');
  },
};

const employing: Journey = {
  name: 'employer-sees-its-staff',
  role: 'employer',
  language: 'zh',
  async walk(visit) {
    const { page } = visit;
    await visit.become('employer');
    await visit.open('/console/classes/mine');
    await page.getByRole('link', { name: /K3/ }).click();
    await page.getByRole('tab', { name: '名册' }).click();
    await page.getByRole('heading', { name: '名册' }).waitFor();
    await visit.shot('staff');
    await visit.open('/console/our-claims/list');
    await visit.shot('claims');
  },
};

const assessing: Journey = {
  name: 'assessor-looks-at-results-and-certificates',
  role: 'assessor',
  language: 'zh',
  async walk(visit) {
    const { page } = visit;
    await visit.become('assessor');
    await visit.open('/console/assessing/classes');
    await page.getByRole('link', { name: /K1/ }).click();
    await page.getByRole('heading', { name: '成绩' }).waitFor();
    await visit.shot('results');
    await visit.open('/console/assessing/certificates');
    await page
      .getByRole('button', { name: /^撤销 / })
      .first()
      .click();
    await page.getByRole('dialog').getByRole('button', { name: '撤销证书' }).click();
    // Neither the cause nor the number was given: nothing is revoked.
    await page.getByText('与证书编号后六位不符。').waitFor();
    await visit.shot('revoking');
    await page.getByRole('dialog').getByRole('button', { name: '不撤销' }).click();
  },
};

export const journeys: readonly Journey[] = [planning, enrolling, claiming, employing, assessing];
