// What institutions, employers and assessors do in the console: a plan, a roster, the wall, a claim; staff and its money; results and certificates.
import assert from 'node:assert/strict';
import { residentIdCheckCharacter } from '@libs/kernel';
import { filePlan } from './class-plan';
import type { Journey, Visit } from './journey';
import { excelFile, taken } from './tables';

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
    await visit.open('/console/classes/plan');
    const [title, afresh] = [page.getByLabel('班期名称'), page.getByRole('button', { name: '重新填写' })];
    await title.fill('写到一半');
    await page.reload();
    await page.getByText('已恢复您没有提交的内容。').waitFor();
    assert.equal(await title.inputValue(), '写到一半');
    await visit.shot('restored');
    await afresh.click();
    await afresh.waitFor({ state: 'detached' });
    assert.equal(await title.inputValue(), '');
    await filePlan(visit, { classNo, title: `焊工 ${classNo}`, inDays: 60, classHours: '24', laidOut: '共 6 节，24 课时' });
    await page.getByText('待审核').first().waitFor();
    await visit.open('/console/classes/mine');
    await page.getByRole('link', { name: `焊工 ${classNo}` }).waitFor();
    await visit.shot('classes');
  },
};

const heads = ['姓名', '身份证号码', '电话', '人员类别', '社会保障卡号'];

/** Row by row: one who is enrolled, and what people do to such files. */
const rosterFile = (sequence: number): Promise<Buffer> =>
  excelFile([
    heads,
    ['郑新', idNoOf(sequence), 13_800_000_001, '登记失业人员', ''],
    ['错号码', `${idNoOf(sequence).slice(0, 16)}0${idNoOf(sequence).slice(17)}`, '', '登记失业人员', ''],
    ['郑重来', idNoOf(sequence), '', '登记失业人员', ''],
    ['数字号', Number(idNoOf(sequence + 1)), '', '登记失业人员', ''],
    [],
    [{ formula: '=A2' }, idNoOf(sequence + 2), '', '登记失业人员', ''],
    ['数字卡', idNoOf(sequence + 3), '', '登记失业人员', 6_217_000_099_990_421],
    ['无类别', idNoOf(sequence + 4), '', '路人', ''],
    ['=1+1', idNoOf(sequence + 5), '@SUM(A1)', '', ''],
  ]);
const answers: readonly (readonly [line: number, outcome: string, why: string])[] = [
  [2, '可以报名', ''],
  [3, '不能报名', '身份证号码最后一位与前 17 位不符'],
  [4, '不能报名', '文件中已有同一身份证号码。'],
  [5, '不能报名', '身份证号码在 Excel 中成了数字'],
  [7, '不能报名', '没有姓名。'],
  [8, '不能报名', '社会保障卡号在 Excel 中成了数字'],
  [9, '不能报名', '没有这种人员类别'],
  [10, '不能报名', '电话格式不对。'],
];
const csvFile = (sequence: number): Buffer => Buffer.from([heads.join(','), `郑新,${idNoOf(sequence).slice(0, 17)}_,,,`].join('\r\n'));

async function bring({ page }: Visit, press: string, name: string, buffer: Buffer): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: press }).click();
  await (await chooser).setFiles({ name, mimeType: '', buffer });
}

/** Every row is answered on the page, and those that failed can be taken home. */
async function checked(visit: Visit): Promise<void> {
  const { page } = visit;
  await bring(visit, '选择文件', '名册.csv', csvFile(601));
  await page.getByText('1 行，0 行可以报名，1 行不能报名').waitFor();
  await bring(visit, '换一个文件', '名册.xlsx', await rosterFile(601));
  const rows = page.getByRole('region', { name: '逐行结果' }).getByRole('row');
  for (const [line, outcome, why] of answers) {
    const row = rows.filter({ has: page.getByRole('cell', { name: String(line), exact: true }) });
    await row.filter({ hasText: new RegExp(`${outcome}${why}`) }).waitFor();
  }
  await page.getByText('8 行，1 行可以报名，7 行不能报名').waitFor();
  await visit.shot('checked');
  const [head, ...failed] = await taken(page, () => page.getByRole('button', { name: '下载未通过的行' }).click());
  assert.deepEqual(head, [...heads, '原因']);
  assert.equal(failed.length, 7);
  assert.equal(failed.at(-1)?.[0], "'=1+1");
  assert.equal(failed.at(-1)?.[2], "'@SUM(A1)");
}

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
    await checked(visit);
    await page.getByRole('button', { name: '为 1 行报名' }).click();
    await page.getByText('报名完成').waitFor();
    await page.getByText('8 行，1 人已报名，7 行不能报名').waitFor();
    await page.getByRole('row', { name: /^6 郑\*/ }).waitFor();
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
