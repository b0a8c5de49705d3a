// What the embedded PostgreSQL of a started system says of itself.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';

/** How often a connection has waited for the disk at a commit, as far as the server has counted it: it counts what is a few seconds old. */
export async function diskWaits(data: string): Promise<number> {
  const password = (JSON.parse(readFileSync(join(data, 'secrets.json'), 'utf8')) as { readonly postgres: string }).postgres;
  const port = Number(readFileSync(join(data, 'postgres/postmaster.pid'), 'utf8').split('\n')[3]);
  const client = new Client({ host: '127.0.0.1', port, user: 'postgres', password, database: 'postgres' });
  await client.connect();
  try {
    const counted = `select sum(fsyncs)::int as waits from pg_stat_io where object = 'wal' and backend_type = 'client backend'`;
    return (await client.query<{ waits: number }>(counted)).rows[0]?.waits ?? 0;
  } finally {
    await client.end();
  }
}
