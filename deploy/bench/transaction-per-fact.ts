// The plain way to a log without gaps: each fact in a transaction of its own that holds the log's head row. It writes the same rows into
// tables of the same make, but reads no state and checks no repetition, which is to its advantage.
import { Pool } from 'pg';
import { nextSwipe, shortHash } from './swipes';
import type { OpenStore } from './xunbu-store';

export function transactionPerFact(url: string, log: string, connections: number): OpenStore {
  const pool = new Pool({ connectionString: url, max: connections });
  const schema = `"log_${log}"`;
  const insert = {
    name: 'insert',
    text: `with
      f as (insert into ${schema}.fact (seq, stream, version, type, schema, data, meta, leaf)
        values ($1, $2, 1, 'SwipeRecorded', 1, $3, $4, $5)),
      c as (insert into ${schema}.command (id, input_hash, answer, origin, recorded_at) values ($6, $7, $8, 'http', now())),
      k as (insert into ${schema}.taken_key (key, command, seq) values ($9, $6, $1))
      insert into ${schema}.stream_head (stream, version, first_seq, last_seq) values ($2, 1, $1, $1)
        on conflict (stream) do update set version = stream_head.version + 1, last_seq = excluded.last_seq`,
  };
  const advance = { name: 'advance', text: `update ${schema}.head set seq = seq + 1 where id = 1 returning seq` };
  return {
    call: async () => {
      const { session, fact, key, command } = nextSwipe();
      const { type, ...rest } = fact;
      const data = JSON.stringify(rest);
      const meta = JSON.stringify({ actor: 'gate-1', command, correlation: command, recordedAt: fact.sweptAt });
      const stream = `session/${session}`;
      const client = await pool.connect();
      try {
        await client.query('begin');
        const { seq } = (await client.query<{ seq: string }>(advance)).rows[0]!;
        const leaf = shortHash(`${seq}${stream}${type}${data}${meta}`);
        const answer = `{"seq":${seq},"streams":[["","${stream}",1]]}`;
        await client.query({ ...insert, values: [seq, stream, data, meta, leaf, command, shortHash(data), answer, key] });
        await client.query('commit');
      } finally {
        client.release();
      }
    },
    close: () => pool.end(),
  };
}
