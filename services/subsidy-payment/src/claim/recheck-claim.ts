import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, type CommandMeta } from '@libs/event-store';
import type { Actor } from '@libs/platform';
import { claimAnswer, type ClaimAnswer } from './claim-answer';
import { claim } from './claim.decider';
import { DecideAgain } from './decide-again';
import { filed, mustBeAsSeen } from './steps';
import { mustReach } from './whose-claim';

export class RecheckClaim extends Command<ClaimAnswer> {
  constructor(
    readonly command: CommandMeta,
    readonly actor: Actor,
    readonly claimId: string,
    readonly seen: number | undefined,
  ) {
    super();
  }
}

/** Asks the registries again and decides the held cases again. */
@CommandHandler(RecheckClaim)
export class RecheckClaimHandler implements ICommandHandler<RecheckClaim> {
  constructor(
    private readonly store: EventStore,
    private readonly again: DecideAgain,
  ) {}

  async execute({ command, actor, claimId, seen }: RecheckClaim): Promise<ClaimAnswer> {
    const { state } = await this.store.stateOf(claim, claimId);
    mustReach(actor, state);
    mustBeAsSeen(filed(state), seen);
    const decided = await this.again.afresh(command, claimId, state, 'RECHECKED');
    return claimAnswer(claimId, decided.state, decided.seq);
  }
}
