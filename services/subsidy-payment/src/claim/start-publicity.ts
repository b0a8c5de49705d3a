import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, type CommandMeta } from '@libs/event-store';
import { Calendar, type Actor } from '@libs/platform';
import { KnownPacks } from '../pack/known-packs';
import { claimAnswer, type ClaimAnswer } from './claim-answer';
import { claim } from './claim.decider';
import { startPublicity } from './publicity.decider';
import { mustReach } from './whose-claim';

export class StartPublicity extends Command<ClaimAnswer> {
  constructor(
    readonly command: CommandMeta,
    readonly actor: Actor,
    readonly claimId: string,
    readonly seen: number | undefined,
  ) {
    super();
  }
}

@CommandHandler(StartPublicity)
export class StartPublicityHandler implements ICommandHandler<StartPublicity> {
  constructor(
    private readonly store: EventStore,
    private readonly packs: KnownPacks,
    private readonly calendar: Calendar,
  ) {}

  async execute({ command, actor, claimId, seen }: StartPublicity): Promise<ClaimAnswer> {
    const known = await this.packs.all();
    const decided = await this.store.decide(claim, claimId, command, (state, { now }) => {
      mustReach(actor, state);
      const workingDaysOf = known.publicityWorkingDays;
      return startPublicity(state, { actor: actor.person, seenVersion: seen, now, workingDaysOf, calendar: this.calendar });
    });
    return claimAnswer(claimId, decided.state, decided.seq);
  }
}
