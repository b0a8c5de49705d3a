import type { MigrationInterface, QueryRunner } from 'typeorm';
import { appRoleOf } from '../app-role';

/** Of each log, the largest checkpoint that its witness has cosigned. */
export class CosignedCheckpoints1767225600003 implements MigrationInterface {
  readonly name = 'CosignedCheckpoints1767225600003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table public.cosigned_checkpoint (
        log text collate "C" primary key,
        size bigint not null,
        note text not null,
        kept_at timestamptz not null default clock_timestamp()
      )`);
    await runner.query(`grant select, insert, update on public.cosigned_checkpoint to "${await appRoleOf(runner)}"`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table public.cosigned_checkpoint');
  }
}
