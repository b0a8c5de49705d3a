import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsIn, IsInt, Matches, Max, Min } from 'class-validator';
import { EventStore, type CommandMeta } from '@libs/event-store';
import { Refused, fenOf } from '@libs/kernel';
import type { Actor } from '@libs/platform';
import { FundRowAnswer, amountsOf } from './fund-row-answer';
import { fundRow, postAllotment } from './fund-row.decider';
import { allRows, fundRows, opens } from './fund-rows.decider';
import { rowIdOf, type Fund, type RowName } from './row-name';

const earliestYear = 2_000;
const latestYear = 2_999;

export class PostAllotmentBody {
  /** UI 失业保险基金, EMP 就业补助资金, SPA 专账资金. */
  @IsIn(['UI', 'EMP', 'SPA']) readonly fund!: Fund;
  /** GB/T 2260, six digits. */
  @Matches(/^[0-9]{6}$/) readonly region!: string;
  @IsInt() @Min(earliestYear) @Max(latestYear) readonly year!: number;
  /** Yuan with two decimals. */
  @Matches(/^(0|[1-9][0-9]{0,12})\.[0-9]{2}$/) readonly amount!: string;
}

export class PostAllotment extends Command<FundRowAnswer> {
  constructor(
    readonly command: CommandMeta,
    readonly actor: Actor,
    readonly body: PostAllotmentBody,
  ) {
    super();
  }
}

@CommandHandler(PostAllotment)
export class PostAllotmentHandler implements ICommandHandler<PostAllotment> {
  constructor(private readonly store: EventStore) {}

  async execute({ command, actor, body: { fund, region, year, amount } }: PostAllotment): Promise<FundRowAnswer> {
    if (!actor.scope.covers({ region })) throw new Refused('FUND_REGION_OUT_OF_REACH', { region });
    const row: RowName = { fund, region, year };
    const allotment = { row, amountFen: fenOf(amount), postedBy: actor.id };
    const streams = { row: [fundRow, rowIdOf(row)], list: [fundRows, allRows] } as const;
    const decided = await this.store.decideTogether(command, streams, ({ list }, { now }) => ({
      row: postAllotment(allotment, now),
      list: opens(list, row),
    }));
    const { streamId, version, state } = decided.streams.row;
    return { rowId: streamId, ...row, ...amountsOf(state), version, seq: decided.seq, repeated: decided.repeated };
  }
}
