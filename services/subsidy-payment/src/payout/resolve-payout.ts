import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsBoolean, IsIn, IsInt, IsUUID, Matches } from 'class-validator';
import { EventStore, type CommandMeta } from '@libs/event-store';
import type { Actor } from '@libs/platform';
import { PaymentOrderList } from './payment-order-list.query';
import { payout, type ResolvedOutcome } from './payout.decider';
import { sayResolution } from './resolution.decider';

const outcomes = ['PAID', 'NOT_PAID'] as const;

export class ResolvePayoutBody {
  /** What became of the orders on which the bank has no word, or none that can be true. */
  @IsIn(outcomes) readonly outcome!: ResolvedOutcome;
  /** On what the officer relies, as a word: it stands in the log for ever, so it names nobody. */
  @Matches(/^[A-Z][A-Z0-9_]{2,60}$/) readonly reason!: string;
}

export class ResolutionAnswer {
  @IsUUID() readonly payoutId!: string;
  @IsIn(outcomes) readonly outcome!: ResolvedOutcome;
  /** Whether this was the second of two people. */
  @IsBoolean() readonly resolved!: boolean;
  @IsUUID('all', { each: true }) readonly orderIds!: readonly string[];
  @IsInt() readonly seq!: number;
}

export class ResolvePayout extends Command<ResolutionAnswer> {
  constructor(
    readonly command: CommandMeta,
    readonly actor: Actor,
    readonly payoutId: string,
    readonly body: ResolvePayoutBody,
  ) {
    super();
  }
}

@CommandHandler(ResolvePayout)
export class ResolvePayoutHandler implements ICommandHandler<ResolvePayout> {
  constructor(
    private readonly store: EventStore,
    private readonly orders: PaymentOrderList,
  ) {}

  async execute({ command, actor, payoutId, body: { outcome, reason } }: ResolvePayout): Promise<ResolutionAnswer> {
    await this.orders.ofPayout(actor, payoutId, {});
    const { state, seq } = await this.store.decide(payout, payoutId, command, (known, { now }) =>
      sayResolution(known, { payoutId, outcome, reason, officer: actor.person, now }),
    );
    const said = state.words.findLast((word) => word.officer === actor.person);
    const resolved = state.resolutions.some(({ officers }) => officers.includes(actor.person));
    return { payoutId, outcome, resolved, orderIds: said?.orderIds ?? [], seq };
  }
}
