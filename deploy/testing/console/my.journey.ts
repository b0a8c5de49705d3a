// A trainee on a phone: hours, sign-ins, certificate, money, and the account to which it goes.
import type { Journey, Visit } from './journey';

async function ownAffairs(visit: Visit): Promise<void> {
  const { page } = visit;
  await visit.open('/console/my/classes');
  await page.getByText(/16 \/ 16 课时|14 \/ 16 课时/).waitFor();
  await visit.shot('my-classes');
  await page.getByRole('link', { name: '查看签到' }).first().click();
  await page.getByText('已签到签退').first().waitFor();
  await page
    .getByText(/^设备 \d/)
    .first()
    .waitFor();
  await page
    .getByText(/^收到 \d/)
    .first()
    .waitFor();
  await visit.shot('my-sign-ins');
  await visit.open('/console/my/certificates');
  await page.getByText('职业技能等级证书').waitFor();
  await visit.shot('my-certificates');
  await visit.open('/console/my/money');
  await page.getByText('银行已支付').waitFor();
  await page.getByText('付给培训机构或单位，为您的培训').first().waitFor();
  await visit.shot('my-money');
}

async function anotherAccount(visit: Visit): Promise<void> {
  const { page } = visit;
  await visit.open('/console/my/money');
  await page.getByRole('button', { name: /Change|Add one/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Card or account number').fill('6217000099990421');
  await dialog.getByLabel('Once more').fill('6217000099990421');
  await visit.shot('my-account');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByText('****0421').waitFor();
  await visit.shot('my-account-saved');
}

export const journeys: readonly Journey[] = [
  { name: 'a trainee looks after their own affairs', role: 'trainee', language: 'zh', walk: ownAffairs },
  { name: 'a trainee names another account', role: 'trainee', nth: 1, language: 'en', walk: anotherAccount },
];
