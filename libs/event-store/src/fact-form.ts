// How a fact lies in the log: canonical JSON as text, and the leaf that stands for it in the Merkle tree.
import { hash } from 'node:crypto';
import { canonicalJson } from './canonical-json';
import type { Decider, Fact, FactMeta, RecordedFact } from './decider';
import type { CommandMeta } from './event-store';
import { FromNewerRelease } from './refusals';

// States and facts of every kind pass through the store; only their decider knows them.
export type AnyDecider = Decider<unknown, Fact>;

/** A fact as it is kept, with its place in the log. */
export type FactRow = {
  readonly seq: number;
  readonly stream: string;
  readonly version: number;
  readonly type: string;
  readonly schema: number;
  readonly data: string;
  readonly meta: string;
};

export type FactText = Pick<FactRow, 'type' | 'schema' | 'data'>;

const LONGEST_NAME = 500;

/** What becomes part of a key in the database: not empty, not long, storable. */
export function checkedName(what: string, name: string): string {
  if (typeof name !== 'string' || name === '' || name.length > LONGEST_NAME)
    throw new TypeError(`${what} must have 1 to ${LONGEST_NAME} characters`);
  if (name.includes('\0') || !name.isWellFormed()) throw new TypeError(`${what} holds a character that cannot be stored`);
  return name;
}

export const streamOf = (decider: AnyDecider, streamId: string): string => `${decider.category}/${checkedName('a stream id', streamId)}`;

export function factText(decider: AnyDecider, fact: Fact, longest: number): FactText {
  const { type, ...rest } = fact;
  if (typeof type !== 'string' || !Object.hasOwn(decider.schemas, type))
    throw new TypeError(`${decider.category} has no schema number for a fact ${type}`);
  const data = canonicalJson(rest);
  if (data.length > longest) throw new RangeError(`a fact ${type} of ${data.length} characters is longer than ${longest}`);
  // PostgreSQL's jsonb refuses this character, so that nobody could ever make rows of such a fact.
  if (data.includes('\\u0000') && holdsNul(JSON.parse(data))) throw new TypeError(`a fact ${type} holds a NUL character`);
  return { type, schema: decider.schemas[type] as number, data };
}

const holdsNul = (value: unknown): boolean => {
  if (typeof value === 'string') return value.includes('\0');
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([name, member]) => name.includes('\0') || holdsNul(member));
};

export const metaText = (command: CommandMeta, recordedAt: string): string =>
  canonicalJson({
    actor: command.actor,
    causation: command.causation,
    command: command.id,
    correlation: command.correlation,
    recordedAt,
    traceparent: command.traceparent,
  } satisfies { [N in keyof FactMeta]-?: FactMeta[N] | undefined });

const LEAF_PREFIX = '\0';

/** RFC 6962's leaf hash over the canonical JSON of the whole row; `data` and `meta` are canonical already, and the names stand in order. */
export function leafOf(log: string, row: FactRow): Buffer {
  const text =
    `${LEAF_PREFIX}{"data":${row.data},"log":${JSON.stringify(log)},"meta":${row.meta},"schema":${row.schema},"seq":${row.seq},` +
    `"stream":${JSON.stringify(row.stream)},"type":${JSON.stringify(row.type)},"version":${row.version}}`;
  return hash('sha256', text, 'buffer');
}

export function recordedFact(log: string, row: FactRow): RecordedFact {
  const slash = row.stream.indexOf('/');
  return {
    id: `${log}/${row.seq}`,
    log,
    seq: row.seq,
    category: row.stream.slice(0, slash),
    streamId: row.stream.slice(slash + 1),
    version: row.version,
    schema: row.schema,
    fact: { ...JSON.parse(row.data), type: row.type },
    meta: JSON.parse(row.meta),
  };
}

/** The state after a fact as it lies in the log: what is folded now is what will be folded when the stream is read again. */
export function foldStored(decider: AnyDecider, stream: string, state: unknown, { type, schema, data }: FactText): unknown {
  const today = Object.hasOwn(decider.schemas, type) ? (decider.schemas[type] as number) : undefined;
  if (today === undefined || schema > today) throw new FromNewerRelease(stream, type, schema);
  const members = JSON.parse(data);
  if (schema === today) return decider.evolve(state, { ...members, type });
  if (decider.upcast === undefined) throw new Error(`${decider.category} cannot read ${type} of schema ${schema}: it has no upcast`);
  return decider.evolve(state, decider.upcast({ type, schema, data: members }));
}
