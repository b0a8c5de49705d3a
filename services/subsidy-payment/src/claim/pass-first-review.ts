import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, type CommandMeta } from '@libs/event-store';
import type { Actor } from '@libs/platform';
import { ClassRoster } from '../class-record/class-roster';
import { payeesOf } from './account-change.decider';
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
  constructor(
    private readonly store: EventStore,
    private readonly roster: ClassRoster,
  ) {}

  async execute({ command, actor, claimId, seen }: PassFirstReview): Promise<ClaimAnswer> {
    const accounts = await this.roster.accountVersions(payeesOf((await this.store.stateOf(claim, claimId)).state));
    const decided = await this.store.decide(claim, claimId, command, (state, { now }) => {
      mustReach(actor, state);
      return passFirstReview(state, { reviewer: actor.person, seenVersion: seen, accounts, now, hashOf });
    });
    return claimAnswer(claimId, decided.state, decided.seq);
  }
}
