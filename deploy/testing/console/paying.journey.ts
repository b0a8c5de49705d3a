// A finance officer sees what was paid, how far it is, and what the bank said of it.
import type { Journey } from './journey';

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
    },
  },
];
