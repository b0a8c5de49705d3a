// Operators see how all services run; where nothing is parked, the pages say so.
import type { Journey } from './journey';

const looks: Journey = {
  name: 'operator-looks',
  role: 'operator',
  language: 'zh',
  async walk(visit) {
    const { page } = visit;
    await visit.open('/console/operating/health');
    await page.getByRole('region', { name: '资金账' }).getByText('正常').waitFor();
    await page
      .getByRole('row', { name: /fund-row-list.*运行中|announcer.*运行中/ })
      .first()
      .waitFor();
    await visit.shot('health');
    await visit.open('/console/operating/messages');
    await page.getByText('没有搁置的消息').waitFor();
    await visit.shot('messages');
    await visit.open('/console/operating/jobs');
    await page.getByText('没有搁置的事项').waitFor();
    await visit.shot('jobs');
  },
};

const readsOnly: Journey = {
  name: 'system-administrator-reads',
  role: 'system-administrator',
  language: 'en',
  async walk(visit) {
    const { page } = visit;
    await visit.open('/console/operating/health');
    await page.getByRole('region', { name: 'Fund ledger' }).getByText('Running', { exact: true }).waitFor();
    await visit.shot('health');
  },
};

export const journeys: readonly Journey[] = [looks, readsOnly];
