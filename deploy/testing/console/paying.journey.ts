// A finance officer sees what was paid, how far it is, and what the bank said of it.
import type { Journey, Visit } from './journey';

const longMs = 60_000;

async function bankTakesFiles({ url }: Visit, takes: boolean): Promise<void> {
  const body = JSON.stringify({ silent: false, turnsAway: !takes });
  await fetch(`${url}/api/sandbox/bank/silences`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
}

async function sayNotPaid({ page }: Visit): Promise<void> {
  await page.getByRole('button', { name: '认定结果' }).click();
  const dialog = page.getByRole('dialog', { name: '认定结果' });
  await dialog.getByRole('radio', { name: '银行未支付' }).check();
  await dialog.getByLabel('依据').click();
  await page.getByTitle('银行书面答复').click();
  await dialog.getByRole('button', { name: '提交认定' }).click();
}

/** What the bank does not know is said by two officers, and never twice by one. */
const resolving: Journey = {
  name: 'two finance officers say what became of a payout on which the bank has no word',
  role: 'finance',
  language: 'zh',
  async walk(visit) {
    const { page } = visit;
    await visit.open('/console/paying/payouts');
    const unknown = page.getByRole('alert').filter({ hasText: '1 个批次的银行结果不明' });
    await unknown.waitFor({ timeout: longMs });
    await visit.shot('unknown-among-payouts');
    await unknown.getByRole('link').click();
    await page.getByText('不知道银行是否已收到此文件').waitFor();
    await page.getByText('银行没有此文件').waitFor({ timeout: longMs });
    const { pathname } = new URL(page.url());
    await visit.shot('unknown');
    await sayNotPaid(visit);
    await page.getByText('还须另一名财务人员作出相同认定。').waitFor();
    await page
      .getByRole('listitem')
      .filter({ hasText: /\*\*\s*认定：银行未支付 · 银行书面答复/ })
      .waitFor();
    await visit.shot('said-once');
    const again = page.getByRole('dialog', { name: '认定结果' });
    await visit.refused(async () => {
      await sayNotPaid(visit);
      await again.getByText('您已经认定过这个批次。须由另一名财务人员认定').waitFor();
    });
    await visit.shot('refused');
    await again.getByRole('button', { name: '取消' }).click();
    await visit.become('finance', 1);
    await visit.open(pathname);
    await sayNotPaid(visit);
    await page.getByText('认定已生效').waitFor();
    await page.getByText('已人工认定').waitFor();
    await page.getByText('银行退票').first().waitFor({ timeout: longMs });
    // The colleague’s word stands under a name.
    await page
      .getByText(/^胡\*\*$/)
      .first()
      .waitFor();
    await visit.shot('resolved');
  },
};

export const journeys: readonly Journey[] = [
  {
    name: 'a finance officer follows a payout from its release to the words of the bank',
    role: 'finance',
    language: 'zh',
    async walk(visit) {
      const { page } = visit;
      await visit.open('/console/paying/release');
      await page.getByRole('heading', { level: 1, name: '支付签批' }).waitFor();
      await visit.shot('release');
      await visit.open('/console/paying/payouts');
      await page.getByRole('row').nth(1).getByRole('link').first().click();
      await page.getByRole('heading', { level: 1, name: '支付批次' }).waitFor();
      await page.getByText('已由另一服务见证').waitFor();
      await visit.shot('payout');
      await visit.open('/console/paying/bank-answers');
      await page.getByRole('row').nth(1).getByRole('button').first().click();
      await page.getByText('支付成功').first().waitFor();
      await visit.shot('bank-answers');
    },
  },
  {
    name: 'a finance officer finds the payment orders by their state',
    role: 'finance',
    language: 'en',
    async walk(visit) {
      const { page } = visit;
      await visit.open('/console/paying/orders?state=SUCCEEDED');
      await page.getByRole('heading', { level: 1, name: 'Payment orders' }).waitFor();
      await page.getByRole('row').nth(1).getByText('Paid').waitFor();
      await visit.shot('orders');
    },
  },
  {
    name: 'an objection is resolved, and what it held is released',
    role: 'reviewer',
    language: 'en',
    async walk(visit) {
      const { page } = visit;
      await visit.open('/console/reviewing/queue?waits=OBJECTION');
      await page.getByRole('row').nth(1).getByRole('link').first().click();
      await page.getByRole('button', { name: 'Resolve objections' }).click();
      const finding = page.getByRole('dialog', { name: 'Resolve objections' });
      await finding.getByRole('radio', { name: 'Not upheld: goes on' }).check();
      await finding.getByRole('button', { name: 'Record the finding' }).click();
      await page.getByText('Objection resolved').waitFor();
      await visit.shot('objection');
      await visit.become('finance');
      await bankTakesFiles(visit, false);
      await visit.open('/console/paying/release');
      await page.getByRole('row').nth(1).getByRole('checkbox').check();
      await page.getByRole('button', { name: 'Release what is chosen (1)' }).click();
      const release = page.getByRole('dialog', { name: 'Release' });
      await release.getByRole('checkbox').check();
      const fingerprint = await release.locator('code').innerText();
      await visit.shot('release-dialog');
      // The window of the proof closed unfinished: nothing leaves, and one may begin again.
      const [proof] = await Promise.all([page.waitForEvent('popup'), release.getByRole('button', { name: /^Release ¥/ }).click()]);
      await proof.locator('input[name="code"]').waitFor();
      await proof.close();
      await release.getByText('The sign-in was not finished').waitFor();
      await visit.stepUp(() => release.getByRole('button', { name: /^Release ¥/ }).click());
      await release.getByRole('link', { name: 'See the payout' }).click();
      await page.getByRole('heading', { level: 1, name: 'Payout' }).waitFor();
      // What was said yes to is what leaves.
      await page.getByText('the one that was shown at release').waitFor();
      await page.getByTitle(fingerprint, { exact: true }).waitFor();
      await visit.shot('payout-released');
      // The bank turned the file away, which is no proof that it does not have it.
      await page.getByText('It is not known whether the bank has this file').waitFor({ timeout: longMs });
      await bankTakesFiles(visit, true);
    },
  },
  resolving,
];
