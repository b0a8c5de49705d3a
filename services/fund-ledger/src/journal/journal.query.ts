import { Injectable } from '@nestjs/common';
import { IsIn, IsInt, IsOptional, IsString, IsUUID } from 'class-validator';
import { DataSource } from 'typeorm';
import { endOfDay, fen, yuanOf } from '@libs/kernel';
import { AfterQuery, IsInstant, PageQuery, QueryInt, pageOf, type Actor, type Page } from '@libs/platform';
import { Amounts } from '../fund-row/fund-row-answer';
import { FundJournalRow } from '../fund-row-list/fund-row-list.projection';
import { FundRowList } from '../fund-row-list/fund-row-list.query';
import type { Fund } from '../fund-row/row-name';
import {
  amountsIn,
  daysShown,
  pointsOf,
  type AllHistoryQuery,
  type AllHistoryView,
  type Growth,
  type HistoryQuery,
  type HistoryView,
} from './history';

const causes = ['ALLOTMENT', 'COMMITMENT', 'RELEASE', 'PAYOUT', 'WITHDRAWAL', 'PAYMENT', 'RETURN', 'REISSUE', 'CLAWBACK', 'REFUND'];

export class JournalQuery extends PageQuery {
  @IsOptional() @IsIn(causes) readonly cause?: string;
  @IsOptional() @IsUUID() readonly case?: string;
  /** As they were booked; or the newest first. */
  @IsOptional() @IsIn(['BOOKED', 'NEWEST']) readonly order?: 'BOOKED' | 'NEWEST';
  @IsOptional() @QueryInt(0, Number.MAX_SAFE_INTEGER) readonly after?: number;
}

export class BalancesQuery extends AfterQuery {
  /** As it was in the world at this moment; left out: now. */
  @IsOptional() @IsInstant() readonly at?: string;
  /** By what was recorded up to this moment alone; left out: by all. */
  @IsOptional() @IsInstant() readonly known?: string;
}

export class JournalEntryView {
  @IsInt() readonly seq!: number;
  @IsString() readonly from!: string;
  @IsString() readonly to!: string;
  @IsString() readonly amount!: string;
  @IsIn(causes) readonly cause!: string;
  @IsString() readonly causeId!: string;
  @IsOptional() @IsUUID() readonly caseId?: string;
  @IsOptional() @IsInt() readonly line?: number;
  @IsInstant() readonly happenedAt!: string;
  @IsInstant() readonly recordedAt!: string;
}

export class BalancesView extends Amounts {
  @IsUUID() readonly rowId!: string;
  @IsIn(['UI', 'EMP', 'SPA']) readonly fund!: Fund;
  @IsString() readonly region!: string;
  @IsInt() readonly year!: number;
  @IsOptional() @IsInstant() readonly at?: string;
  @IsOptional() @IsInstant() readonly known?: string;
}

type Sum = { readonly bucket: string; readonly amount: string };

@Injectable()
export class Journal {
  constructor(
    private readonly database: DataSource,
    private readonly rows: FundRowList,
  ) {}

  async page(actor: Actor, rowId: string, asked: JournalQuery): Promise<Page<JournalEntryView>> {
    await this.rows.one(actor, rowId, asked);
    const query = this.database.getRepository(FundJournalRow).createQueryBuilder('entry').where('entry.rowId = :rowId', { rowId });
    if (asked.cause !== undefined) query.andWhere('entry.cause = :cause', { cause: asked.cause });
    if (asked.case !== undefined) query.andWhere('entry.caseId = :caseId', { caseId: asked.case });
    const descending = asked.order === 'NEWEST';
    const page = await pageOf(query, asked, {
      list: descending ? 'fund-journal-newest' : 'fund-journal',
      by: [
        ['entry.seq', ({ seq }) => seq],
        ['entry.n', ({ n }) => n],
      ],
      descending,
    });
    return { ...page, items: page.items.map(entryOf) };
  }

  /** The balances at any past moment, summed up from the journal: what happened by then, by what was known by then. */
  async balances(actor: Actor, rowId: string, { at, known, after }: BalancesQuery): Promise<BalancesView> {
    const { fund, region, year } = await this.rows.one(actor, rowId, after === undefined ? {} : { after });
    const sums = await this.database.query<Sum[]>(
      `select bucket, sum(amount) as amount from (
         select from_bucket as bucket, -amount_fen as amount, row_id, happened_at, recorded_at from fund_journal
         union all select to_bucket, amount_fen, row_id, happened_at, recorded_at from fund_journal) as leg
       where row_id = $1 and ($2::timestamptz is null or happened_at <= $2) and ($3::timestamptz is null or recorded_at <= $3)
       group by bucket`,
      [rowId, at ?? null, known ?? null],
    );
    return {
      ...{ rowId, fund, region, year },
      ...(at !== undefined && { at }),
      ...(known !== undefined && { known }),
      ...amountsIn(new Map(sums.map(({ bucket, amount }) => [bucket, Number(amount)]))),
    };
  }

  /** The balances at the end of each day or week, from the same journal. */
  async history(actor: Actor, rowId: string, asked: HistoryQuery): Promise<HistoryView> {
    const days = daysShown(asked);
    const { after } = asked;
    const { fund, region, year } = await this.rows.one(actor, rowId, after === undefined ? {} : { after });
    return { rowId, fund, region, year, points: pointsOf(days, await this.growths([rowId], asked)) };
  }

  /** The same of all rows together that somebody reaches, or of those of a fund, a region and a year. */
  async historyOfAll(actor: Actor, asked: AllHistoryQuery): Promise<AllHistoryView> {
    const days = daysShown(asked);
    const rowIds = await this.rows.idsOf(actor, asked);
    return { rows: rowIds.length, points: pointsOf(days, await this.growths(rowIds, asked)) };
  }

  private growths(rowIds: readonly string[], { from, to, known }: HistoryQuery): Promise<readonly Growth[]> {
    return this.database.query<Growth[]>(
      `select bucket, to_char(greatest((happened_at at time zone 'Asia/Shanghai')::date, $2::date), 'YYYY-MM-DD') as day, sum(amount) as amount from (
         select from_bucket as bucket, -amount_fen as amount, row_id, happened_at, recorded_at from fund_journal
         union all select to_bucket, amount_fen, row_id, happened_at, recorded_at from fund_journal) as leg
       where row_id = any($1::uuid[]) and happened_at < $3 and ($4::timestamptz is null or recorded_at <= $4)
       group by 1, 2`,
      [rowIds, from, endOfDay(to), known ?? null],
    );
  }
}

function entryOf({ seq, from, to, amountFen, cause, causeId, caseId, line, happenedAt, recordedAt }: FundJournalRow): JournalEntryView {
  return {
    ...{ seq, from, to, amount: yuanOf(fen(amountFen)), cause, causeId },
    ...(caseId !== null && { caseId }),
    ...(line !== null && { line }),
    happenedAt: happenedAt.toISOString(),
    recordedAt: recordedAt.toISOString(),
  };
}
