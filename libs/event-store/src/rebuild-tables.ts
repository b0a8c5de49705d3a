// A live table's twin beside it, and the change of places: with its storage parameters, with the names of its indexes, constraints and
// statistics, so that later migrations find them, and with its grants, so that the service's role can go on.
import type { EntityMetadata } from 'typeorm';
import { quotedName } from './log-tables';

type Runner = { query(sql: string, parameters?: unknown[]): Promise<unknown> };
type Row = Readonly<Record<string, string>>;

const rowsOf = async (runner: Runner, sql: string, parameters: unknown[]): Promise<Row[]> => (await runner.query(sql, parameters)) as Row[];

/** The quoted name of an entity's table; it must be found through the search path, for that is how a rebuild leads it elsewhere. */
export function tableName(entity: EntityMetadata): string {
  if (entity.schema !== undefined) throw new Error(`${entity.name} names its schema, so that it cannot be rebuilt: leave the schema out`);
  return quotedName(entity.tableName);
}

/** What a twin cannot take over makes the rebuild refuse before it has begun. */
export async function refuseTied(runner: Runner, table: string): Promise<void> {
  const ties = await rowsOf(
    runner,
    `select 'the foreign key ' || conname as tie from pg_constraint where contype = 'f' and $1::regclass in (conrelid, confrelid)
     union all select 'the trigger ' || tgname from pg_trigger where tgrelid = $1::regclass and not tgisinternal
     union all select 'the policy ' || polname from pg_policy where polrelid = $1::regclass
     union all select 'the row security' from pg_class where oid = $1::regclass and relrowsecurity
     union all select 'the sequence of column ' || a.attname from pg_attribute a
       join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
       where a.attrelid = $1::regclass and pg_get_expr(d.adbin, d.adrelid) like 'nextval(%'
     union all select 'the view ' || r.ev_class::regclass::text from pg_depend p join pg_rewrite r on r.oid = p.objid
       where p.classid = 'pg_rewrite'::regclass and p.refobjid = $1::regclass`,
    [`public.${table}`],
  );
  if (ties.length > 0) throw new Error(`table ${table} cannot be rebuilt because of ${ties.map(({ tie }) => tie).join(', ')}`);
}

export async function cloneTable(runner: Runner, table: string, schema: string): Promise<void> {
  const live = `public.${table}`;
  await runner.query(`create table ${schema}.${table} (like ${live} including all excluding indexes excluding statistics)`);
  await copyParameters(runner, table, schema);
  await copyStatistics(runner, table, schema);
  const constraints = await rowsOf(
    runner,
    `select conname as name, pg_get_constraintdef(oid) as definition from pg_constraint where conrelid = $1::regclass and contype in ('p', 'u', 'x')`,
    [live],
  );
  for (const { name, definition } of constraints) {
    await runner.query(`alter table ${schema}.${table} add constraint ${quotedName(name!)} ${definition}`);
  }
  // Text before the table's name is the index's own name, which PostgreSQL quotes where needed; what follows it begins with USING.
  const indexes = await rowsOf(
    runner,
    `select regexp_replace(pg_get_indexdef(i.indexrelid), ' ON (ONLY )?.*? USING ', ' ON ' || $2 || ' USING ') as definition
       from pg_index i where i.indrelid = $1::regclass
        and not exists (select 1 from pg_constraint c where c.conindid = i.indexrelid and c.conrelid = i.indrelid)`,
    [live, `${schema}.${table}`],
  );
  for (const { definition } of indexes) await runner.query(definition!);
}

async function copyParameters(runner: Runner, table: string, schema: string): Promise<void> {
  const parameters = await rowsOf(
    runner,
    `select o.place || quote_ident(split_part(o.option, '=', 1)) || ' = ' || quote_literal(substring(o.option from '=(.*)$')) as parameter
       from (select '' as place, unnest(reloptions) as option from pg_class where oid = $1::regclass
             union all select 'toast.', unnest(t.reloptions) from pg_class c join pg_class t on t.oid = c.reltoastrelid
              where c.oid = $1::regclass) o`,
    [`public.${table}`],
  );
  if (parameters.length > 0)
    await runner.query(`alter table ${schema}.${table} set (${parameters.map(({ parameter }) => parameter).join(', ')})`);
}

const statisticsNames = async (runner: Runner, table: string): Promise<Row[]> =>
  rowsOf(runner, `select quote_ident(stxname) as name from pg_statistic_ext where stxrelid = $1::regclass`, [table]);

async function copyStatistics(runner: Runner, table: string, schema: string): Promise<void> {
  // The definition names its own schema first and its table last; what is between them stays.
  const definitions = await rowsOf(
    runner,
    `select format('create statistics %s.%I%s on %s from %s', $2::text, stxname, kinds, pg_get_statisticsobjdef_columns(oid), $3::text) as definition
       from (select *, coalesce(substring(pg_get_statisticsobjdef(oid) from '( \\([a-z, ]+\\)) ON '), '') as kinds from pg_statistic_ext) s
      where stxrelid = $1::regclass`,
    [`public.${table}`, schema, `${schema}.${table}`],
  );
  for (const { definition } of definitions) await runner.query(definition!);
}

/** Puts the twin in the live table's place. The caller's transaction makes it one step for every reader. */
export async function swapTable(runner: Runner, table: string, schema: string): Promise<void> {
  const live = `public.${table}`;
  const grants = await grantsOf(runner, live);
  const statistics = await statisticsNames(runner, live);
  await runner.query(`drop table ${live}`);
  await runner.query(`alter table ${schema}.${table} set schema public`);
  // Indexes and constraints follow their table by themselves.
  for (const { name } of statistics) await runner.query(`alter statistics ${schema}.${name} set schema public`);
  for (const grant of grants) await runner.query(grant);
}

async function grantsOf(runner: Runner, table: string): Promise<string[]> {
  const grants = await rowsOf(
    runner,
    `with acls as (
       select null::name as of_column, relacl as acl, relowner as owner from pg_class where oid = $1::regclass
       union all
       select a.attname, a.attacl, c.relowner from pg_attribute a join pg_class c on c.oid = a.attrelid
        where a.attrelid = $1::regclass and a.attacl is not null)
     select format('grant %s%s on $TABLE to %s%s', g.privilege_type, case when of_column is not null then format(' (%I)', of_column) end,
                   case when g.grantee = 0 then 'public' else quote_ident(pg_get_userbyid(g.grantee)) end,
                   case when g.is_grantable then ' with grant option' end) as grant
       from acls, aclexplode(acl) g where g.grantee <> owner`,
    [table],
  );
  return grants.map((row) => row['grant']!.replace('$TABLE', table));
}
