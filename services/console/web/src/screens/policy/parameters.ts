// A pack as rows: every number with its place, its value and where it comes from; and how two versions differ.
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };
export type Param = {
  readonly value: Json;
  readonly source: string;
  readonly fixture?: true;
  readonly interpreted?: string;
  readonly hard?: 'CEILING' | 'FLOOR';
  readonly authority?: string;
};
type Params = Readonly<Record<string, Param>>;
type Parts = Readonly<Record<string, Params>>;

export type PackBody = {
  readonly id: string;
  readonly version: number;
  readonly region: string;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly chosenBy?: string;
  readonly parent?: string;
  readonly doc: Readonly<Record<string, Json>>;
  readonly dates?: Omit<Param, 'value'>;
  readonly params: Params;
  readonly programmes?: Parts;
  readonly constraints?: Parts;
  readonly rules?: Parts;
};

/** ALL holds for the whole pack; the others for a programme, as tests for a programme, or for one rule. */
export type PartKind = 'ALL' | 'PROGRAMME' | 'CONSTRAINT' | 'RULE';
export type Parameter = { readonly part: PartKind; readonly of: string; readonly name: string } & Param;

const partsOf = (part: PartKind, parts: Parts = {}): readonly Parameter[] =>
  Object.entries(parts).flatMap(([of, params]) => Object.entries(params).map(([name, param]) => ({ part, of, name, ...param })));

export const parametersOf = (pack: PackBody): readonly Parameter[] => [
  ...partsOf('ALL', { '': pack.params }),
  ...partsOf('PROGRAMME', pack.programmes),
  ...partsOf('CONSTRAINT', pack.constraints),
  ...partsOf('RULE', pack.rules),
];

export const keyOf = ({ part, of, name }: Pick<Parameter, 'part' | 'of' | 'name'>): string => [part, of, name].join('/');
export const bodyOf = (text: string): PackBody => JSON.parse(text) as PackBody;

/** A value as people read it: tables line by line, lists with commas. */
export function valueLines(value: Json): readonly string[] {
  if (Array.isArray(value)) {
    const flat = value.every((one) => typeof one !== 'object' || one === null);
    return flat ? [value.map(plain).join('、')] : value.flatMap((one: Json) => valueLines(one));
  }
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).map(([key, one]) => `${key}: ${valueLines(one as Json).join('; ')}`);
  return [plain(value)];
}
const plain = (value: Json): string => (value === null ? '—' : typeof value === 'object' ? JSON.stringify(value) : String(value));

export type Difference = {
  readonly key: string;
  readonly kind: 'ADDED' | 'REMOVED' | 'CHANGED' | 'SOURCE' | 'SAME';
  readonly before: Parameter | undefined;
  readonly after: Parameter | undefined;
};

const sorted = (value: Json): Json => {
  if (Array.isArray(value)) return value.map((one: Json) => sorted(one));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted()
      .map(([key, one]) => [key, sorted(one as Json)]),
  );
};
const same = (one: Json, other: Json): boolean => JSON.stringify(sorted(one)) === JSON.stringify(sorted(other));

function kindOf(before: Parameter | undefined, after: Parameter | undefined): Difference['kind'] {
  if (!before) return 'ADDED';
  if (!after) return 'REMOVED';
  if (!same(before.value, after.value) || before.hard !== after.hard || before.authority !== after.authority) return 'CHANGED';
  const stands = before.source === after.source && before.fixture === after.fixture && before.interpreted === after.interpreted;
  return stands ? 'SAME' : 'SOURCE';
}

/** Every parameter of either version, in the order of the first and then what the second adds. */
export function differencesOf(before: PackBody, after: PackBody): readonly Difference[] {
  const left = new Map(parametersOf(before).map((one) => [keyOf(one), one]));
  const right = new Map(parametersOf(after).map((one) => [keyOf(one), one]));
  return [...new Set([...left.keys(), ...right.keys()])].map((key) => ({
    key,
    kind: kindOf(left.get(key), right.get(key)),
    before: left.get(key),
    after: right.get(key),
  }));
}

const frameFields = ['region', 'validFrom', 'validTo', 'chosenBy', 'parent'] as const;
export type FrameField = (typeof frameFields)[number];
export type FrameDifference = { readonly field: FrameField; readonly before: string; readonly after: string };

/** What it governs: the frame around the parameters, where the two differ. */
export const frameDifferences = (before: PackBody, after: PackBody): readonly FrameDifference[] =>
  frameFields
    .filter((field) => (before[field] ?? null) !== (after[field] ?? null))
    .map((field) => ({ field, before: before[field] ?? '—', after: after[field] ?? '—' }));
