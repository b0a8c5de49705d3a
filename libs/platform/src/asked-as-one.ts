// Several questions to one database as one statement: one round trip, and all of them answered as of the same moment.
import type { Pool } from 'pg';

type Question<T> = { readonly text: string; answer(rows: readonly unknown[]): T };
type Questions = Readonly<Record<string, Question<unknown>>>;
type Answers<Q extends Questions> = { readonly [name in keyof Q]: ReturnType<Q[name]['answer']> };

/** The values are those of all questions; rows come as they stand in JSON, moments as text. */
export async function askedAsOne<Q extends Questions>(
  pool: Pick<Pool, 'query'>,
  questions: Q,
  values: readonly unknown[] = [],
): Promise<Answers<Q>> {
  const columns = Object.entries(questions).map(
    ([name, { text }]) => `(select coalesce(json_agg(asked), '[]') from (${text}) as asked) as "${name}"`,
  );
  const { rows } = await pool.query<Record<string, readonly unknown[]>>(`select ${columns.join(', ')}`, [...values]);
  const answers = Object.entries(questions).map(([name, question]) => [name, question.answer(rows[0]?.[name] ?? [])]);
  return Object.fromEntries(answers) as Answers<Q>;
}
