import { appRoleOf, createServiceTables, dropServiceTables } from '@libs/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const logs = ['attendance'];

export class FirstTables1767225600001 implements MigrationInterface {
  // TypeORM orders migrations by the number at the end of their names.
  readonly name = 'FirstTables1767225600001';

  async up(runner: QueryRunner): Promise<void> {
    await createServiceTables(runner, logs);
    await runner.query(`
      create table public.class_session (
        session_id uuid primary key,
        class_id uuid not null,
        institution_id text collate "C" not null,
        region text collate "C" not null,
        starts_at timestamptz not null,
        ends_at timestamptz not null,
        class_hours integer not null,
        version integer not null,
        seq bigint not null
      )`);
    await runner.query('create index class_session_in_time on public.class_session (starts_at, session_id)');
    await runner.query('create index class_session_of_class on public.class_session (class_id, starts_at, session_id)');
    await runner.query('create index class_session_of_institution on public.class_session (institution_id, starts_at, session_id)');
    await runner.query(`grant select, insert, update, delete on public.class_session to "${await appRoleOf(runner)}"`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table public.class_session');
    await dropServiceTables(runner, logs);
  }
}
