// The writer's own connection: prepared once, with time-outs that free the log's head from whoever stops while holding it.
import type { Pool, PoolClient } from 'pg';
import { copyRows, int4Array, int8Array, textArray } from './binary-rows';
import type { Batch, FactLine, CommandLine, KnownCommand } from './batch';
import { prepare, run, type Answers, type Step } from './pipeline';
import {
  alwaysByKey,
  headLine,
  headsSql,
  streamFactsSql,
  streamLine,
  type HeadLine,
  type StreamLine,
  type StreamSource,
} from './stream-reading';

export type SessionLimits = { readonly transactionTimeoutMs: number; readonly lockTimeoutMs: number };

type Versions = readonly [streams: Buffer, after: Buffer];
export type Looked = { readonly commands: ReadonlyMap<string, KnownCommand>; readonly heads?: readonly HeadLine[] };
export type Locked = Looked & { readonly seq: number; readonly recordedAt: string };

const statements = (schema: string): Record<string, string> => ({
  begin: 'BEGIN',
  commit: 'COMMIT',
  rollback: 'ROLLBACK',
  lock: `SELECT seq, recorded_at FROM ${schema}.head WHERE id = 1 FOR UPDATE`,
  commands: `SELECT id, input_hash, answer FROM ${schema}.command WHERE id = ANY($1::text[])`,
  heads: headsSql(schema),
  stream_facts: streamFactsSql(schema),
  held_keys: `SELECT key FROM ${schema}.taken_key WHERE key = ANY($1::text[])`,
  add_facts: `COPY ${schema}.fact (seq, stream, version, type, schema, data, meta, leaf) FROM STDIN (FORMAT binary)`,
  add_commands: `COPY ${schema}.command (id, input_hash, answer, origin, recorded_at) FROM STDIN (FORMAT binary)`,
  free_keys: `DELETE FROM ${schema}.taken_key WHERE key = ANY($1::text[])`,
  take_keys: `COPY ${schema}.taken_key (key, command, seq) FROM STDIN (FORMAT binary)`,
  advance: `SELECT ${schema}.advance($1, $2, $3, $4, $5, $6, $7, $8)`,
});

const settings = ({ transactionTimeoutMs, lockTimeoutMs }: SessionLimits): string =>
  [`SET transaction_timeout = ${Math.trunc(transactionTimeoutMs)}`, `SET lock_timeout = ${Math.trunc(lockTimeoutMs)}`, ...alwaysByKey].join(
    ';',
  );

const MICROSECONDS = 1_000;
const POSTGRES_EPOCH = Date.parse('2000-01-01T00:00:00Z');
const SPARE_MS = 2_000;

/** After so long without a word a server is taken for gone: the longest that it may be busy, and something on top. */
export const silenceOf = ({ transactionTimeoutMs, lockTimeoutMs }: SessionLimits): number =>
  transactionTimeoutMs + lockTimeoutMs + SPARE_MS;

export class WriterSession implements StreamSource {
  private constructor(
    private readonly client: PoolClient,
    private readonly silenceMs: number,
  ) {}

  static async open(pool: Pool, schema: string, limits: SessionLimits): Promise<WriterSession> {
    const client = await pool.connect();
    // The loss shows in whatever is asked next; without a listener it would end the process.
    client.on('error', () => undefined);
    const silenceMs = silenceOf(limits);
    try {
      await client.query(settings(limits));
      await prepare(client, silenceMs, statements(schema));
      return new WriterSession(client, silenceMs);
    } catch (failure) {
      client.release(true);
      throw failure;
    }
  }

  /** Ends the connection for good: it is set up for nobody else. */
  close(): void {
    this.client.release(true);
  }

  /** Everything after the lock is a statement of its own, so that it sees what the holder before us has written. */
  async lock(commandIds: readonly string[], streams?: Versions): Promise<Locked> {
    const [, [head] = [], ...seen] = await this.run([{ statement: 'begin' }, { statement: 'lock' }, ...looking(commandIds, streams)]);
    if (head === undefined) throw new Error('the log has no head');
    return { seq: Number(head[0]), recordedAt: head[1]!, ...looked(seen) };
  }

  /** The same of more commands and streams, for whoever holds the lock. */
  async look(commandIds: readonly string[], streams: Versions): Promise<Looked> {
    return looked(await this.run(looking(commandIds, streams)));
  }

