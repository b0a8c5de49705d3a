import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, type CommandMeta } from '@libs/event-store';
import type { Actor } from '@libs/platform';
import { ClassRoster } from '../class-record/class-roster';
import { payeesOf } from './account-change.decider';
import { leftOut } from './as-shown.decider';
import { claimAnswer } from './claim-answer';
import { claim } from './claim.decider';
import { hashOf } from './hash-of';
import { passFirstReview } from './review.decider';
import { shownIn, type ReviewAnswer, type ReviewBody } from './review-body';
import { mustReach } from './whose-claim';

export class PassFirstReview extends Command<ReviewAnswer> {
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

@CommandHandler(PassFirstReview)
export class PassFirstReviewHandler implements ICommandHandler<PassFirstReview> {
  constructor(
    private readonly store: EventStore,
    private readonly roster: ClassRoster,
  ) {}

  async execute({ command, actor, claimId, seen, body }: PassFirstReview): Promise<ReviewAnswer> {
    const accounts = await this.roster.accountVersions(payeesOf((await this.store.stateOf(claim, claimId)).state));
    const shown = shownIn(body);
    const decided = await this.store.decide(claim, claimId, command, (state, { now }) => {
      mustReach(actor, state);
      return passFirstReview(state, { reviewer: actor.person, seenVersion: seen, shown, accounts, now, hashOf });
    });
    const answer = claimAnswer(claimId, decided.state, decided.seq);
    if (shown === undefined) return answer;
    return { ...answer, leftOut: leftOut(decided.state, shown, (one) => one.firstReviewer === actor.person, hashOf) };
  }
}
