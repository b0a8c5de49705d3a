// All public facts of all services, each once, in the order in which we heard them: what alerts, measures and traces are computed from.
import { Injectable } from '@nestjs/common';
import type { Contract } from '@libs/contracts';
import type { Message } from '@libs/messaging';
import { DataSource } from 'typeorm';

export type HeardFact<Data extends object = Readonly<Record<string, unknown>>> = {
  /** `log/seq/n` */
  readonly id: string;
  /** The contract's type, as `enrolment.class-applied.v1`. */
  readonly type: string;
  readonly log: string;
  readonly seq: number;
  readonly place: number;
  readonly subject: string;
  readonly key: string;
  readonly recordedAt: string;
  readonly becauseOf: string | undefined;
  readonly correlation: string;
  readonly data: Data;
};

export type Heard<Data extends object = Readonly<Record<string, unknown>>> = HeardFact<Data> & { readonly arrived: number };

export type HeardRow = {
  readonly arrived: string;
  readonly id: string;
  readonly type: string;
  readonly log: string;
  readonly seq: string;
  readonly place: number;
  readonly subject: string;
  readonly key: string;
  readonly recorded_at: string;
  readonly because_of: string | null;
  readonly correlation: string;
  readonly data: Readonly<Record<string, unknown>>;
};

export const heardOf = ({ arrived, seq, recorded_at, because_of, ...row }: HeardRow): Heard => ({
  ...row,
  arrived: Number(arrived),
  seq: Number(seq),
  recordedAt: recorded_at,
  becauseOf: because_of ?? undefined,
});

/** What travels in a message, as we keep it. */
export const factOf = ({ id, data, seq, recordedAt, envelope }: Message): HeardFact => ({
  id,
  type: envelope.type.replace(/^xunbu\./, ''),
  log: envelope.log,
  seq,
  place: Number(id.slice(id.lastIndexOf('/') + 1)),
  subject: envelope.subject,
  key: envelope.partitionkey,
  recordedAt,
  becauseOf: envelope.becauseof,
  correlation: envelope.correlationid,
  data: JSON.parse(JSON.stringify(data)) as Readonly<Record<string, unknown>>,
});

// Numbers are given out while this lock is held until the commit: whoever has read up to one will never find a smaller one later.
const lock = 7_001_042;
const write = `
  with turn as materialized (select pg_advisory_xact_lock(${lock}))
  insert into public.heard_fact (arrived, id, type, log, seq, place, subject, key, recorded_at, because_of, correlation, data)
  select nextval('public.heard_fact_arrived'), f.id, f.type, f.log, f.seq, f.place, f.subject, f.key, f.recorded_at, f.because_of, f.correlation, f.data
    from turn, unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::int[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::jsonb[])
      as f (id, type, log, seq, place, subject, key, recorded_at, because_of, correlation, data)
  on conflict (id) do nothing`;

const mostAtOnce = 256;
type Waiting = { readonly fact: HeardFact; readonly done: () => void; readonly failed: (error: unknown) => void };

@Injectable()
export class HeardFacts {
  private waiting: Waiting[] = [];
  private writing = false;

  constructor(private readonly database: DataSource) {}

  /** Resolves when the fact is kept. Those that come while others are written go together: one wait for the disk is enough for all. */
  hear(fact: HeardFact): Promise<void> {
    return new Promise((done, failed) => {
      this.waiting.push({ fact, done, failed });
      if (!this.writing) void this.writeAll();
    });
  }

  /** The facts of these contracts whose data holds this, in the order of their logs. */
  async find<Data extends object>(contract: Contract<Data>, holding: object): Promise<readonly Heard<Data>[]> {
    const rows = (await this.database.query(
      'select * from public.heard_fact where type = $1 and data @> $2::jsonb order by log, seq, place',
      [contract.type, JSON.stringify(holding)],
    )) as HeardRow[];
    return rows.map(heardOf) as unknown as readonly Heard<Data>[];
  }

  /** The latest facts, of whichever contract, whose data holds one of these. */
  async holdingAny(holding: readonly object[], most: number): Promise<readonly Heard[]> {
    const rows = (await this.database.query(
      'select * from public.heard_fact where data @> any($1::jsonb[]) order by arrived desc limit $2',
      [holding.map((one) => JSON.stringify(one)), most],
    )) as HeardRow[];
    return rows.map(heardOf);
  }

  private async writeAll(): Promise<void> {
    this.writing = true;
    while (this.waiting.length > 0) {
      const together = this.waiting.splice(0, mostAtOnce);
      await this.write(together).catch(() => this.writeEach(together));
    }
    this.writing = false;
  }

  // One that cannot be kept must not take the others with it.
  private async writeEach(each: readonly Waiting[]): Promise<void> {
    for (const one of each) await this.write([one]).catch(one.failed);
  }

  private async write(together: readonly Waiting[]): Promise<void> {
    const facts = together.map(({ fact }) => fact);
    await this.database.query(write, [
      facts.map(({ id }) => id),
      facts.map(({ type }) => type),
      facts.map(({ log }) => log),
      facts.map(({ seq }) => seq),
      facts.map(({ place }) => place),
      facts.map(({ subject }) => subject),
      facts.map(({ key }) => key),
      facts.map(({ recordedAt }) => recordedAt),
      facts.map(({ becauseOf }) => becauseOf ?? null),
      facts.map(({ correlation }) => correlation),
      facts.map(({ data }) => JSON.stringify(data)),
    ]);
    for (const { done } of together) done();
  }
}
