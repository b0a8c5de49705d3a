// Tables as files that officials open in a spreadsheet. No cell of them is ever run as a formula.
import { amountOf, neutralised } from './format';

/** A text, a count, or fen, which a spreadsheet can add up as yuan. */
export type Cell = string | number | bigint;
export type Sheet = { readonly head: readonly string[]; readonly rows: readonly (readonly Cell[])[] };

const bom = '\uFEFF';
const quoted = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
const textOf = (cell: Cell): string => (typeof cell === 'bigint' ? amountOf(cell) : neutralised(String(cell)));

export const csvOf = ({ head, rows }: Sheet): string =>
  bom + [head, ...rows].map((row) => row.map((cell) => quoted(textOf(cell))).join(',')).join('\r\n') + '\r\n';

export function saveFile(name: string, content: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href));
}

export function saveCsv(name: string, sheet: Sheet): void {
  saveFile(`${name}.csv`, new Blob([csvOf(sheet)], { type: 'text/csv;charset=utf-8' }));
}

function excelCell(cell: Cell) {
  if (typeof cell === 'bigint') return { value: Number(amountOf(cell)), type: Number, format: '#,##0.00' };
  if (typeof cell === 'number') return { value: cell, type: Number };
  // Texts stay texts: a cell of this type is never a formula.
  return { value: neutralised(cell), type: String };
}

export async function saveXlsx(name: string, { head, rows }: Sheet): Promise<void> {
  const { default: writeXlsxFile } = await import('write-excel-file/browser');
  const cells = [head.map((value) => ({ value, type: String, fontWeight: 'bold' as const })), ...rows.map((row) => row.map(excelCell))];
  await writeXlsxFile(cells as never).toFile(`${name}.xlsx`);
}
