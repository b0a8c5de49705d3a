// A table that somebody has on their desk, Excel or CSV, as rows of text. It is read here and goes nowhere by this.

const shown = (cell: unknown): string => {
  if (cell === null || cell === undefined) return '';
  return (cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell)).trim();
};

/** CSV that was saved by a Chinese Excel is in GB 18030. */
export function decoded(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}

const digitsThatExcelKeeps = 15;

/** A number cell as Excel shows it: whole up to fifteen digits, beyond that with an exponent, for the last ones are lost. */
export function numberText(stored: string): string {
  const number = Number(stored);
  if (!Number.isInteger(number)) return stored;
  const whole = BigInt(number).toString();
  return whole.replace('-', '').length <= digitsThatExcelKeeps ? whole : number.toExponential(11).toUpperCase();
}

async function readCsv(file: File): Promise<readonly (readonly string[])[]> {
  const { default: papa } = await import('papaparse');
  return papa.parse<string[]>(decoded(await file.arrayBuffer()), { skipEmptyLines: false }).data.map((row) => row.map(shown));
}

async function readExcel(file: File): Promise<readonly (readonly string[])[]> {
  const { readSheet } = await import('read-excel-file/browser');
  const rows = await readSheet<string>(file, { parseNumber: numberText });
  return rows.map((row) => row.map(shown));
}

/** Every row, those that say nothing among them: a row's number is the spreadsheet's. */
export const readTable = (file: File): Promise<readonly (readonly string[])[]> =>
  /\.xlsx$/i.test(file.name) ? readExcel(file) : readCsv(file);

export type Line = { readonly line: number; readonly cells: readonly string[] };

/** The rows that say anything, with the numbers that a spreadsheet gives them. */
export const filledLines = (table: readonly (readonly string[])[]): readonly Line[] =>
  table.map((cells, place) => ({ line: place + 1, cells })).filter(({ cells }) => cells.some((cell) => cell.trim() !== ''));
