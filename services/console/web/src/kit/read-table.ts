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

async function readCsv(file: File): Promise<readonly (readonly string[])[]> {
  const { default: papa } = await import('papaparse');
  return papa.parse<string[]>(decoded(await file.arrayBuffer()), { skipEmptyLines: 'greedy' }).data.map((row) => row.map(shown));
}

async function readExcel(file: File): Promise<readonly (readonly string[])[]> {
  const { readSheet } = await import('read-excel-file/browser');
  // Numbers stay the text that they are: eighteen digits do not fit into a number.
  const rows = await readSheet<string>(file, { parseNumber: (text) => text });
  return rows.map((row) => row.map(shown));
}

/** All rows that say anything, the first among them. */
export async function readTable(file: File): Promise<readonly (readonly string[])[]> {
  const rows = await (/\.xlsx$/i.test(file.name) ? readExcel(file) : readCsv(file));
  return rows.filter((row) => row.some((cell) => cell !== ''));
}
