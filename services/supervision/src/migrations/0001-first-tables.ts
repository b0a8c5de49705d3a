import { appRoleOf, createServiceTables, dropServiceTables } from '@libs/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const logs = ['supervision'];
const views = ['alert', 'draw', 'inspection', 'sanction'];

const tables = [
  `create sequence public.heard_fact_arrived`,
  `create table public.heard_fact (
    arrived bigint primary key,
    id text collate "C" not null unique,
    type text collate "C" not null,
    log text collate "C" not null,
    seq bigint not null,
    place integer not null,
    subject text not null,
    key text not null,
    recorded_at text collate "C" not null,
    because_of text,
    correlation text collate "C" not null,
    data jsonb not null
  )`,
  // "All facts of this kind that speak of this order": containment, at any depth of the data.
  `create index heard_fact_says on public.heard_fact using gin (data jsonb_path_ops)`,
  `create index heard_fact_type on public.heard_fact (type, arrived)`,
  `create index heard_fact_correlation on public.heard_fact (correlation, arrived)`,
  `create table public.draw (
    draw_id uuid primary key,
    status text not null,
    frame_hash text not null,
    committed_at text not null,
    publish_by text,
    published_at text,
    first_seq bigint not null unique,
    seq bigint not null
  )`,
  `create table public.inspection (task_id uuid primary key, draw_id uuid not null)`,
  `create table public.sanction (
    sanction_id uuid primary key,
    organisation_id text collate "C" not null,
    region text collate "C" not null,
    measure text not null,
    cause text not null,
    cause_id text not null,
    imposed_on text not null,
    fix_by text not null,
    report_by text not null,
    banned_until text,
    pack text not null,
    seq bigint not null
  )`,
  `create index sanction_of_organisation on public.sanction (organisation_id, seq, sanction_id)`,
  `create table public.alert (
    seq bigint primary key,
    kind text collate "C" not null,
    person_id uuid,
    class_id uuid,
    subject text,
    region text collate "C",
    raised_at text not null
  )`,
  `create index alert_of_person on public.alert (person_id, seq)`,
];

export class FirstTables1767225600001 implements MigrationInterface {
  // TypeORM orders migrations by the number at the end of their names.
  readonly name = 'FirstTables1767225600001';

  async up(runner: QueryRunner): Promise<void> {
    await createServiceTables(runner, logs);
    for (const table of tables) await runner.query(table);
    const role = await appRoleOf(runner);
    for (const view of views) await runner.query(`grant select, insert, update, delete on public.${view} to "${role}"`);
    // What was heard stays as it was heard.
    await runner.query(`grant select, insert on public.heard_fact to "${role}"`);
    await runner.query(`grant usage on sequence public.heard_fact_arrived to "${role}"`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const view of [...views, 'heard_fact']) await runner.query(`drop table public.${view}`);
    await runner.query('drop sequence public.heard_fact_arrived');
    await dropServiceTables(runner, logs);
  }
}
