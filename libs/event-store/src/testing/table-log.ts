// A log whose facts a spec writes itself, row by row, so that it can hold what no store of this release would write.
import { testDatabase, type TestDatabase } from '@libs/testing';
import { Column, DataSource, Entity, PrimaryColumn, type EntityTarget, type ObjectLiteral } from 'typeorm';
import type { Decider, RecordedFact } from '../decider';
import type { Grown } from '../growth';
import { leafOf, recordedFact, type FactRow } from '../fact-form';
import { createLogTables } from '../log-tables';
import type { LogReader } from '../log-reader';
import { createPositionTables } from '../subscription-positions';
import { createTreeTables } from '../tiles-stored';

export type Counted = { type: 'Counted'; by: number };
export const counter: Decider<number, Counted> = {
  category: 'counter',
  initial: 0,
  schemas: { Counted: 2 },
  upcast: ({ data }) => ({ type: 'Counted', by: Number(data['amount']) }),
  evolve: (sum, fact) => sum + fact.by,
};

@Entity('tally')
export class Tally {
  @PrimaryColumn('text') streamId!: string;
  @Column('bigint') sum!: string;
  @Column('integer') facts!: number;
}

export type Ground = {
  readonly database: TestDatabase;
  readonly owner: DataSource;
  open(url: string): Promise<DataSource>;
  app(): Promise<DataSource>;
  end(): Promise<void>;
};

/** A database as migrations leave it: positions, a view, and the tables of one log named `plain`. */
export async function ground(entities: readonly EntityTarget<ObjectLiteral>[] = [Tally]): Promise<Ground> {
  const database = await testDatabase();
  const opened: DataSource[] = [];
  const open = async (url: string) => {
    const source = new DataSource({ type: 'postgres', url, entities: [...entities] as never[], poolErrorHandler: () => {} });
    opened.push(await source.initialize());
    return source;
  };
  const owner = await open(database.ownerUrl);
  const appRole = `${database.name}_app`;
  await createLogTables(owner, 'plain', { appRole });
  await createTreeTables(owner, 'plain', { appRole });
  await createPositionTables(owner, { appRole });
  await owner.query(`create table tally ("streamId" text constraint "PK_tally" primary key, sum bigint not null, facts integer not null)`);
  await owner.query(`create index "IDX_tally_sum" on tally (sum) where facts > 0`);
  await owner.query(`grant select, insert, update on tally to ${appRole}`);
  return {
    database,
    owner,
    open,
    app: () => open(database.appUrl),
    end: async () => {
      await Promise.all(opened.map((source) => source.destroy()));
      await database.drop();
    },
  };
}

const meta = JSON.stringify({ actor: 'a', command: 'c', correlation: 'k', recordedAt: '2026-03-02T01:00:00.000Z' });

export class TableLog implements LogReader {
  readonly log = 'plain';
  private readonly listeners = new Set<Grown>();
  /** How often it was asked how far it reaches. */
  asked = 0;

  constructor(private readonly source: DataSource) {}

  async head(): Promise<number> {
    this.asked += 1;
    const [row] = await this.source.query('select coalesce(max(seq), 0)::int as head from log_plain.fact');
    return row.head;
  }

  async read(after: number, limit: number): Promise<readonly RecordedFact[]> {
    const rows: (Omit<FactRow, 'seq'> & { seq: string })[] = await this.source.query(
      'select * from log_plain.fact where seq > $1 order by seq limit $2',
      [after, limit],
    );
    return rows.map((row) => recordedFact(this.log, { ...row, seq: Number(row.seq) }));
  }

  onGrowth(callback: Grown): () => void {
    this.listeners.add(callback);
    return () => this.listeners.delete(callback);
  }

  tell(head?: number): void {
    for (const listener of this.listeners) listener(head);
  }

  /** Adds facts at the end; several writers take turns on the table. */
  async append(owner: DataSource, facts: readonly Partial<FactRow>[]): Promise<number> {
    const head = await owner.transaction(async (rows) => {
      await rows.query('lock table log_plain.fact in exclusive mode');
      const [{ head }] = await rows.query('select coalesce(max(seq), 0)::int as head from log_plain.fact');
      const whole = facts.map((fact, at): FactRow => ({
        stream: 'counter/one',
        version: 1,
        type: 'Counted',
        schema: 2,
        data: '{"by":1}',
        meta,
        ...fact,
        seq: head + at + 1,
      }));
      await rows.query(
        `insert into log_plain.fact select * from unnest($1::bigint[], $2::text[], $3::int[], $4::text[], $5::int[], $6::text[], $7::text[], $8::bytea[])`,
        [
          ...(['seq', 'stream', 'version', 'type', 'schema', 'data', 'meta'] as const).map((column) => whole.map((row) => row[column])),
          whole.map((row) => leafOf(this.log, row)),
        ],
      );
      return head + facts.length;
    });
    this.tell();
    return head;
  }
}
