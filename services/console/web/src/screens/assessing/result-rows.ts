// Results out of a file, matched by the place on the roster: an assessor knows of people no more than that and a masked name.
import { filledLines } from '../../kit/read-table';

export type Marks = ReadonlyMap<number, boolean>;
export type MarkFault = { readonly line: number; readonly code: 'NO_PLACE' | 'NOT_ON_LIST' | 'NO_RESULT' | 'TWICE' };

const passed = /^(合格|通过|pass(ed)?|yes|1|√)$/i;
const failed = /^(不合格|未通过|fail(ed)?|no|0|×)$/i;

const placeHead = /序号|place|^no\.?$/i;

export function marksOf(
  table: readonly (readonly string[])[],
  places: ReadonlySet<number>,
): { readonly marks: Marks; readonly faults: readonly MarkFault[] } {
  const lines = filledLines(table);
  const first = lines[0]?.cells ?? [];
  const named = first.some((cell) => placeHead.test(cell.trim()));
  const at = (name: RegExp, otherwise: number) => (named ? first.findIndex((cell) => name.test(cell.trim())) : otherwise);
  const [placeAt, resultAt] = [at(placeHead, 0), at(/成绩|结果|result/i, 2)];
  const marks = new Map<number, boolean>();
  const faults: MarkFault[] = [];
  lines.slice(named ? 1 : 0).forEach(({ line, cells: row }) => {
    const place = Number(row[placeAt]);
    const text = row[resultAt] ?? '';
    if (!Number.isInteger(place) || place < 1) faults.push({ line, code: 'NO_PLACE' });
    else if (!places.has(place)) faults.push({ line, code: 'NOT_ON_LIST' });
    else if (marks.has(place)) faults.push({ line, code: 'TWICE' });
    else if (passed.test(text)) marks.set(place, true);
    else if (failed.test(text)) marks.set(place, false);
    else if (text !== '') faults.push({ line, code: 'NO_RESULT' });
  });
  return { marks, faults };
}
