import { appRoleOf, createServiceTables, dropServiceTables } from '@libs/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const logs = ['attendance'];
const tables = ['class_session', 'device', 'sign_in', 'class_attendance', 'person_attendance'].map((table) => `public.${table}`);

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
    await createDevices(runner);
    await createSignIns(runner);
    await createSums(runner);
    await runner.query(`grant select, insert, update, delete on ${tables.join(', ')} to "${await appRoleOf(runner)}"`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`drop table ${tables.join(', ')}`);
    await dropServiceTables(runner, logs);
  }
}

async function createDevices(runner: QueryRunner): Promise<void> {
  await runner.query(`
    create table public.device (
      device_id uuid primary key,
      institution_id text collate "C" not null,
      region text collate "C" not null,
      name text not null,
      status text not null check (status in ('ACTIVE', 'REVOKED')),
      last_counter bigint not null,
      first_seq bigint not null,
      version integer not null,
      seq bigint not null
    )`);
  await runner.query('create index device_of_institution on public.device (institution_id, first_seq desc)');
  await runner.query('create index device_in_region on public.device (region, first_seq desc)');
}

async function createSignIns(runner: QueryRunner): Promise<void> {
  await runner.query(`
    create table public.sign_in (
      session_id uuid not null,
      person_id uuid not null,
      direction text collate "C" not null check (direction in ('IN', 'OUT')),
      class_id uuid not null,
      device_at timestamptz not null,
      received_at timestamptz not null,
      face text not null,
      flags jsonb not null,
      face_accepted boolean not null,
      seq bigint not null,
      primary key (session_id, person_id, direction)
    )`);
  await runner.query('create index sign_in_of_class on public.sign_in (class_id, seq)');
}

async function createSums(runner: QueryRunner): Promise<void> {
  await runner.query(`
    create table public.class_attendance (
      class_id uuid primary key,
      institution_id text collate "C" not null,
      region text collate "C" not null,
      closed_at timestamptz,
      days jsonb not null,
      below jsonb,
      version integer not null,
      seq bigint not null
    )`);
  await runner.query(`
    create table public.person_attendance (
      class_id uuid not null,
      person_id uuid not null,
      enrolment_id uuid not null,
      place integer not null,
      counted_hours integer,
      scheduled_hours integer,
      face_flags integer,
      days jsonb,
      primary key (class_id, person_id)
    )`);
}
