import { appRoleOf, createServiceTables, dropServiceTables } from '@libs/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const logs = ['certification'];
const tables = ['certificate', 'assessed_class', 'assessment_result'].map((table) => `public.${table}`);

export class FirstTables1767225600001 implements MigrationInterface {
  // TypeORM orders migrations by the number at the end of their names.
  readonly name = 'FirstTables1767225600001';

  async up(runner: QueryRunner): Promise<void> {
    await createServiceTables(runner, logs);
    await createCertificates(runner);
    await createAssessments(runner);
    await runner.query(`grant select, insert, update, delete on ${tables.join(', ')} to "${await appRoleOf(runner)}"`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table ${tables.join(', ')}`);
    await dropServiceTables(runner, logs);
  }
}

async function createCertificates(runner: QueryRunner): Promise<void> {
  await runner.query(`
    create table public.certificate (
      certificate_id uuid primary key,
      number text collate "C" not null unique,
      person_id uuid not null,
      occupation text collate "C" not null,
      level text not null,
      kind text not null,
      mode text not null,
      issued_on date not null,
      class_id uuid,
      assessor_id text collate "C" not null,
      institution_id text collate "C",
      region text collate "C" not null,
      status text not null check (status in ('VALID', 'REVOKED')),
      verified_at timestamptz,
      revocation_cause text,
      revoked_at timestamptz,
      first_seq bigint not null,
      version integer not null,
      seq bigint not null
    )`);
  await runner.query('create index certificate_in_order on public.certificate (first_seq)');
  await runner.query('create index certificate_of_person on public.certificate (person_id, first_seq)');
  await runner.query('create index certificate_of_class on public.certificate (class_id, first_seq)');
  await runner.query('create index certificate_of_assessor on public.certificate (assessor_id, first_seq)');
  await runner.query('create index certificate_of_institution on public.certificate (institution_id, first_seq)');
}

async function createAssessments(runner: QueryRunner): Promise<void> {
  await runner.query(`
    create table public.assessed_class (
      class_id uuid primary key,
      institution_id text collate "C" not null,
      region text collate "C" not null
    )`);
  await runner.query(`
    create table public.assessment_result (
      class_id uuid not null,
      person_id uuid not null,
      passed boolean not null,
      assessor_id text collate "C" not null,
      assessed_on date not null,
      certificate_id uuid,
      institution_id text collate "C" not null,
      region text collate "C" not null,
      version integer not null,
      seq bigint not null,
      primary key (class_id, person_id)
    )`);
  await runner.query('create index assessment_of_assessor on public.assessment_result (assessor_id, class_id, person_id)');
  await runner.query('create index assessment_of_institution on public.assessment_result (institution_id, class_id, person_id)');
}
