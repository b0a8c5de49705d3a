import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsInt, IsOptional, IsUUID } from 'class-validator';
import { EventStore, type CommandMeta } from '@libs/event-store';
import { NeededWithout } from '@libs/platform';
import { claim } from './claim.decider';
import { caseOf, raiseObjection } from './publicity.decider';
import { filed } from './steps';

export class WhoseCaseBody {
  /** Either the case or the person. */
  @NeededWithout('personId') @IsUUID() readonly caseId?: string;
  @IsOptional() @IsUUID() readonly personId?: string;
}

/** That it was heard; of the claim anybody may read what is posted, and no more. */
export class ObjectionAnswer {
  @IsUUID() readonly claimId!: string;
  @IsUUID() readonly caseId!: string;
  @IsInt() readonly seq!: number;
}

export class RaiseObjection extends Command<ObjectionAnswer> {
  constructor(
    readonly command: CommandMeta,
    readonly claimId: string,
    readonly body: WhoseCaseBody,
  ) {
    super();
  }
}

@CommandHandler(RaiseObjection)
export class RaiseObjectionHandler implements ICommandHandler<RaiseObjection> {
  constructor(private readonly store: EventStore) {}

  // What is posted is posted for everybody, so nobody's scope is asked here.
  async execute({ command, claimId, body }: RaiseObjection): Promise<ObjectionAnswer> {
    const decided = await this.store.decide(claim, claimId, command, (state, { now }) => raiseObjection(state, body, now));
    return { claimId, caseId: caseOf(filed(decided.state), body).caseId, seq: decided.seq };
  }
}
