import type { MigrationInterface, QueryRunner } from 'typeorm';
import { appRoleOf } from '../app-role';

/** Of each account, what it may do and since when its tokens count: what the service has heard of enrolment. */
export class AccountGrants1767225600004 implements MigrationInterface {
  readonly name = 'AccountGrants1767225600004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table public.account_grant (
        account text collate "C" primary key,
        person_id text,
        roles text[] not null,
        region text,
        organisation text,
        granted_seq bigint not null default 0,
        signed_out_at timestamptz,
        signed_out_seq bigint not null default 0
      )`);
    await runner.query(`grant select, insert, update on public.account_grant to "${await appRoleOf(runner)}"`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table public.account_grant');
  }
}
