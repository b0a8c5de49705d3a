import { appRoleOf, createServiceTables, dropServiceTables } from '@libs/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const logs = ['enrolment'];
const views = ['class_plan', 'organisation', 'person', 'person_reach', 'enrolment', 'roster_name'].map((table) => `public.${table}`);

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
        occupation text not null,
        occupation_name text not null,
        level text not null,
        mode text not null,
        venue text not null,
        capacity integer,
        starts_on text not null,
        ends_on text not null,
        class_hours integer not null,
        enrolled integer not null,
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
    await createVault(runner);
    await createDirectory(runner);
    await createRosters(runner);
    await runner.query(`grant select, insert, update, delete on ${views.join(', ')} to "${await appRoleOf(runner)}"`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table ${views.join(', ')}, public.vault_entry, public.vault_holder`);
    await dropServiceTables(runner, logs);
  }
}

// Nothing in the vault is ever changed, so the running service may not; only its keys may be destroyed one day, by another role.
async function createVault(runner: QueryRunner): Promise<void> {
  await runner.query(`
    create table public.vault_holder (
      holder text collate "C" primary key,
      blind_index text collate "C" unique,
      wrapped_key bytea not null
    )`);
  await runner.query(`
    create table public.vault_entry (
      holder text collate "C" not null references public.vault_holder,
      field text collate "C" not null,
      version text collate "C" not null,
      sealed bytea not null,
      primary key (holder, field, version)
    )`);
  await runner.query(`grant select, insert on public.vault_holder, public.vault_entry to "${await appRoleOf(runner)}"`);
}

async function createDirectory(runner: QueryRunner): Promise<void> {
  await runner.query(`
    create table public.organisation (
      organisation_id text collate "C" primary key,
      registered boolean not null,
      kind text,
      name text,
      region text collate "C",
      uscc text,
      tier text,
      account_version integer not null,
      banned_until text,
      first_seq bigint not null,
      version integer not null,
      seq bigint not null
    )`);
  await runner.query('create index organisation_newest on public.organisation (first_seq desc)');
  await runner.query(`
    create table public.person (
      person_id uuid primary key,
      sex text not null,
      name_version text not null,
      group_name text,
      employer_id text,
      tags jsonb not null,
      identity text not null,
      identity_asked_at timestamptz,
      account_kind text,
      account_version integer not null,
      first_seq bigint not null,
      version integer not null,
      seq bigint not null
    )`);
  await runner.query('create index person_newest on public.person (first_seq desc)');
  await runner.query(`
    create table public.person_reach (
      person_id uuid not null,
      organisation_id text collate "C" not null,
      region text collate "C" not null,
      primary key (person_id, organisation_id, region)
    )`);
}

async function createRosters(runner: QueryRunner): Promise<void> {
  await runner.query(`
    create table public.enrolment (
      enrolment_id uuid primary key,
      class_id uuid not null,
      institution_id text collate "C" not null,
      region text collate "C" not null,
      person_id uuid not null,
      place integer not null,
      group_name text not null,
      employer_id text,
      tags jsonb not null,
      offline boolean not null,
      enrolled_at timestamptz not null,
      seq bigint not null
    )`);
  await runner.query('create unique index enrolment_place on public.enrolment (class_id, place)');
  await runner.query('create table public.roster_name (person_id uuid primary key, name_version text not null)');
}
