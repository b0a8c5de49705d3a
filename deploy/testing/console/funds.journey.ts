// A fund manager allots money, sees that the books balance, and asks what lay where at a past moment.
import type { Page } from 'playwright-core';
import type { Journey } from './journey';

/** The one row of the demo, where it has one. */
async function openRow(page: Page): Promise<void> {
  await page
    .getByRole('link', { name: /就业补助资金|Employment fund/ })
    .first()
    .click();
  await page.getByRole('tab').first().waitFor();
}

const allots: Journey = {
  name: 'fund-manager-allots',
  role: 'fund-manager',
  language: 'zh',
  async walk(visit) {
    const { page } = visit;
    await visit.open('/console/funds/rows');
    await page.getByText('账目平衡').waitFor();
    await page.getByRole('button', { name: '下达指标' }).click();
    const dialog = page.getByRole('dialog', { name: '下达指标' });
    await dialog.getByLabel('金额（元）').fill('0');
    await dialog.getByRole('button', { name: '下达' }).click();
    await dialog.getByText('请填写大于零的金额').waitFor();
    await dialog.getByLabel('金额（元）').fill('1,000.5');
    await dialog.getByRole('button', { name: '下达' }).click();
    await page.getByText('已下达 ¥1,000.50').waitFor();
    await dialog.waitFor({ state: 'hidden' });
    await page.getByText('账目平衡').waitFor();
    await page.getByRole('heading', { level: 2, name: '全部资金走势' }).waitFor();
    await page.getByText('查看各日数字').click();
    await page.locator('.day-figures').getByRole('row').nth(1).waitFor();
    await visit.shot('rows');
  },
};

const looksBack: Journey = {
  name: 'fund-manager-looks-back',
  role: 'fund-manager',
  language: 'zh',
  async walk(visit) {
    const { page } = visit;
    await visit.open('/console/funds/rows');
    await openRow(page);
    await page
      .getByRole('img', { name: /各项余额走势图/ })
      .locator('svg')
      .waitFor();
    await page.getByRole('table').first().getByText('是').first().waitFor();
    await visit.shot('history');
    await page.getByRole('tab', { name: '明细账' }).click();
    await page.getByText('初审占用').first().waitFor();
    await visit.shot('journal');
    await page.getByRole('tab', { name: '历史时点' }).click();
    await page.getByLabel('截至发生时间').fill('2020-01-01 08:00:00');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: /2020年1月1日 08:00:00/ }).waitFor();
    await visit.shot('moment');
  },
};

const follows: Journey = {
  name: 'fund-manager-follows-a-payment',
  role: 'fund-manager',
  language: 'en',
  async walk(visit) {
    const { page } = visit;
    await visit.open('/console/funds/rows');
    await openRow(page);
    await page.getByRole('tab', { name: 'Journal' }).click();
    await page
      .getByRole('link', { name: /^Order/ })
      .first()
      .click();
    await page.getByRole('heading', { level: 1, name: /Payment order/ }).waitFor();
    await page.getByText('Cases it pays').waitFor();
    await visit.shot('order');
    await page.goBack();
    await page
      .getByRole('link', { name: /^Payout/ })
      .first()
      .click();
    await page.getByRole('heading', { level: 1, name: /^Payout/ }).waitFor();
    await visit.shot('payout');
    await visit.open('/console/funds/queue');
    await visit.shot('queue');
  },
};

export const journeys: readonly Journey[] = [allots, looksBack, follows];
