// The plain way to move money: a row a balance, both locked, read, checked and written, a line in the journal, COMMIT. It knows no command ids, keeps no
// history of its state and no leaf, all to its advantage.
import { Client, Pool } from 'pg';
import type { OpenStore } from './xunbu-store';

const schema = `
  create table balance (fund integer not null, bucket text not null, amount_fen bigint not null, primary key (fund, bucket));
  create table transfer (id bigint generated always as identity primary key, fund integer not null, order_id uuid not null, amount_fen bigint not null,
    made_at timestamptz not null)`;
const locked = {
  name: 'locked',
  text: `select bucket, amount_fen from balance where fund = $1 and bucket in ('IN_TRANSIT', 'PAID') order by bucket for update`,
};
const moved = {
  name: 'moved',
  text: `update balance set amount_fen = amount_fen + case bucket when 'PAID' then $2::bigint else -$2::bigint end
    where fund = $1 and bucket in ('IN_TRANSIT', 'PAID')`,
};
const noted = {
  name: 'noted',
  text: 'insert into transfer (fund, order_id, amount_fen, made_at) values ($1, gen_random_uuid(), $2, now())',
};

export async function rowLock(ownerUrl: string, funds: number, connections: number, startFen: number): Promise<OpenStore> {
  const owner = new Client({ connectionString: ownerUrl });
  await owner.connect();
  const { rows } = await owner.query<{ made: string | null }>(`select to_regclass('balance') as made`);
  if (rows[0]?.made === null) await owner.query(schema);
  await owner.query('truncate balance, transfer');
  await owner.query(
    `insert into balance select fund, bucket, $2 from generate_series(1, $1::integer) as fund, unnest(array['IN_TRANSIT', 'PAID']) as bucket`,
    [funds, startFen],
  );
  await owner.end();
  const pool = new Pool({ connectionString: ownerUrl, max: connections });
  return {
    call: async () => {
      const fund = 1 + Math.floor(Math.random() * funds);
      const client = await pool.connect();
      try {
        await client.query('begin');
        const balances = await client.query<{ bucket: string; amount_fen: string }>({ ...locked, values: [fund] });
        const inTransit = balances.rows.find(({ bucket }) => bucket === 'IN_TRANSIT');
        if (!inTransit || Number(inTransit.amount_fen) < 1) throw new Error('nothing is in transit any more');
        await client.query({ ...moved, values: [fund, 1] });
        await client.query({ ...noted, values: [fund, 1] });
        await client.query('commit');
      } finally {
        client.release();
      }
    },
    close: () => pool.end(),
  };
}
