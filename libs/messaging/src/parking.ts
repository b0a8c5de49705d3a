import type { Pool, PoolClient } from 'pg';
import type { RefusalValues } from '@libs/kernel';
import { inTransaction, withClient } from './transaction';
import type { Delivery } from './transport';

export type ParkedStatus = 'parked' | 'quarantined' | 'released' | 'dropped';

export type Reason = { readonly code: string; readonly details: RefusalValues };

export type ParkedMessage = Reason & {
  readonly position: number;
  readonly message: string;
  readonly lane: string;
  readonly status: ParkedStatus;
  readonly delivery: Delivery;
  readonly parkedAt: string;
};

/** How a message finds its lane: open, held back by a parked one, or the message itself dropped for good. */
export type Standing = 'clear' | 'parked' | 'dropped';

type Row = {
  position: string;
  message: string;
  lane: string;
  status: ParkedStatus;
  code: string;
  details: RefusalValues;
  topic: string;
  partition: number;
  message_offset: string;
  key: string;
  value: string;
  parked_at: Date;
};

const parkedMessage = (row: Row): ParkedMessage => ({
  position: Number(row.position),
  message: row.message,
  lane: row.lane,
  status: row.status,
  code: row.code,
  details: row.details,
  delivery: { topic: row.topic, partition: row.partition, offset: row.message_offset, key: row.key, value: row.value },
  parkedAt: row.parked_at.toISOString(),
});

/** How many messages are set aside, as a question to the database. */
export const countsAsked = {
  text: `select status, count(*) as count from public.parked_message where status in ('parked', 'quarantined') group by status`,
  answer: (rows: readonly unknown[]): { readonly parked: number; readonly quarantined: number } => {
    const counts = rows as readonly { readonly status: ParkedStatus; readonly count: string }[];
    const countOf = (status: ParkedStatus): number => Number(counts.find((row) => row.status === status)?.count ?? 0);
    return { parked: countOf('parked'), quarantined: countOf('quarantined') };
  },
};

// Namespaces of advisory locks: who writes to a lane's parked rows, and who is releasing it.
const LANE_WRITE = 7301;
const LANE_RELEASE = 7302;

const INSERT = `insert into public.parked_message (message, lane, status, code, details, topic, partition, message_offset, key, value)`;

// A parked row stands in the message's own log, after it. A case, for only an id of that form can be taken apart.
const AFTER_IT = `case when message ~ '^[^/]+/[0-9]{1,15}/[0-9]{1,9}$'
  then split_part(message, '/', 1) = $8 and (split_part(message, '/', 2)::bigint, split_part(message, '/', 3)::bigint) > ($9::bigint, $10::bigint) end`;

type Asked = { readonly lane: string; readonly message: string };
type Answer = { readonly parked: ReadonlySet<string>; readonly dropped: ReadonlySet<string> };

/** What a service could not handle, kept in its own database until somebody settles it. */
export class Parking {
  #asking: Promise<unknown> = Promise.resolve();
  #nextQuestion: { readonly asked: Asked[]; readonly answer: Promise<Answer> } | undefined;

  /** The pool must give at least two connections: a release holds one while it works. */
  constructor(private readonly pool: Pool) {}

  /** Read from the table each time, since another replica may have parked the message before; those who ask while a question runs share the next. */
  async standingOf(lane: string, message: string): Promise<Standing> {
    const question = (this.#nextQuestion ??= this.#newQuestion());
    question.asked.push({ lane, message });
    const { parked, dropped } = await question.answer;
    if (dropped.has(message)) return 'dropped';
    return parked.has(lane) ? 'parked' : 'clear';
  }

  async park(delivery: Delivery, lane: string, message: string, { code, details }: Reason): Promise<void> {
    await this.#inLane(lane, (client) =>
      client.query(
        `${INSERT} values ($1, $2, 'parked', $3, $4, $5, $6, $7, $8, $9)
         on conflict (message) where status in ('parked', 'quarantined') do update set code = excluded.code, details = excluded.details, value = excluded.value`,
        [message, lane, code, storableDetails(details), ...placeOf(delivery)],
      ),
    );
  }

