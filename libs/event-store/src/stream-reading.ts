// Brings states up to what the database holds, by version: whatever an entry knows already is not read again, and never applied twice.
import { folded, type StreamEntry, type View } from './batch';
import type { AnyDecider, FactText } from './fact-form';
import { textArray, int4Array, int8Array } from './binary-rows';

export type Wish<Entry extends StreamEntry = StreamEntry> = { readonly entry: Entry; readonly decider: AnyDecider };

export type StreamLine = FactText & { readonly stream: string; readonly version: number };
/** A stream's head, with one of the facts that the reader did not know, if there are any. */
export type HeadLine = {
  readonly stream: string;
  readonly version: number;
  readonly firstSeq: number;
  readonly lastSeq: number;
  readonly fact?: StreamLine;
};

/** What reading needs of a connection; the writer has its own, everybody else the pool. */
export type StreamSource = {
  /** Where streams stand, and the first facts of each after a version. */
  heads(streams: Buffer, after: Buffer): Promise<readonly HeadLine[]>;
  /** Facts after a version, up to another, of several streams at once; at most `limit`, in order within each. */
  facts(streams: Buffer, after: Buffer, upto: Buffer, firstSeqs: Buffer, lastSeqs: Buffer, limit: number): Promise<readonly StreamLine[]>;
};

const FACTS_WITH_HEAD = 64;

// A plan is kept for as long as its connection, and must not depend on what was known of the tables when it was made: a table that was
// small then would be read whole for ever, and an unknown range of positions passes for a short one, though it may be the whole log.
// Every access here is by key, and a stream's facts come in order from their own index: what sorts has looked elsewhere.
const NOT_BY_KEY = ['enable_seqscan', 'enable_bitmapscan', 'enable_hashjoin', 'enable_mergejoin', 'enable_sort', 'jit'];

/** For a connection of one's own. */
export const alwaysByKey: readonly string[] = NOT_BY_KEY.map((name) => `SET ${name} = off`);

/** For one transaction. */
export const onlyByKeySql = `SELECT ${NOT_BY_KEY.map((name) => `set_config('${name}', 'off', true)`).join(', ')}`;

export const headsSql = (schema: string): string => `
  SELECT h.stream, h.version, h.first_seq, h.last_seq, f.version AS fact_version, f.type, f.schema, f.data
  FROM unnest($1::text[], $2::integer[]) w(stream, after)
  JOIN ${schema}.stream_head h ON h.stream = w.stream
  LEFT JOIN LATERAL (
    SELECT version, type, schema, data FROM ${schema}.fact
    WHERE fact.stream = h.stream AND fact.version > w.after AND fact.version <= h.version AND fact.seq BETWEEN h.first_seq AND h.last_seq
    ORDER BY fact.version LIMIT ${FACTS_WITH_HEAD}
  ) f ON true`;

export function headLine([stream, version, firstSeq, lastSeq, factVersion, type, schema, data]: readonly (string | null)[]): HeadLine {
  const head = { stream: stream!, version: Number(version), firstSeq: Number(firstSeq), lastSeq: Number(lastSeq) };
  if (factVersion === null) return head;
  return { ...head, fact: { stream: stream!, version: Number(factVersion), type: type!, schema: Number(schema), data: data! } };
}

export const streamLine = ([stream, version, type, schema, data]: readonly string[]): StreamLine => ({
  stream: stream!,
  version: Number(version),
  type: type!,
  schema: Number(schema),
  data: data!,
});

// The range of positions lets the planner leave out every partition that cannot hold the stream.
export const streamFactsSql = (schema: string): string => `
  SELECT f.stream, f.version, f.type, f.schema, f.data
  FROM unnest($1::text[], $2::integer[], $3::integer[], $4::bigint[], $5::bigint[]) w(stream, after, upto, first_seq, last_seq)
  CROSS JOIN LATERAL (
    SELECT * FROM ${schema}.fact
    WHERE fact.stream = w.stream AND fact.version > w.after AND fact.version <= w.upto AND fact.seq BETWEEN w.first_seq AND w.last_seq
    ORDER BY fact.version LIMIT $6
  ) f LIMIT $6`;

const FACTS_PER_READ = 2_000;

/** The streams of some wishes, each with the version that all who wish for it have seen. */
export function knownVersions(wishes: readonly Wish[]): readonly [streams: Buffer, after: Buffer] {
  const seen = new Map<string, number>();
  for (const { entry, decider } of wishes)
    seen.set(entry.stream, Math.min(entry.view(decider).version, seen.get(entry.stream) ?? Infinity));
  return [textArray([...seen.keys()]), int4Array([...seen.values()])];
}

export async function readHeads(source: StreamSource, wishes: readonly Wish[]): Promise<void> {
  applyHeads(wishes, await source.heads(...knownVersions(wishes)));
}

export function applyHeads(wishes: readonly Wish[], heads: readonly HeadLine[]): void {
  const byStream = new Map(heads.map((head) => [head.stream, head]));
  for (const { entry } of wishes) {
    const head = byStream.get(entry.stream);
    if (head !== undefined && head.version > entry.version)
      Object.assign(entry, { version: head.version, firstSeq: head.firstSeq, lastSeq: head.lastSeq });
  }
  applyFacts(
    wishes,
    heads.flatMap(({ fact }) => fact ?? []),
  );
}

export const isBehind = ({ entry, decider }: Wish): boolean => entry.view(decider).version < entry.version;

/** How many facts are to be read until all see their streams as they are. */
export const factsBehind = (wishes: readonly Wish[]): number =>
  wishes.reduce((sum, { entry, decider }) => sum + entry.version - entry.view(decider).version, 0);

export async function readFacts(source: StreamSource, wishes: readonly Wish[]): Promise<void> {
  for (let behind = wishes.filter(isBehind); behind.length > 0; behind = behind.filter(isBehind)) {
    const read = applyFacts(behind, await readOnce(source, behind));
    if (read === 0) throw new Error(`the log holds fewer facts of ${behind[0]!.entry.stream} than its head says`);
  }
}

function readOnce(source: StreamSource, behind: readonly Wish[]): Promise<readonly StreamLine[]> {
  // Two deciders of one stream may be at different versions: the one further behind decides what is read.
  const first = new Map<string, { readonly entry: StreamEntry; readonly after: number }>();
  for (const { entry, decider } of behind) {
    const { version } = entry.view(decider);
    const known = first.get(entry.stream);
    if (known === undefined || version < known.after) first.set(entry.stream, { entry, after: version });
  }
  const wanted = [...first.values()];
  return source.facts(
    textArray(wanted.map(({ entry }) => entry.stream)),
    int4Array(wanted.map(({ after }) => after)),
    int4Array(wanted.map(({ entry }) => entry.version)),
    int8Array(wanted.map(({ entry }) => entry.firstSeq)),
    int8Array(wanted.map(({ entry }) => entry.lastSeq)),
    FACTS_PER_READ,
  );
}

function applyFacts(wishes: readonly Wish[], lines: readonly StreamLine[]): number {
  const byStream = Map.groupBy(lines, ({ stream }) => stream);
  let applied = 0;
  for (const { entry, decider } of wishes) {
    let view: View = entry.view(decider);
    for (const line of byStream.get(entry.stream) ?? []) {
      if (line.version !== view.version + 1) continue;
      view = folded(decider, entry.stream, view, line);
      applied += 1;
    }
    // Somebody else may have read further meanwhile.
    if (view.version > entry.view(decider).version) entry.views.set(decider, view);
  }
  return applied;
}
