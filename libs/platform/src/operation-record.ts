// Operations change no fact, so no log remembers them: this table does, and answers an operator who asks again the same.
import type { CommandMeta } from '@libs/event-store';
import type { Pool, PoolClient } from 'pg';
import { Rejected } from './problem';

/** `again`: the same was begun before, and its process ended before it could answer; what is already done is then no mistake. */
type Work<Answer> = (again: boolean) => Promise<Answer>;

type Row = { readonly same: boolean; readonly answer: object | null; readonly again: boolean };

// A namespace of advisory locks, beside those of parking.
const OPERATION = 7303;
const retryAfterSeconds = 1;

/** Does the work once for a command's id. What was refused may be asked for again under the same id. */
export async function recorded<Answer extends object>(
  pool: Pool,
  command: CommandMeta,
  work: Work<Answer>,
): Promise<Answer & { readonly repeated: boolean }> {
  const client = await pool.connect();
  try {
    const { rows } = await client.query<{ had: boolean }>('select pg_try_advisory_lock($1, hashtext($2)) as had', [OPERATION, command.id]);
    if (!rows[0]?.had) throw new Rejected('BUSY', {}, { retryAfterSeconds });
    try {
      return await answered(client, command, work);
    } finally {
      await client.query('select pg_advisory_unlock($1, hashtext($2))', [OPERATION, command.id]);
    }
  } finally {
    client.release();
  }
}

async function answered<Answer extends object>(client: PoolClient, { id, actor, input }: CommandMeta, work: Work<Answer>) {
  const { answer, again } = await begun(client, id, actor, JSON.stringify(input));
  if (answer) return { ...(answer as Answer), repeated: true };
  const end = (ended: object | null) =>
    client.query('update public.operation set answer = $2, answered_at = clock_timestamp() where id = $1', [
      id,
      ended && JSON.stringify(ended),
    ]);
  try {
    const done = await work(again);
    await end(done);
    return { ...done, repeated: false };
  } catch (error) {
    if (error instanceof Rejected) await end(null);
    throw error;
  }
}

async function begun(client: PoolClient, id: string, actor: string, input: string): Promise<Pick<Row, 'answer' | 'again'>> {
  const insert = 'insert into public.operation (id, actor, input) values ($1, $2, $3) on conflict do nothing';
  const { rowCount } = await client.query(insert, [id, actor, input]);
  if (rowCount === 1) return { answer: null, again: false };
  const { rows } = await client.query<Row>(
    `select input = $2::jsonb as same, answer, answer is null and answered_at is null as again from public.operation where id = $1`,
    [id, input],
  );
  const [known] = rows;
  if (!known?.same) throw new Rejected('COMMAND_ID_REUSED');
  if (!known.answer && !known.again) await client.query('update public.operation set answered_at = null where id = $1', [id]);
  return known;
}
