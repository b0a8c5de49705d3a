/** What a migration needs of TypeORM's query runner. */
type Runner = { query(text: string): Promise<unknown> };

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

/** Creates the tables of this library in schema public; called from a service's migration, as the owner. */
export async function createJobTables(runner: Runner, { appRole }: { readonly appRole: string }): Promise<void> {
  // `due_at` is when the thing falls due; `try_at` is when it is to be tried next, which a failed attempt moves and a reader of `due_at` must not see.
  await runner.query(`
    CREATE TABLE due_row (
      id text COLLATE "C" PRIMARY KEY,
      kind text NOT NULL,
      due_at timestamptz NOT NULL,
      try_at timestamptz NOT NULL,
      data text NOT NULL,
      state text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'done', 'cancelled', 'parked')),
      attempts integer NOT NULL DEFAULT 0,
      last_error text,
      set_by text NOT NULL,
      correlation text NOT NULL,
      traceparent text,
      claimed_by text,
      claimed_until timestamptz,
      finished_at timestamptz
    )`);
  await runner.query(`CREATE INDEX due_row_waiting ON due_row (try_at, id) WHERE state = 'waiting'`);
  await runner.query(`CREATE INDEX due_row_parked ON due_row (try_at, id) WHERE state = 'parked'`);
  // Who fires our own decisions at this moment: one process at a time, so that their order holds over all processes of the service.
  await runner.query(`CREATE TABLE due_turn (lane text PRIMARY KEY, held_by text NOT NULL, held_until timestamptz NOT NULL)`);
  await runner.query(`GRANT SELECT, INSERT, UPDATE ON due_row TO ${quoted(appRole)}`);
  await runner.query(`GRANT SELECT, INSERT, UPDATE ON due_turn TO ${quoted(appRole)}`);
}

export async function dropJobTables(runner: Runner): Promise<void> {
  await runner.query('DROP TABLE due_turn');
  await runner.query('DROP TABLE due_row');
}
