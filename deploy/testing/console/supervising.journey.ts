// A supervisor fills the registers, draws in public and shows the hall that anybody comes to the same; a finding stops and claims back money.
import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { Journey, Visit } from './journey';
import { exported } from './tables';

const longMs = 30_000;
const objects = '编号,名称,风险等级,所属机构编号\r\nXC-1,=1+1,A\r\nXC-2,+行程检查对象二,B\r\nXC-3,@行程检查对象三,D\r\n坏 编号,,Z\r\n';
const inspectors = '编号,专业领域,回避对象编号\r\ndemo-inspector,焊接、安全\r\nxc-i2,财务,XC-3\r\nxc-i3,,\r\nxc-i4,,\r\n';

async function importFile({ page, open }: Visit, path: string, name: string, text: string): Promise<void> {
  await open(path);
  await page.getByRole('button', { name: '从文件导入' }).click();
  const dialog = page.getByRole('dialog', { name: '从文件导入' });
  await dialog.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
  await dialog.getByRole('button', { name: /登记 \d+ 行/ }).waitFor();
}

async function sealed({ page, open }: Visit): Promise<void> {
  await open('/console/supervising/draws/new');
  await page.getByRole('button', { name: '封存名单' }).click();
  await page.getByRole('heading', { level: 1, name: /双随机抽查/ }).waitFor({ timeout: longMs });
  await page.getByRole('heading', { name: '封存的名单' }).waitFor();
}

const projector = { width: 1_920, height: 1_080 };
/** Said in the words of the page: what is too small for the back of the room, or runs beyond its place or the edge of the screen. */
const unread = `(() => {
  const smallestPx = 22;
  const texts = document.createTreeWalker(document.querySelector('.draw-stage'), NodeFilter.SHOW_TEXT);
  const found = [];
  while (texts.nextNode()) {
    const { textContent, parentElement: place } = texts.currentNode;
    const { left, right, width } = place.getBoundingClientRect();
    if (textContent.trim() === '' || width === 0) continue;
    const { fontSize, display } = getComputedStyle(place);
    const beyond = left < 0 || right > innerWidth || (display !== 'inline' && place.scrollWidth > place.clientWidth + 1);
    if (beyond || Number.parseFloat(fontSize) < smallestPx) found.push(textContent);
  }
  return found;
})()`;

async function throwDice(stage: ReturnType<Page['getByRole']>, seed: string): Promise<void> {
  for (const digit of seed) await stage.getByRole('button', { name: `骰子 ${digit} 点` }).click();
}

const registers: Journey = {
  name: 'supervising-registers',
  role: 'supervisor',
  language: 'zh',
  async walk(visit) {
    const { page, shot } = visit;
    await importFile(visit, '/console/supervising/objects', 'objects.csv', objects);
    const file = page.getByRole('dialog', { name: '从文件导入' });
    await file.getByText('不能登记').first().waitFor();
    await shot('register-file');
    await file.getByRole('button', { name: /登记 3 行/ }).click();
    await file.getByText('已登记').first().waitFor({ timeout: longMs });
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'XC-1' }).waitFor();
    await shot('objects');
    const [head, ...rows] = await exported(page, 'Excel (XLSX)');
    assert.deepEqual(head, ['编号', '名称', '风险等级', '所属机构']);
    // Twenty of them are on the page; what is taken away is the whole list.
    await page.getByText(`共 ${rows.length} 条`).waitFor();
    const names = ["'=1+1", "'+行程检查对象二", "'@行程检查对象三"];
    assert.deepEqual(
      rows.filter(([id]) => id?.startsWith('XC-')).map(([, name]) => name),
      names,
    );
    await importFile(visit, '/console/supervising/inspectors', 'inspectors.csv', inspectors);
    await page.getByRole('button', { name: /登记 4 行/ }).click();
    await page.getByText('已登记').first().waitFor({ timeout: longMs });
    await page.keyboard.press('Escape');
    await page.getByText('demo-inspector').first().waitFor();
    await shot('inspectors');
  },
};

const draw: Journey = {
  name: 'supervising-draw',
  role: 'supervisor',
  language: 'zh',
  async walk(visit) {
    const { page, shot } = visit;
    await sealed(visit);
    await shot('sealed');
    await page.setViewportSize(projector);
    await page.getByRole('button', { name: '投影模式' }).click();
    const stage = page.getByRole('dialog', { name: '双随机抽查' });
    await throwDice(stage, '31415265351413526416');
    assert.deepEqual(await page.evaluate(unread), []);
    await shot('seed');
    await stage.getByRole('button', { name: '核对种子' }).click();
    await stage.getByRole('button', { name: '公布种子并抽取' }).click();
    await stage.getByRole('list', { name: '抽出的检查对象' }).getByText('XC-3').waitFor({ timeout: longMs });
    await stage.getByText('与该检查对象有利害关系').first().waitFor();
    await stage.getByRole('button', { name: '重新计算' }).click();
    await stage.getByText('全部一致').waitFor({ timeout: longMs });
    assert.deepEqual(await page.evaluate(unread), []);
    await shot('drawn');
    await page.keyboard.press('Escape');
    await stage.waitFor({ state: 'hidden' });
  },
};

const finding: Journey = {
  name: 'supervising-finding',
  role: 'supervisor',
  language: 'zh',
  async walk({ page, open, shot }) {
    await open('/console/supervising/findings?confirm=1');
    const dialog = page.getByRole('dialog', { name: '认定问题' });
    await dialog.getByLabel('班期').click();
    await page.locator('.ant-select-item-option').first().click();
    await dialog.getByLabel('问题', { exact: true }).click();
    await page.getByTitle('弄虚作假套取补贴').click();
    await page.getByRole('listbox').last().waitFor({ state: 'hidden' });
    await shot('confirm');
    await dialog.getByRole('button', { name: '认定' }).click();
    await page.getByRole('heading', { level: 1, name: '班期问题' }).waitFor({ timeout: longMs });
    await page.getByRole('heading', { name: '所涉资金' }).waitFor({ timeout: longMs });
    await page.getByText('解除协议').first().waitFor({ timeout: longMs });
    await shot('finding');
    await page.getByRole('button', { name: '公布结果' }).click();
    await page.getByRole('button', { name: /确 ?定/ }).click();
    await page.getByText('结果已公布').waitFor({ timeout: longMs });
  },
};

export const journeys: readonly Journey[] = [registers, draw, finding];
