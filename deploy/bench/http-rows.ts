// The least that a server can do to keep what it is sent: the rows that a fact makes (fact, command, key, stream head, head) in tables of the
// same make, for as many requests at once as came while the last ones were written, in one statement that commits. It knows nobody, decides
// nothing, reads no state, checks no repetition, and nothing follows what it keeps.
import { createLogTables } from '@libs/event-store';
import { Client } from 'pg';
import type { SwipeBody } from './http-swipe-body';
import { shortHash } from './swipes';

const MOST_AT_ONCE = 256;
const log = 'rows';
const schema = `"log_${log}"`;

type Row = { readonly stream: string; readonly id: string; readonly body: SwipeBody };
type Waiting = { readonly row: Row; readonly done: (seq: number) => void; readonly failed: (error: unknown) => void };

const insert = {
  name: 'insert',
  text: `with
    r as (select * from unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::bytea[], $6::text[], $7::text[]) r (seq, stream, data, meta, leaf, id, answer)),
    f as (insert into ${schema}.fact (seq, stream, version, type, schema, data, meta, leaf)
      select seq, stream, 1, 'SwipeRecorded', 1, data, meta, leaf from r),
    c as (insert into ${schema}.command (id, input_hash, answer, origin, recorded_at) select id, leaf, answer, 'http', now() from r),
    k as (insert into ${schema}.taken_key (key, command, seq) select 'swipe/' || id, id, seq from r),
    h as (update ${schema}.head set seq = $8 where id = 1)
    insert into ${schema}.stream_head (stream, version, first_seq, last_seq) select distinct on (stream) stream, 1, seq, seq from r
      on conflict (stream) do update set version = stream_head.version + 1, last_seq = excluded.last_seq`,
};

export class Rows {
  readonly #waiting: Waiting[] = [];
  #seq = 0;
  #writing = false;

  private constructor(private readonly client: Client) {}

  static async open({ ownerUrl, appUrl }: { readonly ownerUrl: string; readonly appUrl: string }): Promise<Rows> {
    const owner = new Client({ connectionString: ownerUrl });
    await owner.connect();
    await createLogTables(owner, log, { appRole: new URL(appUrl).username, partitionSize: 10_000_000 });
    await owner.query(`grant insert on all tables in schema ${schema} to "${new URL(appUrl).username}"`);
    await owner.query(`grant update on ${schema}.head, ${schema}.stream_head to "${new URL(appUrl).username}"`);
    await owner.end();
    const client = new Client({ connectionString: appUrl });
    await client.connect();
    return new Rows(client);
  }

  keep(row: Row): Promise<number> {
    return new Promise((done, failed) => {
      this.#waiting.push({ row, done, failed });
      if (!this.#writing) void this.#write();
    });
  }

  close(): Promise<void> {
    return this.client.end();
  }

  async #write(): Promise<void> {
    this.#writing = true;
    // All that arrives in this turn goes together.
    await new Promise(setImmediate);
    while (this.#waiting.length > 0) await this.#insert(this.#waiting.splice(0, MOST_AT_ONCE));
    this.#writing = false;
  }

  async #insert(waiting: readonly Waiting[]): Promise<void> {
    const first = this.#seq + 1;
    const rows = waiting.map(({ row: { stream, id, body } }, place) => {
      const [seq, data] = [first + place, JSON.stringify(body)];
      const meta = JSON.stringify({ actor: 'gate-1', command: id, correlation: id, recordedAt: body.sweptAt });
      return {
        seq,
        stream,
        id,
        data,
        meta,
        leaf: shortHash(`${seq}${stream}${data}${meta}`),
        answer: `{"seq":${seq},"streams":[["","${stream}",1]]}`,
      };
    });
    this.#seq += waiting.length;
    const column = <Name extends keyof (typeof rows)[number]>(name: Name) => rows.map((row) => row[name]);
    try {
      await this.client.query({
        ...insert,
        values: [
          column('seq'),
          column('stream'),
          column('data'),
          column('meta'),
          column('leaf'),
          column('id'),
          column('answer'),
          this.#seq,
        ],
      });
      waiting.forEach(({ done }, place) => done(first + place));
    } catch (error) {
      for (const { failed } of waiting) failed(error);
    }
  }
}
