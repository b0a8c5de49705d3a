import { appRoleOf } from '@libs/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { deskIndexes, deskTables } from '../claim-queue/desk-tables';

export class Desk1767225600002 implements MigrationInterface {
  readonly name = 'Desk1767225600002';

  async up(runner: QueryRunner): Promise<void> {
    const role = await appRoleOf(runner);
    for (const [table, columns] of Object.entries(deskTables)) {
      await runner.query(`create table public.${table} (${columns})`);
      await runner.query(`grant select, insert, update, delete on public.${table} to "${role}"`);
    }
    for (const index of deskIndexes) await runner.query(`create index ${index}`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of Object.keys(deskTables).reverse()) await runner.query(`drop table public.${table}`);
  }
}
