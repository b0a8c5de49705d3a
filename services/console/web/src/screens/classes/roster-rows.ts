// A roster as somebody keeps it in a file: its columns, and what can be said of its rows before anybody is asked.
import type { Sheet } from '../../kit/export';
import { filledLines } from '../../kit/read-table';
import { personGroups } from '../../kit/vocabulary';

export type RosterRow = {
  /** The line of the file, counted as the spreadsheet counts it. */
  readonly line: number;
  readonly name: string;
  readonly idNo: string;
  readonly phone: string;
  readonly group: string;
  readonly card: string;
};

/** READY can be enrolled; ENROLLED was on the roster before; DONE has a place now. */
export type RowState = 'WAITING' | 'READY' | 'ENROLLED' | 'DONE' | 'REFUSED';
export type Judged = RosterRow & {
  readonly state: RowState;
  readonly code?: string;
  readonly values?: Readonly<Record<string, unknown>>;
};

export const heads = ['姓名', '身份证号码', '电话', '人员类别', '社会保障卡号'] as const;
const fields = ['name', 'idNo', 'phone', 'group', 'card'] as const;

const names: Readonly<Record<(typeof fields)[number], RegExp>> = {
  name: /姓名|^name/i,
  idNo: /身份证|证件号|\bid\b|id ?(no|number)/i,
  phone: /电话|手机|phone|mobile/i,
  group: /类别|category|group/i,
  card: /社保卡|社会保障卡|卡号|card|account/i,
};

export const template: Sheet & { readonly rows: readonly (readonly string[])[] } = {
  head: heads,
  rows: [['示例学员', '110101199003070011', '13800000000', '登记失业人员', '']],
};

/** Rows by the names of their columns; without names, by their order. */
export function rosterRows(table: readonly (readonly string[])[]): readonly RosterRow[] {
  const lines = filledLines(table);
  const first = lines[0]?.cells ?? [];
  const named = first.some((cell) => names.idNo.test(cell));
  const at = (field: (typeof fields)[number]): number =>
    named ? first.findIndex((cell) => names[field].test(cell)) : fields.indexOf(field);
  const places = Object.fromEntries(fields.map((field) => [field, at(field)]));
  const cell = (row: readonly string[], field: (typeof fields)[number]): string => row[places[field] ?? -1]?.replace(/^'/, '').trim() ?? '';
  return lines.slice(named ? 1 : 0).map(({ line, cells: row }) => ({
    line,
    name: cell(row, 'name'),
    idNo: cell(row, 'idNo').toUpperCase().replaceAll(/\s/g, ''),
    phone: cell(row, 'phone'),
    group: cell(row, 'group'),
    card: cell(row, 'card').replaceAll(/\s/g, ''),
  }));
}

const faultsOfNumbers: Readonly<Record<string, string>> = { INVALID_FORMAT: 'ROW_ID_FORM', INVALID_CHECK_DIGIT: 'ROW_ID_CHECK' };

/** A number that is refused has a fault, or is in order and belongs to another name: whoever mends the row has to know which. */
export function plainCode(code: string, values: Readonly<Record<string, unknown>> = {}): string {
  if (code !== 'ID_INVALID') return code;
  return 'fault' in values ? (faultsOfNumbers[String(values['fault'])] ?? code) : 'ROW_IDENTITY';
}

/** What the file itself tells: the rest is asked of the service, which alone knows people. */
function faultOf(row: RosterRow, seen: ReadonlySet<string>): string | undefined {
  if (row.idNo === '') return 'ROW_WITHOUT_ID';
  if (/E\+/.test(row.idNo)) return 'ROW_ID_AS_NUMBER';
  if (row.name === '') return 'ROW_WITHOUT_NAME';
  if (seen.has(row.idNo)) return 'ROW_TWICE';
  if (row.phone !== '' && !/^[0-9+][0-9 -]{4,19}$/.test(row.phone)) return 'ROW_PHONE';
  if (row.group !== '' && !(row.group in personGroups)) return 'ROW_GROUP';
  if (/E\+/.test(row.card)) return 'ROW_CARD_AS_NUMBER';
  if (row.card !== '' && !/^[0-9A-Za-z-]{4,34}$/.test(row.card)) return 'ROW_CARD';
  return undefined;
}

export function judgedByThemselves(rows: readonly RosterRow[]): readonly Judged[] {
  const seen = new Set<string>();
  return rows.map((row) => {
    const code = faultOf(row, seen);
    seen.add(row.idNo);
    return code === undefined ? { ...row, state: 'WAITING' } : { ...row, state: 'REFUSED', code };
  });
}
