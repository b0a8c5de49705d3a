// A reviewer finds what waits, looks at what it stands on, and approves it; a second one does the same; then it is posted.
import type { Journey } from './journey';

export const journeys: readonly Journey[] = [
  {
    name: 'a reviewer passes the first review of a claim as it is shown',
    role: 'reviewer',
    language: 'zh',
    async walk(visit) {
      const { page } = visit;
      await visit.open('/console/reviewing/queue');
      await page.getByRole('heading', { level: 1, name: '待办申请' }).waitFor();
      await visit.shot('queue');
      await page.getByRole('row').nth(1).getByRole('link').first().click();
      await page.getByRole('heading', { level: 1, name: '补贴申请' }).waitFor();
      await page.getByRole('button', { name: '依据 1' }).click();
      const drawer = page.getByRole('dialog', { name: /认定依据/ });
      await drawer.getByRole('heading', { name: '政策包与规则' }).waitFor();
      await drawer.getByText('签到').first().waitFor();
      await visit.shot('evidence');
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: '初审', exact: true }).click();
      const dialog = page.getByRole('dialog', { name: '初审通过' });
      // Taken out and put back: what is sent is what is ticked.
      const one = dialog.getByRole('row').nth(1).getByRole('checkbox');
      await one.uncheck();
      await dialog.getByRole('checkbox', { name: '选择', exact: true }).and(dialog.locator(':indeterminate')).waitFor();
      await one.check();
      await dialog.getByRole('button', { name: /^通过 \d+ 人/ }).click();
      await dialog.getByText(/已通过 \d+ 人/).waitFor();
      await visit.shot('first-review');
      await dialog.getByRole('button', { name: '关闭' }).last().click();
      await page.getByText('初审通过').first().waitFor();
    },
  },
  {
    name: 'another reviewer passes the second review and starts publicity',
    role: 'reviewer',
    nth: 1,
    language: 'zh',
    async walk(visit) {
      const { page } = visit;
      await visit.open('/console/reviewing/queue?waits=SECOND_REVIEW');
      await page.getByRole('row').nth(1).getByRole('checkbox').check();
      await page.getByRole('button', { name: '批量通过（1）' }).click();
      const review = page.getByRole('dialog', { name: '复审通过' });
      await review.getByRole('button', { name: /^通过 \d+ 人/ }).click();
      await review.getByText(/已通过 \d+ 人/).waitFor();
      await review.getByRole('button', { name: '关闭' }).last().click();
      await visit.open('/console/reviewing/publicities?show=next');
      await page.getByRole('row').nth(1).getByRole('checkbox').check();
      await page.getByRole('button', { name: '批量公示（1）' }).click();
      const post = page.getByRole('dialog', { name: '启动公示' });
      await post.getByRole('button', { name: '公示 1 份申请' }).click();
      await post.getByText('已公示 1 份申请').waitFor();
      await visit.open('/console/reviewing/publicities');
      await page.getByRole('button', { name: '查看名单' }).first().click();
      await page.getByRole('dialog', { name: '公示名单（已遮蔽）' }).getByRole('row').nth(1).waitFor();
      await visit.shot('publicity');
    },
  },
];
