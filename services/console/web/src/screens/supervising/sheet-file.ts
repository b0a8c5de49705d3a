// A file that somebody keeps in a spreadsheet, as rows of texts. The readers are heavy and only loaded when there is a file.
const textOf = (cell: unknown): string => (cell === null || cell === undefined ? '' : String(cell));

export async function rowsOfFile(file: File): Promise<readonly (readonly string[])[]> {
  if (file.name.toLowerCase().endsWith('.xlsx')) {
    const { readSheet } = await import('read-excel-file/universal');
    return (await readSheet(file)).map((row) => row.map(textOf));
  }
  const { default: papa } = await import('papaparse');
  // What older spreadsheets save in Chinese is GB 18030, and it is no valid UTF-8.
  const bytes = await file.arrayBuffer();
  const text = decoded(bytes);
  return papa.parse<string[]>(text, { skipEmptyLines: false }).data;
}

function decoded(bytes: ArrayBuffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('gb18030').decode(bytes);
  }
}
