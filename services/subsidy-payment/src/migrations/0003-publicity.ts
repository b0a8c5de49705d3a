import { appRoleOf } from '@libs/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which lists are posted, for the public. */
export class Publicity1767225600013 implements MigrationInterface {
  readonly name = 'Publicity1767225600013';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table public.publicity_posting (
        claim_id uuid primary key,
        region text collate "C" not null,
        organisation_id text collate "C" not null,
        ends_at timestamptz not null,
        seq bigint not null
      )`);
    await runner.query('create index publicity_posting_running on public.publicity_posting (ends_at)');
    await runner.query(`grant select, insert, update, delete on public.publicity_posting to "${await appRoleOf(runner)}"`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table public.publicity_posting');
  }
}
