import { appRoleOf, createServiceTables, dropServiceTables } from '@libs/platform';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const logs = ['fund-ledger'];

export class FirstTables1767225600001 implements MigrationInterface {
  // TypeORM orders migrations by the number at the end of their names.
  readonly name = 'FirstTables1767225600001';

  async up(runner: QueryRunner): Promise<void> {
    await createServiceTables(runner, logs);
    await runner.query(`
      create table public.fund_row (
        row_id uuid primary key,
        fund text collate "C" not null,
        region text collate "C" not null,
        year integer not null,
        allotted_fen bigint not null default 0,
        available_fen bigint not null default 0 check (available_fen >= 0),
        committed_fen bigint not null default 0 check (committed_fen >= 0),
        in_transit_fen bigint not null default 0 check (in_transit_fen >= 0),
        paid_fen bigint not null default 0 check (paid_fen >= 0),
        advance_fen bigint not null default 0 check (advance_fen >= 0),
        suspense_fen bigint not null default 0 check (suspense_fen >= 0),
        receivable_fen bigint not null default 0 check (receivable_fen >= 0),
        returned_fen bigint not null default 0 check (returned_fen >= 0),
        queued integer not null default 0 check (queued >= 0),
        version integer not null,
        seq bigint not null,
        check (available_fen + committed_fen + in_transit_fen + paid_fen + advance_fen + suspense_fen + receivable_fen + returned_fen = allotted_fen)
      )`);
    await runner.query('create unique index fund_row_by_name on public.fund_row (year, region, fund)');
    await runner.query(`
      create table public.fund_journal (
        seq bigint not null,
        n integer not null,
        row_id uuid not null,
        from_bucket text collate "C" not null,
        to_bucket text collate "C" not null,
        amount_fen bigint not null check (amount_fen > 0),
        cause text collate "C" not null,
        cause_id text collate "C" not null,
        case_id uuid,
        line integer,
        happened_at timestamptz not null,
        recorded_at timestamptz not null,
        primary key (seq, n)
      )`);
    await runner.query('create index fund_journal_of_row on public.fund_journal (row_id, seq, n)');
    await runner.query('create index fund_journal_of_case on public.fund_journal (case_id, seq, n) where case_id is not null');
    const role = await appRoleOf(runner);
    for (const table of ['fund_row', 'fund_journal'])
      await runner.query(`grant select, insert, update, delete on public.${table} to "${role}"`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const table of ['fund_journal', 'fund_row']) await runner.query(`drop table public.${table}`);
    await dropServiceTables(runner, logs);
  }
}
