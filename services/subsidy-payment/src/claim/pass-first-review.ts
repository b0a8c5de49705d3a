import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, type CommandMeta } from '@libs/event-store';
import type { Actor } from '@libs/platform';
import { claimAnswer, type ClaimAnswer } from './claim-answer';
import { claim } from './claim.decider';
import { hashOf } from './hash-of';
import { passFirstReview } from './review.decider';
import { mustReach } from './whose-claim';

export class PassFirstReview extends Command<ClaimAnswer> {
  constructor(
    readonly command: CommandMeta,
    readonly actor: Actor,
    readonly claimId: string,
    readonly seen: number | undefined,
  ) {
    super();
  }
}

@CommandHandler(PassFirstReview)
export class PassFirstReviewHandler implements ICommandHandler<PassFirstReview> {
  constructor(private readonly store: EventStore) {}

  async execute({ command, actor, claimId, seen }: PassFirstReview): Promise<ClaimAnswer> {
    const decided = await this.store.decide(claim, claimId, command, (state, { now }) => {
      mustReach(actor, state);
      return passFirstReview(state, { reviewer: actor.id, seenVersion: seen, now, hashOf });
    });
    return claimAnswer(claimId, decided.state, decided.seq);
  }
}
