import { appRoleOf } from '@libs/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who may do what, for those who administer it. */
export class Accounts1767225600005 implements MigrationInterface {
  readonly name = 'Accounts1767225600005';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table public.account (
        account text collate "C" primary key,
        person_id text,
        roles text[] not null,
        region text collate "C",
        organisation text collate "C",
        granted_by text,
        granted_at timestamptz,
        signed_out_at timestamptz,
        first_seq bigint not null,
        version integer not null,
        seq bigint not null
      )`);
    await runner.query('create index account_first on public.account (first_seq)');
    await runner.query(`grant select, insert, update, delete on public.account to "${await appRoleOf(runner)}"`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table public.account');
  }
}
