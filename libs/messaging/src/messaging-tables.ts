/** What a migration needs of TypeORM's query runner. */
type Runner = { query(text: string): Promise<unknown> };

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Creates this library's table in the consuming service's own database; called from its migration, as the owner. */
export async function createMessagingTables(runner: Runner, { appRole }: { readonly appRole: string }): Promise<void> {
  // A lane is what must stay in order: one announcing service and key. A parked row holds back its lane; rows of another status hold back nothing,
  // and stay as the record of who settled what.
  await runner.query(`
    create table public.parked_message (
      position bigint generated always as identity primary key,
      message text collate "C" not null,
      lane text collate "C" not null,
      status text not null check (status in ('parked', 'quarantined', 'released', 'dropped')),
      code text not null,
      details jsonb not null,
      topic text not null,
      partition integer not null,
      message_offset text not null,
      key text not null,
      value text not null,
      parked_at timestamptz not null default now(),
      settled_at timestamptz,
      settled_by text,
      settled_reason text
    )`);
  await runner.query(
    `create unique index parked_message_once on public.parked_message (message) where status in ('parked', 'quarantined')`,
  );
  await runner.query(`create index parked_message_lane on public.parked_message (lane, position) where status = 'parked'`);
  await runner.query(`create index parked_message_dropped on public.parked_message (message) where status = 'dropped'`);
  await runner.query(`grant select, insert, update on public.parked_message to ${quoted(appRole)}`);
}

export async function dropMessagingTables(runner: Runner): Promise<void> {
  await runner.query('drop table public.parked_message');
}
