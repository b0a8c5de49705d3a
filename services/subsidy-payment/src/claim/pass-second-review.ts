import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, type CommandMeta } from '@libs/event-store';
import type { Actor } from '@libs/platform';
import { leftOut } from './as-shown.decider';
import { claimAnswer } from './claim-answer';
import { claim } from './claim.decider';
import { hashOf } from './hash-of';
import { passSecondReview } from './review.decider';
import { shownIn, type ReviewAnswer, type ReviewBody } from './review-body';
import { mustReach } from './whose-claim';

export class PassSecondReview extends Command<ReviewAnswer> {
  constructor(
    readonly command: CommandMeta,
    readonly actor: Actor,
    readonly claimId: string,
    readonly seen: number | undefined,
    readonly body: ReviewBody,
  ) {
    super();
  }
}

@CommandHandler(PassSecondReview)
export class PassSecondReviewHandler implements ICommandHandler<PassSecondReview> {
  constructor(private readonly store: EventStore) {}

  async execute({ command, actor, claimId, seen, body }: PassSecondReview): Promise<ReviewAnswer> {
    const shown = shownIn(body);
    const decided = await this.store.decide(claim, claimId, command, (state, { now }) => {
      mustReach(actor, state);
      return passSecondReview(state, { reviewer: actor.person, seenVersion: seen, shown, now, hashOf });
    });
    const answer = claimAnswer(claimId, decided.state, decided.seq);
    if (shown === undefined) return answer;
    return { ...answer, leftOut: leftOut(decided.state, shown, (one) => one.secondReviewer === actor.person, hashOf) };
  }
}
