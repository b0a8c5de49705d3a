// Files of a spreadsheet: one that somebody brings along, and those that the console gives away, read back.
import { readFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';
import papa from 'papaparse';
import { readSheet } from 'read-excel-file/node';
import writeExcel from 'write-excel-file/node';

type Cell = string | number | { readonly formula: string };
export type Table = readonly (readonly string[])[];

const excelCell = (cell: Cell) => {
  if (typeof cell === 'string') return { value: cell, type: String };
  if (typeof cell === 'number') return { value: cell, type: Number };
  return { value: cell.formula, type: 'Formula' as const };
};

/** A file as Excel writes it: texts as texts, numbers as numbers, formulas as formulas. */
export const excelFile = (rows: readonly (readonly Cell[])[]): Promise<Buffer> =>
  writeExcel(rows.map((row) => row.map(excelCell)) as never).toBuffer();

/** What a press of the page gives to take away. */
export async function taken(page: Page, press: () => Promise<void>): Promise<Table> {
  const [file] = await Promise.all([page.waitForEvent('download'), press()]);
  if (file.suggestedFilename().endsWith('.csv'))
    return papa.parse<string[]>((await readFile(await file.path(), 'utf8')).replace(/^\uFEFF/, ''), { skipEmptyLines: true }).data;
  const rows = await readSheet(await file.path());
  return rows.map((row) => row.map((cell) => String(cell ?? '')));
}

/** The list of the page as a file of that kind. */
export async function exported(page: Page, kind: 'CSV' | 'Excel (XLSX)'): Promise<Table> {
  await page.getByRole('button', { name: '导出' }).click();
  return taken(page, () => page.getByRole('menuitem', { name: kind }).click());
}
