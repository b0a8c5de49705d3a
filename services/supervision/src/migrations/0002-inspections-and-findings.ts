import { appRoleOf } from '@libs/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const tables = [
  `create table public.inspection_task (
    task_id uuid primary key,
    draw_id uuid not null,
    object_id text collate "C" not null,
    inspector_ids text[] not null,
    office text collate "C",
    inspect_by text,
    assigned_at text not null,
    kind text,
    class_id uuid,
    note text,
    evidence jsonb not null,
    person_ids text[] not null,
    recorded_by text,
    recorded_at text,
    first_seq bigint not null,
    seq bigint not null
  )`,
  `create index inspection_task_order on public.inspection_task (first_seq, task_id)`,
  `create index inspection_task_team on public.inspection_task using gin (inspector_ids)`,
  `create index inspection_task_object on public.inspection_task (object_id, first_seq, task_id)`,
  `create table public.finding (
    finding_id uuid primary key,
    class_id uuid not null,
    kind text collate "C" not null,
    organisation_id text collate "C" not null,
    region text collate "C" not null,
    people integer not null,
    confirmed_at text not null,
    publish_by text not null,
    published_at text,
    seq bigint not null
  )`,
  `create index finding_order on public.finding (seq, finding_id)`,
  `create index finding_of_class on public.finding (class_id)`,
];

export class InspectionsAndFindings1767225600002 implements MigrationInterface {
  readonly name = 'InspectionsAndFindings1767225600002';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of tables) await runner.query(table);
    const role = await appRoleOf(runner);
    for (const view of ['inspection_task', 'finding'])
      await runner.query(`grant select, insert, update, delete on public.${view} to "${role}"`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const view of ['finding', 'inspection_task']) await runner.query(`drop table public.${view}`);
  }
}
