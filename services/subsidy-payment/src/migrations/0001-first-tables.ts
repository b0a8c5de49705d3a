import { appRoleOf, createServiceTables, dropServiceTables } from '@libs/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createPayoutTables, dropPayoutTables } from '../payout/payout-tables';

const logs = ['subsidy-payment'];

const tables = {
  published_pack: `pack_id text collate "C" not null, pack_version integer not null, hash text not null, region text collate "C" not null,
    body text not null, known_at timestamptz not null, primary key (pack_id, pack_version)`,
  claim_row: `claim_id uuid primary key, programmes text[] not null, region text collate "C" not null, organisation_id text collate "C" not null,
    class_ids uuid[] not null, stage integer, applied_on text collate "C" not null, filed_by text collate "C" not null, cases integer not null,
    rejected integer not null, first_seq bigint not null, version integer not null, seq bigint not null`,
  claim_case: `case_id uuid primary key, claim_id uuid not null, person_id uuid not null, outcome text not null, seq bigint not null`,
  claim_payee: `payee text collate "C" not null, claim_id uuid not null, seq bigint not null, primary key (payee, claim_id)`,
  // What other services said; each row with the position in their log from which it comes.
  organisation: `organisation_id text collate "C" primary key, kind text not null, name text not null, region text collate "C" not null, uscc text not null,
    seq bigint not null`,
  class_opening: `class_id uuid primary key, institution_id text collate "C" not null, region text collate "C" not null, occupation text not null,
    level text not null, mode text not null, venue text not null, class_hours integer not null, starts_on text collate "C" not null,
    ends_on text collate "C" not null, seq bigint not null`,
  class_closing: `class_id uuid primary key, days jsonb not null, seq bigint not null`,
  class_trainee: `enrolment_id uuid not null, class_id uuid not null, person_id uuid not null, place integer not null, trainee_group text not null,
    employer_id text collate "C", tags jsonb not null, seq bigint not null, primary key (class_id, person_id)`,
  attendance_summary: `class_id uuid not null, person_id uuid not null, counted_hours integer not null, scheduled_hours integer not null, days jsonb not null,
    face_flags integer not null, seq bigint not null, primary key (class_id, person_id)`,
  assessment_result: `class_id uuid not null, person_id uuid not null, passed boolean not null, assessed_on text collate "C" not null, seq bigint not null,
    primary key (class_id, person_id)`,
  certificate: `certificate_id uuid primary key, number text not null, person_id uuid not null, occupation text not null, level text not null, kind text not null,
    issued_on text collate "C" not null, class_id uuid, verified boolean not null, revoked_cause text, seq bigint not null`,
  payee_account: `payee text collate "C" primary key, account_version integer not null, seq bigint not null`,
};

const indexes = [
  'claim_row_newest on public.claim_row (first_seq desc)',
  'claim_row_of_organisation on public.claim_row (organisation_id, first_seq desc)',
  'claim_row_of_class on public.claim_row using gin (class_ids)',
  'claim_row_rejected on public.claim_row (first_seq) where rejected > 0',
  'claim_case_of_claim on public.claim_case (claim_id)',
  'claim_case_of_person on public.claim_case (person_id)',
  'class_trainee_of_person on public.class_trainee (person_id)',
  'certificate_of_person on public.certificate (person_id, occupation, level)',
  'certificate_of_class on public.certificate (class_id)',
];

export class FirstTables1767225600001 implements MigrationInterface {
  // TypeORM orders migrations by the number at the end of their names.
  readonly name = 'FirstTables1767225600001';

  async up(runner: QueryRunner): Promise<void> {
    await createServiceTables(runner, logs);
    const role = await appRoleOf(runner);
    for (const [table, columns] of Object.entries(tables)) {
      await runner.query(`create table public.${table} (${columns})`);
      await runner.query(`grant select, insert, update, delete on public.${table} to "${role}"`);
    }
    for (const index of indexes) await runner.query(`create index ${index}`);
    await createPayoutTables(runner, role);
  }

  async down(runner: QueryRunner): Promise<void> {
    await dropPayoutTables(runner);
    for (const table of Object.keys(tables).reverse()) await runner.query(`drop table public.${table}`);
    await dropServiceTables(runner, logs);
  }
}
