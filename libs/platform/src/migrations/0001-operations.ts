import type { MigrationInterface, QueryRunner } from 'typeorm';
import { appRoleOf } from '../app-role';

/** What operators did to a service beside its log: who, when, with which words, and what came of it. */
export class Operations1767225600002 implements MigrationInterface {
  readonly name = 'Operations1767225600002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table public.operation (
        id text collate "C" primary key,
        actor text not null,
        input jsonb not null,
        asked_at timestamptz not null default clock_timestamp(),
        answer jsonb,
        answered_at timestamptz
      )`);
    await runner.query('create index operation_newest on public.operation (asked_at)');
    await runner.query(`grant select, insert, update on public.operation to "${await appRoleOf(runner)}"`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table public.operation');
  }
}