  /**
   * Answers false when nothing that the message must wait for is parked there any more; what stands after it in its own log is nothing to wait for, so
   * a message that comes again is never counted behind one that came after it. A message published again, mended, takes the place of the one that waits.
   */
  parkBehind(delivery: Delivery, lane: string, message: string): Promise<boolean> {
    return this.#inLane(lane, async (client) => {
      const written = await client.query(
        `${INSERT} select $1, $2, 'parked', 'BEHIND_PARKED', '{}', $3, $4, $5, $6, $7
         where exists (select from public.parked_message where lane = $2 and status = 'parked' and not coalesce(${AFTER_IT}, false))
         on conflict (message) where status in ('parked', 'quarantined') do update set value = excluded.value`,
        [message, lane, ...placeOf(delivery), ...placeInLog(message)],
      );
      return written.rowCount === 1;
    });
  }

  /** Known by its place in the topic, for nobody vouches for the id that it claims. */
  async quarantine(delivery: Delivery, lane: string, code: string): Promise<void> {
    await this.pool.query(
      `${INSERT} select $1, $2, 'quarantined', $3, '{}', $4, $5, $6, $7, $8
       where not exists (select from public.parked_message where message = $1 and status = 'dropped')
       on conflict do nothing`,
      [placeName(delivery), lane, code, ...placeOf(delivery)],
    );
  }

  async counts(): Promise<{ readonly parked: number; readonly quarantined: number }> {
    return countsAsked.answer((await this.pool.query(countsAsked.text)).rows);
  }

  async list(
    status: ParkedStatus,
    { after = 0, limit = 100, codes }: { readonly after?: number; readonly limit?: number; readonly codes?: readonly string[] } = {},
  ): Promise<readonly ParkedMessage[]> {
    const { rows } = await this.pool.query<Row>(
      `select * from public.parked_message
       where status = $1 and position > $2 and ($4::text[] is null or code = any($4)) order by position limit $3`,
      [status, after, limit, codes],
    );
    return rows.map(parkedMessage);
  }

  /** All that waits for somebody, in quarantine or not, oldest first. */
  async waiting({ after = 0, limit = 100 }: { readonly after?: number; readonly limit?: number } = {}): Promise<readonly ParkedMessage[]> {
    const { rows } = await this.pool.query<Row>(
      `select * from public.parked_message where status in ('parked', 'quarantined') and position > $1 order by position limit $2`,
      [after, limit],
    );
    return rows.map(parkedMessage);
  }

  async waitingIn(lane: string): Promise<number> {
    const { rows } = await this.pool.query<{ count: string }>(
      `select count(*) from public.parked_message where lane = $1 and status = 'parked'`,
      [lane],
    );
    return Number(rows[0]?.count ?? 0);
  }

  async first(lane: string): Promise<ParkedMessage | undefined> {
    const { rows } = await this.pool.query<Row>(
      `select * from public.parked_message where lane = $1 and status = 'parked' order by position limit 1`,
      [lane],
    );
    return rows[0] && parkedMessage(rows[0]);
  }

  /** The first messages of the lanes whose first waits for one of these reasons. */
  async lanesWaitingFor(codes: readonly string[], after: number, limit: number): Promise<readonly ParkedMessage[]> {
    const { rows } = await this.pool.query<Row>(
      `select * from (select distinct on (lane) * from public.parked_message where status = 'parked' order by lane, position) first_of_lane
       where code = any($1) and position > $2 order by position limit $3`,
      [codes, after, limit],
    );
    return rows.map(parkedMessage);
  }

  /** Only one release of a lane runs at a time, over all replicas; answers false when another one does. */
  async whileReleasing(lane: string, work: () => Promise<void>): Promise<boolean> {
    return withClient(this.pool, async (client) => {
      const { rows } = await client.query<{ had: boolean }>('select pg_try_advisory_lock($1, hashtext($2)) as had', [LANE_RELEASE, lane]);
      if (!rows[0]?.had) return false;
      try {
        await work();
      } finally {
        await client.query('select pg_advisory_unlock($1, hashtext($2))', [LANE_RELEASE, lane]);
      }
      return true;
    });
  }

  async failedAgain(position: number, { code, details }: Reason): Promise<void> {
    await this.pool.query('update public.parked_message set code = $2, details = $3 where position = $1', [
      position,
      code,
      storableDetails(details),
    ]);
  }

  /** Takes a message out of the way; under the lane's lock, so that nobody parks behind what is just leaving. */
  settle(
    { lane, position }: { readonly lane: string; readonly position: number },
    status: 'released' | 'dropped',
    by: string,
    reason: string,
  ): Promise<boolean> {
    return this.#inLane(lane, async (client) => {
      const settled = await client.query(
        `update public.parked_message set status = $2, settled_at = now(), settled_by = $3, settled_reason = $4
         where position = $1 and status in ('parked', 'quarantined')`,
        [position, status, by, reason],
      );
      return settled.rowCount === 1;
    });
  }

  /** The waiting row of a message, by its id (or its place, when in quarantine). */
  async find(message: string): Promise<ParkedMessage | undefined> {
    const { rows } = await this.pool.query<Row>(
      `select * from public.parked_message where message = $1 and status in ('parked', 'quarantined')`,
      [message],
    );
    return rows[0] && parkedMessage(rows[0]);
  }

  /** The lane of a message that was given up. */
  async laneOfDropped(message: string): Promise<string | undefined> {
    const { rows } = await this.pool.query<{ lane: string }>(
      `select lane from public.parked_message where message = $1 and status = 'dropped' limit 1`,
      [message],
    );
    return rows[0]?.lane;
  }

  #newQuestion(): { readonly asked: Asked[]; readonly answer: Promise<Answer> } {
    const asked: Asked[] = [];
    const answer = this.#asking.then(() => {
      this.#nextQuestion = undefined;
      return this.#ask(asked);
    });
    this.#asking = answer.catch(() => undefined);
    return { asked, answer };
  }

  async #ask(asked: readonly Asked[]): Promise<Answer> {
    const { rows } = await this.pool.query<{ lane: string; message: string; status: ParkedStatus }>(
      `select lane, message, status from public.parked_message
       where (status = 'parked' and lane = any($1)) or (status = 'dropped' and message = any($2))`,
      [asked.map(({ lane }) => lane), asked.map(({ message }) => message)],
    );
    const parked = rows.filter(({ status }) => status === 'parked').map(({ lane }) => lane);
    const dropped = rows.filter(({ status }) => status === 'dropped').map(({ message }) => message);
    return { parked: new Set(parked), dropped: new Set(dropped) };
  }

  #inLane<T>(lane: string, work: (client: PoolClient) => Promise<T>): Promise<T> {
    return inTransaction(this.pool, async (client) => {
      await client.query('select pg_advisory_xact_lock($1, hashtext($2))', [LANE_WRITE, lane]);
      return work(client);
    });
  }
}

export const placeName = ({ topic, partition, offset }: Delivery): string => `${topic}/${partition}/${offset}`;

const placeOf = ({ topic, partition, offset, key, value }: Delivery): readonly unknown[] => [
  topic,
  partition,
  offset,
  storable(key),
  storable(value),
];

// The message's place in its log, when its id tells one.
const placeInLog = (message: string): readonly unknown[] => {
  const [, log, seq, n] = /^([^/]+)\/(\d{1,15})\/(\d{1,9})$/.exec(message) ?? [];
  return [log, seq, n];
};

/** PostgreSQL's text holds every character but NUL and half ones. */
export const storable = (text: string): string => text.toWellFormed().replaceAll('\0', '\uFFFD');

const storableDetails = (details: RefusalValues): unknown =>
  JSON.parse(JSON.stringify(details), (_, value: unknown) => (typeof value === 'string' ? storable(value) : value));
