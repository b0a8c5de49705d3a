import { appRoleOf } from '@libs/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The files that officers are shown before they say yes, and with each payout which of them it was. */
export class PayoutDrafts1767225600014 implements MigrationInterface {
  readonly name = 'PayoutDrafts1767225600014';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table public.payout_draft (
        payout_id uuid primary key,
        wrapped_key bytea not null,
        bytes bytea not null,
        accounts bytea not null,
        sha256 text not null,
        lines_hash text not null,
        drawn_up_at timestamptz not null
      )`);
    await runner.query('create index payout_draft_by_age on public.payout_draft (drawn_up_at)');
    await runner.query(`grant select, insert, delete on public.payout_draft to "${await appRoleOf(runner)}"`);
    await runner.query('alter table public.payout add column shown_sha256 text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table public.payout drop column shown_sha256');
    await runner.query('drop table public.payout_draft');
  }
}
