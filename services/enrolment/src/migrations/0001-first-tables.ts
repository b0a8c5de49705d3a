import { appRoleOf, createServiceTables, dropServiceTables } from '@libs/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const logs = ['enrolment'];

export class FirstTables1767225600001 implements MigrationInterface {
  // TypeORM orders migrations by the number at the end of their names.
  readonly name = 'FirstTables1767225600001';

  async up(runner: QueryRunner): Promise<void> {
    await createServiceTables(runner, logs);
    await runner.query(`
      create table public.class_plan (
        class_id uuid primary key,
        institution_id text collate "C" not null,
        region text collate "C" not null,
        status text not null check (status in ('APPLIED', 'RETURNED', 'APPROVED')),
        class_no text not null,
        title text not null,
        occupation_code text not null,
        level text not null,
        mode text not null,
        site jsonb not null,
        sessions jsonb not null,
        round integer not null,
        filed_at timestamptz not null,
        silence_approves_at timestamptz not null,
        return_reason text,
        approved_at timestamptz,
        approval_basis text check (approval_basis in ('REVIEW', 'SILENCE')),
        first_seq bigint not null,
        version integer not null,
        seq bigint not null
      )`);
    await runner.query('create index class_plan_newest on public.class_plan (first_seq desc)');
    await runner.query('create index class_plan_of_institution on public.class_plan (institution_id, first_seq desc)');
    await runner.query('create index class_plan_in_region on public.class_plan (region, first_seq desc)');
    await runner.query(`grant select, insert, update, delete on public.class_plan to "${await appRoleOf(runner)}"`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table public.class_plan');
    await dropServiceTables(runner, logs);
  }
}
