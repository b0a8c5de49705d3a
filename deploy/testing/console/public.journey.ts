// What anybody does without an account: follows a payment back from the first page, objects to a line, checks a certificate, does a draw again.
import assert from 'node:assert/strict';
import type { Journey, Visit } from './journey';

const visited = async ({ page, url }: Visit, path: string): Promise<void> => {
  await page.goto(`${url}${path}`);
  await page.getByRole('heading', { level: 1 }).waitFor();
};

/** From the bank's answer to the sign-in: every stop opens as somebody who may see it. */
async function followThePayment(visit: Visit): Promise<void> {
  const { page } = visit;
  await visited(visit, '/');
  const stops = page.getByRole('region', { name: '跟着一笔钱往回走' }).getByRole('link');
  await stops.first().waitFor();
  await visit.shot('first-page');
  const count = await stops.count();
  assert.ok(count >= 8, `${count} stops`);
  for (let place = 0; place < count; place += 1) {
    await visited(visit, '/');
    await stops.nth(place).click();
    await page.waitForURL(
      (address) => address.pathname !== '/' && !address.pathname.startsWith('/oidc/') && address.pathname !== '/console/signed-in',
    );
    await page.getByRole('heading', { level: 1 }).waitFor();
    assert.equal(await page.getByText(/没有这个页面/).count(), 0, page.url());
    await visit.shot(`tour-${place + 1}`);
  }
}

async function objectToALine(visit: Visit): Promise<void> {
  const { page } = visit;
  await visited(visit, '/publicity');
  await page.getByLabel('行政区划代码').fill('99');
  await page.getByRole('button', { name: '筛选' }).click();
  await page.getByRole('link', { name: '查看名单' }).first().click();
  await page.getByRole('button', { name: /对第 1 行.*提出异议/ }).click();
  await page.getByLabel('金额不对').check();
  const statement = page.getByLabel('说明与线索');
  await statement.fill('请打 138 0000 0000 核实');
  await page.getByText('像是有电话或证件号码，请删去。').waitFor();
  await statement.fill('第二天下午的课没有上，可向同班学员核实。');
  await visit.shot('objection');
  await page.getByRole('button', { name: '提交异议' }).click();
  await page.getByText('异议已受理').waitFor();
  await page.getByRole('link', { name: /objection=/ }).click();
  await page.getByRole('heading', { name: '您的异议' }).waitFor();
  await page.getByText('正在核查，这一行暂不付款').waitFor();
  await visit.shot('objection-state');
}

async function checkAndRecompute(visit: Visit): Promise<void> {
  const { page, url } = visit;
  const tour = (await (await fetch(`${url}/sign-in/tour`)).json()) as { readonly certificateNumber: string };
  await visited(visit, '/?lang=en');
  await page.getByRole('link', { name: 'Check a certificate' }).click();
  await page.getByLabel('Certificate number').fill(tour.certificateNumber);
  await page.getByRole('button', { name: 'Check' }).click();
  await page.getByText('Real and valid').first().waitFor();
  await visit.shot('certificate');
  await page.getByRole('link', { name: 'Random draws' }).click();
  await page.getByRole('link', { name: 'See and recompute' }).first().click();
  await page.getByRole('button', { name: 'Compute and compare' }).click();
  await page.getByText('What was computed is what was published').waitFor();
  await visit.shot('draw');
}

export const journeys: readonly Journey[] = [
  { name: 'a payment followed back', role: undefined, language: 'zh', walk: followThePayment },
  { name: 'an objection without a name', role: undefined, language: 'zh', walk: objectToALine },
  { name: 'a certificate checked and a draw done again', role: undefined, language: 'en', walk: checkAndRecompute },
];
