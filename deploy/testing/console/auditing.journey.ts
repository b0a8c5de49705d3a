// An auditor takes one payment and walks back, key by key, to the sign-ins that earned it.
import type { Journey } from './journey';

const longMs = 30_000;

const trace: Journey = {
  name: 'auditing-trace',
  role: 'audit-administrator',
  language: 'en',
  async walk({ page, open, shot }) {
    await open('/console/auditing/payments');
    await shot('payments');
    await page
      .getByRole('link', { name: /^Trace/ })
      .first()
      .click();
    await page.getByText('Complete: the bank has paid it').waitFor({ timeout: longMs });
    const graph = page.getByRole('group', { name: 'Graph of the trace' });
    await graph.locator('.react-flow__node[aria-current=true]').focus();
    await page.keyboard.press('ArrowRight');
    await page.waitForURL(/node=/);
    await graph.locator('[aria-current=true]').waitFor();
    await page.keyboard.press('Enter');
    await shot('graph');
    await page.keyboard.press('Escape');
    await page
      .getByRole('button', { name: /^Details of hop \d+ Sign-in$/ })
      .first()
      .click();
    await page.getByRole('dialog').getByText('All fields').waitFor();
    await shot('sign-in');
  },
};

const checkpoints: Journey = {
  name: 'auditing-checkpoints',
  role: 'audit-administrator',
  language: 'zh',
  async walk({ page, open, shot }) {
    await open('/console/auditing/checkpoints');
    await page.getByText('xunbu/fund-ledger').first().waitFor({ timeout: longMs });
    await shot('checkpoints');
  },
};

export const journeys: readonly Journey[] = [trace, checkpoints];
