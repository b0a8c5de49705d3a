// Tables as files that officials open in a spreadsheet. No cell of them is ever run as a formula.
import { neutralised } from './format';

export type Sheet = { readonly head: readonly string[]; readonly rows: readonly (readonly string[])[] };

const bom = '\uFEFF';
const quoted = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

const csvOf = ({ head, rows }: Sheet): string =>
  bom + [head, ...rows].map((row) => row.map((cell) => quoted(neutralised(cell))).join(',')).join('\r\n') + '\r\n';

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

export async function saveXlsx(name: string, { head, rows }: Sheet): Promise<void> {
  const { default: writeXlsxFile } = await import('write-excel-file/browser');
  const cells = [
    head.map((value) => ({ value, type: String, fontWeight: 'bold' as const })),
    // Texts stay texts: a cell of this type is never a formula.
    ...rows.map((row) => row.map((value) => ({ value: neutralised(value), type: String }))),
  ];
  await writeXlsxFile(cells as never).toFile(`${name}.xlsx`);
}
