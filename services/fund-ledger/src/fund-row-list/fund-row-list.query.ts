import { Injectable } from '@nestjs/common';
import { Type } from 'class-transformer';
import { IsArray, IsIn, IsInt, IsOptional, IsString, IsUUID, ValidateNested } from 'class-validator';
import { DataSource } from 'typeorm';
import { EventStore } from '@libs/event-store';
import { Refused, addFen, fen, yuanOf } from '@libs/kernel';
import { AfterQuery, IsRegionPrefix, PageQuery, QueryInt, Views, pageOf, type Actor, type Page } from '@libs/platform';
import { FundRowView } from '../fund-row/fund-row-answer';
import { fundRow, waitingIn } from '../fund-row/fund-row.decider';
import { rowKey, years, type Fund } from '../fund-row/row-name';
import { FundRowRow } from './fund-row-list.projection';

const shownAtMost = 1_000;

export class FundRowListQuery extends PageQuery {
  @IsOptional() @IsIn(['UI', 'EMP', 'SPA']) readonly fund?: Fund;
  /** A region and everything below it, by the beginning of its code. */
  @IsOptional() @IsRegionPrefix() readonly region?: string;
  @IsOptional() @QueryInt(years.first, years.last) readonly year?: number;
  @IsOptional() @QueryInt(0, Number.MAX_SAFE_INTEGER) readonly after?: number;
}

export type Narrowing = Pick<FundRowListQuery, 'fund' | 'region' | 'year'>;

export class WaitingCaseView {
  @IsInt() readonly place!: number;
  @IsUUID() readonly caseId!: string;
  @IsUUID() readonly claimId!: string;
  /** What it needs of this row. */
  @IsString() readonly amount!: string;
}

export class QueueView {
  @IsArray() @ValidateNested({ each: true }) @Type(() => WaitingCaseView) readonly items!: readonly WaitingCaseView[];
}

@Injectable()
export class FundRowList {
  constructor(
    private readonly database: DataSource,
    private readonly views: Views,
    private readonly store: EventStore,
  ) {}

  async page(actor: Actor, asked: FundRowListQuery): Promise<Page<FundRowView>> {
    await this.views.caughtUp('fund-row-list', asked.after);
    const page = await pageOf(this.narrowed(actor, asked), asked, {
      list: 'fund-rows',
      by: [
        ['row.year', ({ year }) => year],
        ['row.region', ({ region }) => region],
        ['row.fund', ({ fund }) => fund],
      ],
    });
    return { ...page, items: page.items.map(viewOf) };
  }

  /** All that somebody reaches of what is asked for. */
  async idsOf(actor: Actor, asked: Narrowing & AfterQuery): Promise<readonly string[]> {
    await this.views.caughtUp('fund-row-list', asked.after);
    const rows = await this.narrowed(actor, asked).select('row.rowId').getMany();
    return rows.map(({ rowId }) => rowId);
  }

  async one(actor: Actor, rowId: string, { after }: AfterQuery): Promise<FundRowView> {
    await this.views.caughtUp('fund-row-list', after);
    const row = await this.reachedBy(actor).andWhere('row.rowId = :rowId', { rowId }).getOne();
    if (!row) throw new Refused('FUND_ROW_NOT_FOUND');
    return viewOf(row);
  }

  /** Who waits, in the order in which they are served; of a very long queue the first. */
  async queue(actor: Actor, rowId: string, query: AfterQuery): Promise<QueueView> {
    const { fund, region, year } = await this.one(actor, rowId, query);
    const own = rowKey({ fund, region, year });
    const { state } = await this.store.stateOf(fundRow, rowId);
    const items: WaitingCaseView[] = [];
    for (const { caseId, claimId, lines } of waitingIn(state)) {
      if (items.length === shownAtMost) break;
      const needed = addFen(...lines.filter(({ row }) => rowKey(row) === own).map(({ amountFen }) => amountFen));
      items.push({ place: items.length + 1, caseId, claimId, amount: yuanOf(needed) });
    }
    return { items };
  }

  private narrowed(actor: Actor, { fund, region, year }: Narrowing) {
    const query = this.reachedBy(actor);
    if (fund !== undefined) query.andWhere('row.fund = :fund', { fund });
    if (region !== undefined) query.andWhere('starts_with(row.region, :region)', { region });
    if (year !== undefined) query.andWhere('row.year = :year', { year });
    return query;
  }

  private reachedBy(actor: Actor) {
    const query = this.database.getRepository(FundRowRow).createQueryBuilder('row').where('true');
    // A fund belongs to no organisation, so whoever is bound to one sees none.
    return actor.scope.narrow(query, { region: 'row.region', organisation: "''" });
  }
}

function viewOf(row: FundRowRow): FundRowView {
  const { rowId, fund, region, year, queued, version, seq } = row;
  return {
    ...{ rowId, fund, region, year },
    allotted: yuanOf(fen(row.allottedFen)),
    available: yuanOf(fen(row.availableFen)),
    committed: yuanOf(fen(row.committedFen)),
    inTransit: yuanOf(fen(row.inTransitFen)),
    paid: yuanOf(fen(row.paidFen)),
    advance: yuanOf(fen(row.advanceFen)),
    suspense: yuanOf(fen(row.suspenseFen)),
    receivable: yuanOf(fen(row.receivableFen)),
    returned: yuanOf(fen(row.returnedFen)),
    ...{ queued, version, seq },
  };
}
