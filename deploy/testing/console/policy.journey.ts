// Policy officers: a version is compared, drafted by one, signed by two, and tried out on a claim.
import type { Journey } from './journey';

const compares: Journey = {
  name: 'policy-officer-compares',
  role: 'policy-officer',
  language: 'zh',
  async walk(visit) {
    const { page } = visit;
    await visit.open('/console/policy/packs');
    await page.getByRole('link', { name: 'cy-ui-2022@2' }).click();
    await page.getByRole('heading', { level: 1, name: 'cy-ui-2022@2' }).waitFor();
    await page.getByText('最低累计缴费月数').waitFor();
    await visit.shot('pack');
    await page.getByRole('link', { name: 'cy-ui-2022@1' }).click();
    await page.getByRole('row', { name: /变更.*最低累计缴费月数.*36.*12/ }).waitFor();
    await visit.shot('comparison');
  },
};

const signs: Journey = {
  name: 'policy-officers-sign',
  role: 'policy-officer',
  language: 'zh',
  async walk(visit) {
    const { page } = visit;
    const pack = '/console/policy/packs/cy-ui-2022/2';
    const sign = async () => {
      await page.getByRole('button', { name: '签发' }).click();
      await page.getByRole('tooltip').getByRole('button', { name: '签发' }).click();
    };
    await visit.open(pack);
    await page.getByRole('button', { name: '起草这一版' }).click();
    await page.getByText('已起草 cy-ui-2022@2').waitFor();
    await sign();
    await page.getByText('您已签发').waitFor();
    await visit.become('policy-officer', 1);
    await visit.open(pack);
    await sign();
    await page.getByText('已签发，即刻用于决定').waitFor();
    await page.getByText('已签发', { exact: true }).first().waitFor();
    await visit.shot('published');
  },
};

const tries: Journey = {
  name: 'policy-officer-tries',
  role: 'policy-officer',
  language: 'zh',
  async walk(visit) {
    const { page } = visit;
    await visit.open('/console/policy/simulation');
    await page.getByRole('combobox', { name: '申请' }).click();
    await page
      .getByTitle(/职业培训补贴/)
      .first()
      .click();
    await page.getByText('改动作用于政策包').waitFor();
    await page.getByRole('combobox', { name: '参数' }).click();
    await page.getByTitle(/各等级标准/).click();
    await page.getByRole('textbox', { name: '改为' }).fill('{"4":"2000.00"}');
    await page.getByRole('button', { name: '试算' }).click();
    await page
      .getByRole('status')
      .getByText(/结论或金额不同/)
      .waitFor();
    await visit.shot('simulation');
    await visit.open('/console/policy/replay');
    await page.getByRole('combobox', { name: '申请' }).click();
    await page
      .getByTitle(/职业培训补贴/)
      .first()
      .click();
    await page.getByRole('button', { name: '重放' }).click();
    await page
      .getByRole('status')
      .getByText(/结论与金额都相同/)
      .waitFor();
    await visit.shot('replay');
  },
};

export const journeys: readonly Journey[] = [compares, signs, tries];
