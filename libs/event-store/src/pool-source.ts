// Reads streams through any free connection of the pool, outside the writer's lock.
import type { Pool, PoolClient } from 'pg';
import { folded, type View } from './batch';
import { int4Array, int8Array, textArray } from './binary-rows';
import type { AnyDecider } from './fact-form';
import { prepare, run, type Answers, type Step } from './pipeline';
import {
  headLine,
  headsSql,
  onlyByKeySql,
  streamFactsSql,
  streamLine,
  type HeadLine,
  type StreamLine,
  type StreamSource,
} from './stream-reading';

export class PoolSource implements StreamSource {
  private readonly statements: Readonly<Record<string, string>>;

  constructor(
    private readonly pool: Pool,
    private readonly schema: string,
    private readonly silenceMs: number,
  ) {
    const ownName = ([name, text]: [string, string]) => [this.own(name), text];
    this.statements = Object.fromEntries(Object.entries(reading(schema)).map(ownName));
  }

  async heads(streams: Buffer, after: Buffer): Promise<readonly HeadLine[]> {
    return (await this.read('heads', [streams, after])).map(headLine);
  }

  async facts(...values: Parameters<StreamSource['facts']>): Promise<readonly StreamLine[]> {
    return (await this.read('stream_facts', values)).map(streamLine);
  }

  /** A stream as it was at a version that has been reached. */
  async viewAt(decider: AnyDecider, stream: string, version: number): Promise<View> {
    // Only the head is wanted, so that all facts are said to be known.
    const [head] = await this.heads(textArray([stream]), int4Array([MOST_VERSION]));
    let view: View = { version: 0, state: decider.initial };
    while (view.version < version) {
      const lines = await this.facts(
        textArray([stream]),
        int4Array([view.version]),
        int4Array([version]),
        int8Array([head?.firstSeq ?? 0]),
        int8Array([head?.lastSeq ?? 0]),
        FACTS_PER_READ,
      );
      if (lines.length === 0) throw new Error(`the log holds no version ${version} of ${stream}`);
      view = lines.reduce((seen, line) => folded(decider, stream, seen, line), view);
    }
    return view;
  }

  // The connection is anybody's: what is set for these statements must end with them, and still hold whenever they are planned.
  private async read(statement: string, values: Step['values'] & object): Promise<Answers[number]> {
    const client = await this.pool.connect();
    client.on('error', ignore);
    try {
      const prepared = preparedOf(client);
      if (!prepared.has(this.schema)) await prepare(client, this.silenceMs, this.statements);
      prepared.add(this.schema);
      const around = (name: string): Step => ({ statement: this.own(name) });
      const steps = [around('begin'), around('by_key'), { statement: this.own(statement), values }, around('commit')];
      const [, , rows = []] = await run(client, this.silenceMs, steps);
      client.off('error', ignore);
      client.release();
      return rows;
    } catch (failure) {
      client.release(true);
      throw failure;
    }
  }

  private own(statement: string): string {
    return `${this.schema} ${statement}`;
  }
}

// Of a connection, whose statements it knows; the stores of a pool share it.
const preparedBy = new WeakMap<PoolClient, Set<string>>();

function preparedOf(client: PoolClient): Set<string> {
  const prepared = preparedBy.get(client) ?? new Set<string>();
  preparedBy.set(client, prepared);
  return prepared;
}

const reading = (schema: string): Record<string, string> => ({
  begin: 'BEGIN READ ONLY',
  by_key: onlyByKeySql,
  heads: headsSql(schema),
  stream_facts: streamFactsSql(schema),
  commit: 'COMMIT',
});

const ignore = (): void => undefined;

const FACTS_PER_READ = 2_000;
const MOST_VERSION = 2 ** 31 - 1;
