// Reads streams through any free connection of the pool, outside the writer's lock.
import type { Pool } from 'pg';
import { folded, type View } from './batch';
import { int4Array, int8Array, textArray } from './binary-rows';
import type { AnyDecider } from './fact-form';
import { headLine, headsSql, streamFactsSql, type HeadLine, type StreamLine, type StreamSource } from './stream-reading';

export class PoolSource implements StreamSource {
  constructor(
    private readonly pool: Pool,
    private readonly schema: string,
  ) {}

  async heads(streams: Buffer, after: Buffer): Promise<readonly HeadLine[]> {
    const { rows } = await this.pool.query<(string | null)[], Buffer[]>({
      name: `${this.schema} heads`,
      text: headsSql(this.schema),
      values: [streams, after],
      rowMode: 'array',
    });
    return rows.map(headLine);
  }

  async facts(...[streams, after, upto, firstSeqs, lastSeqs, limit]: Parameters<StreamSource['facts']>): Promise<readonly StreamLine[]> {
    const values = [streams, after, upto, firstSeqs, lastSeqs, limit];
    return (await this.pool.query<StreamLine>({ name: `${this.schema} facts`, text: streamFactsSql(this.schema), values })).rows;
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
}

const FACTS_PER_READ = 2_000;
const MOST_VERSION = 2 ** 31 - 1;
