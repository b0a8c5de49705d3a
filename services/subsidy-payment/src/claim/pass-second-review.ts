import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, type CommandMeta } from '@libs/event-store';
import type { Actor } from '@libs/platform';
import { claimAnswer, type ClaimAnswer } from './claim-answer';
import { claim } from './claim.decider';
import { hashOf } from './hash-of';
import { passSecondReview } from './review.decider';
import { mustReach } from './whose-claim';

export class PassSecondReview extends Command<ClaimAnswer> {
  constructor(
    readonly command: CommandMeta,
    readonly actor: Actor,
    readonly claimId: string,
    readonly seen: number | undefined,
  ) {
    super();
  }
}

@CommandHandler(PassSecondReview)
export class PassSecondReviewHandler implements ICommandHandler<PassSecondReview> {
  constructor(private readonly store: EventStore) {}

  async execute({ command, actor, claimId, seen }: PassSecondReview): Promise<ClaimAnswer> {
    const decided = await this.store.decide(claim, claimId, command, (state, { now }) => {
      mustReach(actor, state);
      return passSecondReview(state, { reviewer: actor.id, seenVersion: seen, now, hashOf });
    });
    return claimAnswer(claimId, decided.state, decided.seq);
  }
}
