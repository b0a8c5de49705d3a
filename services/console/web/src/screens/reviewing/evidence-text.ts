// What a case stands on, as rows that a table can show: pure.
export type Evidence = {
  readonly key: string;
  /** The fact, or the question that was asked. */
  readonly what: string;
  readonly source: string;
  /** When it happened in the world. */
  readonly at?: string;
  /** When a service learned of it. */
  readonly known?: string;
  readonly values: readonly (readonly [name: string, value: string])[];
  readonly silent?: true;
};

type Values = Readonly<Record<string, unknown>>;
type Node = {
  readonly id: string;
  readonly type: string;
  readonly at?: string;
  readonly recordedAt?: string;
  readonly data: object;
  readonly missing?: true;
};

/** Names of things, and what the screen shows elsewhere. */
const elsewhere = /(Id|Ids|Digest|Hash|hash|seen|body|lines|cases|caseIds|sessions|signature|keyId)$/;
const mostDeep = 2;

const isObject = (value: unknown): value is Values => typeof value === 'object' && value !== null && !Array.isArray(value);

/** A day of attendance: `2026-03-02 6/8`. */
const dayOf = ({ on, countedHours, scheduledHours, present, enrolled }: Values): string | undefined =>
  typeof on === 'string' ? `${on} ${String(countedHours ?? present)}/${String(scheduledHours ?? enrolled)}` : undefined;

function textOfValue(value: unknown): string {
  if (Array.isArray(value))
    return value.map((one) => (isObject(one) ? (dayOf(one) ?? Object.values(one).join(' ')) : String(one))).join('; ');
  return isObject(value)
    ? Object.entries(value)
        .map(([name, inner]) => `${name} ${String(inner)}`)
        .join(', ')
    : String(value);
}

/** Plain values with their names, those of an inner thing after the outer ones. */
export function valuesIn(data: object, deep = 0): Evidence['values'] {
  return Object.entries(data).flatMap(([name, value]): Evidence['values'] => {
    if (elsewhere.test(name) || value === null || value === '') return [];
    if (isObject(value) && deep < mostDeep) return valuesIn(value, deep + 1);
    if (Array.isArray(value) && value.length === 0) return [];
    return [[name, textOfValue(value)]];
  });
}

const serviceOf = (id: string): string => id.split('/')[0] ?? '';

export const ofFacts = (nodes: readonly Node[]): readonly Evidence[] =>
  nodes
    .filter(({ missing }) => missing === undefined)
    .map(({ id, type, at, recordedAt, data }) => ({
      key: id,
      what: type,
      source: serviceOf(id),
      at,
      known: recordedAt,
      // Its two times have columns of their own.
      values: valuesIn(data).filter(([, value]) => value !== at && value !== recordedAt),
    }))
    .toSorted((one, other) => (one.at ?? '').localeCompare(other.at ?? '') || one.key.localeCompare(other.key, 'en', { numeric: true }));

type Answer = { readonly outcome: string; readonly value?: unknown; readonly source: string; readonly askedAt: string };

/** What the registries said when they were asked; one that said nothing is named as that. */
export function ofAnswers(input: Values): readonly Evidence[] {
  const answers = (input['answers'] ?? {}) as Readonly<Record<string, Answer>>;
  return Object.entries(answers).map(([id, { outcome, value, source, askedAt }]) => ({
    key: id,
    what: id,
    source,
    known: askedAt,
    values:
      outcome !== 'ANSWERED'
        ? []
        : isObject(value)
          ? valuesIn(value)
          : Array.isArray(value) && value.length === 0
            ? []
            : [['value', textOfValue(value)]],
    ...(outcome !== 'ANSWERED' && { silent: true as const }),
  }));
}

/** What was asked for, and who the person was to the rules when they were applied. */
export const ofInput = (input: Values): Evidence['values'] => {
  const { answers: _, book: __, class: ___, furtherClasses: ____, ...asked } = input;
  return valuesIn(asked);
};

export type Rule = { readonly name: string; readonly value: string; readonly source: string; readonly fixture: boolean };
type Param = { readonly value: unknown; readonly source: string; readonly fixture?: true };

/** The numbers of a pack for these programmes, each with where it comes from. */
export function rulesIn(body: string, programmes: readonly string[]): { readonly title: string; readonly rules: readonly Rule[] } {
  const pack = JSON.parse(body) as {
    readonly doc: { readonly title: string; readonly number?: string };
    readonly params?: Readonly<Record<string, Param>>;
    readonly programmes?: Readonly<Record<string, Readonly<Record<string, Param>>>>;
  };
  const own = programmes.flatMap((programme) => Object.entries(pack.programmes?.[programme] ?? {}));
  const all = [...Object.entries(pack.params ?? {}), ...own];
  const rules = all.map(([name, { value, source, fixture }]) => ({ name, value: textOfValue(value), source, fixture: fixture === true }));
  return { title: [pack.doc.title, pack.doc.number].filter(Boolean).join(' '), rules };
}

type Step = {
  readonly fact: string;
  readonly actor: string;
  readonly at: string;
  readonly caseIds: readonly string[];
  readonly seq: number;
  readonly detail: object;
};

/** The same done to one person after another at one moment is one step. */
export function groupedSteps<One extends Step>(steps: readonly One[]): readonly One[] {
  return steps.reduce<One[]>((known, step) => {
    const last = known.at(-1);
    const same = last && last.fact === step.fact && last.actor === step.actor && last.at.slice(0, 16) === step.at.slice(0, 16);
    if (!same || step.caseIds.length !== 1) return [...known, step];
    return [...known.slice(0, -1), { ...last, caseIds: [...new Set([...last.caseIds, ...step.caseIds])] }];
  }, []);
}
