/** What a migration or a provisioning script needs of a connection. */
type Runner = { query(text: string, values?: unknown[]): Promise<unknown> };

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** Creates the tables of the PostgreSQL transport in a database of their own; once, as their owner. Repeating it changes nothing. */
export async function createBusTables(runner: Runner, { appRole }: { readonly appRole: string }): Promise<void> {
  await runner.query(`
    create table if not exists public.topic (
      name text collate "C" not null,
      partition integer not null,
      head bigint not null default 0,
      primary key (name, partition)
    ) with (fillfactor = 50)`);
  await runner.query(`
    create table if not exists public.message (
      topic text collate "C" not null,
      partition integer not null,
      position bigint not null,
      key text not null,
      value text not null,
      published_at timestamptz not null default now(),
      primary key (topic, partition, position)
    )`);
  await runner.query('create index if not exists message_published_at on public.message using brin (published_at)');
  await runner.query(`
    create table if not exists public.group_offset (
      group_name text collate "C" not null,
      topic text collate "C" not null,
      partition integer not null,
      position bigint not null default 0,
      primary key (group_name, topic, partition)
    ) with (fillfactor = 50)`);
  await runner.query(`grant select, insert, update on public.topic, public.group_offset to ${quoted(appRole)}`);
  await runner.query(`grant select, insert on public.message to ${quoted(appRole)}`);
}

/**
 * Deletes what every group has passed and what is older than the retention; run by the owner now and then. A topic that no group reads keeps nothing
 * beyond the retention either: everything can be published again from the logs.
 */
export async function pruneBus(runner: Runner, { retentionMs }: { readonly retentionMs: number }): Promise<void> {
  await runner.query(
    `delete from public.message m
     where m.published_at < now() - make_interval(secs => $1)
       and m.position <= coalesce((select min(o.position) from public.group_offset o where o.topic = m.topic and o.partition = m.partition), m.position)`,
    [retentionMs / 1_000],
  );
}
