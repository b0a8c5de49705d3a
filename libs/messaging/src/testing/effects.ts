import type { Pool } from 'pg';
import type { Contract } from '@libs/contracts';
import type { Consumer } from '../envelope';
import type { NoteData } from './notes';

/** Writes down each delivery, and the effect of each command once; in a database, where several processes meet. */
export const effectConsumer = (contract: Contract<NoteData>, pool: Pool, process: string): Consumer<NoteData> => ({
  name: 'effect.on-note-written',
  contract,
  async handle({ id, command, data, envelope }) {
    await pool.query('insert into seen (process, message, key, n) values ($1, $2, $3, $4)', [process, id, envelope.partitionkey, data.n]);
    await pool.query('insert into effect (command, key, n) values ($1, $2, $3) on conflict do nothing', [
      command.id,
      envelope.partitionkey,
      data.n,
    ]);
  },
});

export type Effect = { readonly command: string; readonly key: string; readonly n: number };

export const effectsIn = async (pool: Pool): Promise<readonly Effect[]> =>
  (await pool.query<Effect>('select command, key, n from effect order by at')).rows;

export const seenBy = async (pool: Pool, process?: string): Promise<number> =>
  Number(
    (await pool.query<{ count: string }>('select count(*) from seen where $1::text is null or process = $1', [process ?? null])).rows[0]
      ?.count,
  );

/** The notes of each key in the order of their effects. */
export const byKey = (effects: readonly Effect[]): Record<string, readonly number[]> =>
  Object.fromEntries([...Map.groupBy(effects, ({ key }) => key)].map(([key, own]) => [key, own.map(({ n }) => n)]));
