// Rows of a file for one of the two registers, each with its own answer before anything is sent. Pure.
import type { Word } from '@kit';
import { tiers } from '../../kit/consistent-sampler';
import { filledLines, type Line } from '../../kit/read-table';

export type ObjectRow = { readonly objectId: string; readonly name: string; readonly tier: string; readonly organisationId?: string };
export type InspectorRow = { readonly inspectorId: string; readonly conflicts: string[]; readonly expertise?: string[] };

/** What becomes of a row: it is new, it changes what is known, it is known already, or it cannot be taken. */
export type RowState = 'NEW' | 'CHANGED' | 'KNOWN' | 'REFUSED';
export type ReadRow<Value> = {
  readonly line: number;
  readonly cells: readonly string[];
  readonly state: RowState;
  readonly value?: Value;
  readonly problems: readonly Word[];
};

const id = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;
const longestName = 200;
const mostConflicts = 90;
const mostExpertise = 20;
const longestExpertise = 60;

const problem = {
  id: { zh: '编号应由字母、数字、点、横线组成', en: 'The id must be letters, digits, dots and dashes' },
  twice: { zh: '编号在文件中重复', en: 'The id stands twice in the file' },
  name: { zh: '名称不能为空，且不超过 200 字', en: 'The name must be there, with 200 characters at most' },
  tier: { zh: '风险等级应为 A+、A、B、C、D 之一', en: 'The tier must be one of A+, A, B, C, D' },
  organisation: { zh: '所属机构编号格式不正确', en: 'The id of the organisation is not valid' },
  conflicts: { zh: '回避对象应为编号，最多 90 个', en: 'What to be recused from must be ids, 90 at most' },
  expertise: { zh: '专业领域每项不超过 60 字，最多 20 项', en: 'Expertise must be 20 items of 60 characters at most' },
} as const satisfies Readonly<Record<string, Word>>;

/** The first row names the columns where its first cell is no id of a register. */
const heads = new Set(['编号', '对象编号', '人员编号', 'id', 'objectid', 'inspectorid', 'object', 'inspector']);

export function bodyOf(rows: readonly (readonly string[])[]): readonly Line[] {
  const filled = filledLines(rows).map(({ line, cells }) => ({ line, cells: cells.map((cell) => cell.trim()) }));
  const [first] = filled;
  return first && heads.has((first.cells[0] ?? '').toLowerCase()) ? filled.slice(1) : filled;
}

const parts = (cell: string | undefined): string[] => (cell ?? '').split(/[;；,，、\s]+/).filter((part) => part !== '');
/** Texts may hold spaces, so only marks divide them. */
const texts = (cell: string | undefined): string[] =>
  (cell ?? '')
    .split(/[;；,，、]+/)
    .map((part) => part.trim())
    .filter((part) => part !== '');

type Reading<Value> = {
  readonly idOf: (value: Value) => string;
  readonly read: (cells: readonly string[]) => { readonly value: Value; readonly problems: readonly Word[] };
  readonly same: (known: Value, value: Value) => boolean;
};

function readRows<Value>(
  rows: readonly (readonly string[])[],
  known: readonly Value[],
  { idOf, read, same }: Reading<Value>,
): readonly ReadRow<Value>[] {
  const register = new Map(known.map((one) => [idOf(one), one]));
  const seen = new Set<string>();
  return bodyOf(rows).map(({ line, cells }) => {
    const { value, problems } = read(cells);
    const all = seen.has(idOf(value)) ? [...problems, problem.twice] : problems;
    seen.add(idOf(value));
    if (all.length > 0) return { line, cells, state: 'REFUSED', problems: all };
    const before = register.get(idOf(value));
    const kept = before && same(before, value) ? 'KNOWN' : 'CHANGED';
    return { line, cells, state: before ? kept : 'NEW', value, problems: [] };
  });
}

const wrong = (checks: readonly (readonly [boolean, Word])[]): readonly Word[] => checks.flatMap(([fails, word]) => (fails ? [word] : []));

/** 编号, 名称, 风险等级, 所属机构编号. */
export const readObjects = (rows: readonly (readonly string[])[], known: readonly ObjectRow[]): readonly ReadRow<ObjectRow>[] =>
  readRows(rows, known, {
    idOf: ({ objectId }) => objectId,
    read: ([objectId = '', name = '', tier = '', organisationId = '']) => ({
      value: { objectId, name, tier: tier.toUpperCase(), ...(organisationId !== '' && { organisationId }) },
      problems: wrong([
        [!id.test(objectId), problem.id],
        [name === '' || name.length > longestName, problem.name],
        [!tiers.includes(tier.toUpperCase()), problem.tier],
        [organisationId !== '' && !id.test(organisationId), problem.organisation],
      ]),
    }),
    same: (one, other) => one.name === other.name && one.tier === other.tier && one.organisationId === other.organisationId,
  });

const sorted = (words: readonly string[] = []): string => JSON.stringify([...new Set(words)].sort());

/** 编号, 专业领域, 回避对象编号. An empty cell of expertise leaves what is known as it is. */
export const readInspectors = (rows: readonly (readonly string[])[], known: readonly InspectorRow[]): readonly ReadRow<InspectorRow>[] =>
  readRows(rows, known, {
    idOf: ({ inspectorId }) => inspectorId,
    read: ([inspectorId = '', fields, recused]) => {
      const [expertise, conflicts] = [texts(fields), parts(recused)];
      return {
        value: { inspectorId, conflicts, ...(expertise.length > 0 && { expertise }) },
        problems: wrong([
          [!id.test(inspectorId), problem.id],
          [expertise.length > mostExpertise || expertise.some((one) => one.length > longestExpertise), problem.expertise],
          [conflicts.length > mostConflicts || conflicts.some((one) => !id.test(one)), problem.conflicts],
        ]),
      };
    },
    same: (one, other) =>
      sorted(one.conflicts) === sorted(other.conflicts) &&
      (other.expertise === undefined || sorted(one.expertise) === sorted(other.expertise)),
  });