  async heads(...values: Parameters<StreamSource['heads']>): Promise<readonly HeadLine[]> {
    const [heads = []] = await this.run([{ statement: 'heads', values }]);
    return heads.map(headLine);
  }

  async facts(...values: Parameters<StreamSource['facts']>): Promise<readonly StreamLine[]> {
    const [facts = []] = await this.run([{ statement: 'stream_facts', values }]);
    return facts.map(streamLine);
  }

  async heldKeys(keys: readonly string[]): Promise<ReadonlySet<string>> {
    const [held = []] = await this.run([{ statement: 'held_keys', values: [textArray(keys)] }]);
    return new Set(held.map(([key]) => key!));
  }

  /** Writes the batch and commits, in one round trip. */
  async write(batch: Batch, seqBefore: number, recordedAt: string): Promise<void> {
    await this.run([...factSteps(batch, seqBefore, recordedAt), ...besideSteps(batch, recordedAt), { statement: 'commit' }]);
  }

  async rollback(): Promise<void> {
    await this.run([{ statement: 'rollback' }]);
  }

  private run(steps: readonly Step[]): Promise<Answers> {
    return run(this.client, this.silenceMs, steps);
  }
}

const looking = (commandIds: readonly string[], streams: Versions | undefined): Step[] => [
  { statement: 'commands', values: [textArray(commandIds)] },
  ...(streams === undefined ? [] : [{ statement: 'heads', values: streams }]),
];

const looked = ([commands = [], heads]: Answers): Looked => ({
  commands: new Map(
    commands.map(([id, hash, answer]) => [id!, { inputHash: Buffer.from(hash!.slice(2), 'hex'), answer: JSON.parse(answer!) }]),
  ),
  ...(heads === undefined ? {} : { heads: heads.map(headLine) }),
});

function factSteps(batch: Batch, seqBefore: number, recordedAt: string): Step[] {
  if (batch.facts.length === 0) return [];
  const changed = [...batch.changed];
  return [
    { statement: 'add_facts', copy: copyRows(batch.facts, factColumns, 1_024) },
    {
      statement: 'advance',
      values: [
        textArray(changed.map(([{ stream }]) => stream)),
        int4Array(changed.map(([{ version }, after]) => after.version - version)),
        int4Array(changed.map(([, { version }]) => version)),
        int8Array(changed.map(([, { firstSeq }]) => firstSeq)),
        int8Array(changed.map(([, { lastSeq }]) => lastSeq)),
        seqBefore,
        batch.seq,
        recordedAt,
      ],
    },
  ];
}

function besideSteps(batch: Batch, recordedAt: string): Step[] {
  const steps: Step[] = [];
  const micros = (Date.parse(recordedAt) - POSTGRES_EPOCH) * MICROSECONDS;
  if (batch.commands.length > 0) steps.push({ statement: 'add_commands', copy: copyRows(batch.commands, commandColumns(micros)) });
  if (batch.freed.size > 0) steps.push({ statement: 'free_keys', values: [textArray([...batch.freed])] });
  if (batch.taken.size > 0) steps.push({ statement: 'take_keys', copy: copyRows([...batch.taken], keyColumns) });
  return steps;
}

type Columns<Row> = Parameters<typeof copyRows<Row>>[1];

const factColumns: Columns<FactLine> = [
  { kind: 'int8', of: ({ seq }) => seq },
  { kind: 'text', of: ({ stream }) => stream },
  { kind: 'int4', of: ({ version }) => version },
  { kind: 'text', of: ({ type }) => type },
  { kind: 'int4', of: ({ schema }) => schema },
  { kind: 'text', of: ({ data }) => data },
  { kind: 'text', of: ({ meta }) => meta },
  { kind: 'bytes', of: ({ leaf }) => leaf },
];

const commandColumns = (micros: number): Columns<CommandLine> => [
  { kind: 'text', of: ({ id }) => id },
  { kind: 'bytes', of: ({ inputHash }) => inputHash },
  { kind: 'text', of: ({ answer }) => JSON.stringify(answer) },
  { kind: 'text', of: ({ origin }) => origin },
  { kind: 'int8', of: () => micros },
];

const keyColumns: Columns<[string, { readonly command: string; readonly seq: number }]> = [
  { kind: 'text', of: ([key]) => key },
  { kind: 'text', of: ([, { command }]) => command },
  { kind: 'int8', of: ([, { seq }]) => seq },
];
