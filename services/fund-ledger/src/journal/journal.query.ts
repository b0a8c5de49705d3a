import { Injectable } from '@nestjs/common';
import { IsIn, IsInt, IsOptional, IsString, IsUUID } from 'class-validator';
import { DataSource } from 'typeorm';
import { fen, yuanOf } from '@libs/kernel';
import { AfterQuery, IsInstant, PageQuery, QueryInt, pageOf, type Actor, type Page } from '@libs/platform';
import { Amounts } from '../fund-row/fund-row-answer';
import { FundJournalRow } from '../fund-row-list/fund-row-list.projection';
import { FundRowList } from '../fund-row-list/fund-row-list.query';
import type { Fund } from '../fund-row/row-name';

const causes = ['ALLOTMENT', 'COMMITMENT', 'RELEASE', 'PAYOUT', 'PAYMENT', 'RETURN', 'REISSUE', 'CLAWBACK', 'REFUND'];

export class JournalQuery extends PageQuery {
  @IsOptional() @IsIn(causes) readonly cause?: string;
  @IsOptional() @IsUUID() readonly case?: string;
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
    const page = await pageOf(query, asked, {
      list: 'fund-journal',
      by: [
        ['entry.seq', ({ seq }) => seq],
        ['entry.n', ({ n }) => n],
      ],
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
    const byBucket = new Map(sums.map(({ bucket, amount }) => [bucket, Number(amount)]));
    const of = (bucket: string) => yuanOf(fen(byBucket.get(bucket) ?? 0));
    return {
      ...{ rowId, fund, region, year },
      ...(at !== undefined && { at }),
      ...(known !== undefined && { known }),
      allotted: yuanOf(fen(0 - (byBucket.get('ALLOTTED') ?? 0))),
      available: of('AVAILABLE'),
      committed: of('COMMITTED'),
      inTransit: of('IN_TRANSIT'),
      paid: of('PAID'),
      advance: of('ADVANCE'),
      suspense: of('SUSPENSE'),
      receivable: of('RECEIVABLE'),
      returned: of('RETURNED'),
    };
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
