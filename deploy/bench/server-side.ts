// What the server does by itself. `fillLog` makes a log as long as we like; `serverSide` is the limit against which the store is held: the
// same rows (fact, command, key, stream head, head) in tables of the same make and in batches of the same size, each committed, made
// inside the server by one statement a table from generate_series: no client, no encoding, no decision, no reading of state.
import { Client } from 'pg';
import type { Rival } from './load';
import { SESSIONS } from './swipes';

const traineeAt = `lpad(to_hex(n), 8, '0') || '-0000-4000-9000-000000000000'`;
const rowsOf = (from: string, to: string): string => `
  select n, 'session/s' || ((n * 7919) % ${SESSIONS}) as stream, ((n - 1) / ${SESSIONS} + 1)::int as version, ${traineeAt} as trainee
    from generate_series(${from}::bigint, ${to}::bigint) n`;

const inserts = (schema: string, from: string, to: string): string[] => [
  `insert into ${schema}.fact (seq, stream, version, type, schema, data, meta, leaf)
     select n, stream, version, 'SwipeRecorded', 1,
       '{"deviceId":"gate-1","sweptAt":"2026-03-02T00:50:00.000Z","traineeId":"' || trainee || '"}',
       '{"actor":"gate-1","command":"gate-1:swipe:' || trainee || '","correlation":"gate-1:swipe:' || trainee || '","recordedAt":"2026-03-02T00:50:00.000Z"}',
       sha256(int8send(n)) from (${rowsOf(from, to)}) r`,
  `insert into ${schema}.command (id, input_hash, answer, origin, recorded_at)
     select 'gate-1:swipe:' || trainee, sha256(int8send(n)), '{"seq":' || n || ',"streams":[["","' || stream || '",' || version || ']]}', 'http', now()
       from (${rowsOf(from, to)}) r`,
  `insert into ${schema}.taken_key (key, command, seq)
     select 'swipe/' || stream || '/' || trainee, 'gate-1:swipe:' || trainee, n from (${rowsOf(from, to)}) r`,
];

const heads = (schema: string, from: string, to: string): string[] => [
  `insert into ${schema}.stream_head (stream, version, first_seq, last_seq)
     select stream, max(version), min(n), max(n) from (${rowsOf(from, to)}) r group by stream
     on conflict (stream) do update set version = excluded.version, last_seq = excluded.last_seq`,
  `update ${schema}.head set seq = ${to}, recorded_at = '2026-03-02T00:50:00.000Z' where id = 1`,
];

async function withClient<Result>(url: string, use: (client: Client) => Promise<Result>): Promise<Result> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}

/** Makes a log hold `size` facts spread over all sessions, as if the store had written them. */
export const fillLog = (url: string, log: string, size: number): Promise<void> =>
  withClient(url, async (client) => {
    const schema = `"log_${log}"`;
    await client.query(`select ${schema}.extend(${size})`);
    for (const sql of [...inserts(schema, '1', String(size)), ...heads(schema, '1', String(size))]) await client.query(sql);
    for (const table of ['fact', 'command', 'taken_key', 'stream_head']) await client.query(`vacuum analyze ${schema}.${table}`);
  });

/** The limit as a rival of the others: runs for about so long, in batches of `batch` facts. */
export async function serverSide(url: string, log: string, batch: number): Promise<Rival> {
  const schema = `"log_${log}"`;
  const statements = [...inserts(schema, 'a', 'b'), ...heads(schema, 'a', 'b')].join(';\n');
  await withClient(url, (client) =>
    client.query(`create procedure ${schema}.fill(batch bigint, seconds float) language plpgsql as $$
      declare
        a bigint;
        b bigint;
        until timestamptz := clock_timestamp() + make_interval(secs => seconds);
      begin
        select seq into b from ${schema}.head;
        while clock_timestamp() < until loop
          a := b + 1;
          b := b + batch;
          ${statements};
          commit;
        end loop;
      end $$`),
  );
  const measure = (seconds: number): Promise<number> =>
    withClient(url, async (client) => {
      const headOf = async () => Number((await client.query(`select seq from ${schema}.head`)).rows[0].seq);
      const [before, startedAt] = [await headOf(), performance.now()];
      await client.query(`call ${schema}.fill(${batch}, ${seconds})`);
      return ((await headOf()) - before) / ((performance.now() - startedAt) / 1000);
    });
  return {
    name: 'server-side limit',
    measure: async (_, seconds) => ({ perSecond: await measure(seconds), p50Ms: 0, p99Ms: 0, calls: 0 }),
  };
}
