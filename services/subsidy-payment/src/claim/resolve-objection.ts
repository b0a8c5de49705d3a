import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsBoolean } from 'class-validator';
import { EventStore, type CommandMeta } from '@libs/event-store';
import type { Actor } from '@libs/platform';
import { entitlements } from '../entitlements/entitlements.decider';
import { claimAnswer, type ClaimAnswer } from './claim-answer';
import { ClaimsAndBooks } from './claims-and-books';
import { claim } from './claim.decider';
import { caseOf, resolveObjection } from './publicity.decider';
import { WhoseCaseBody } from './raise-objection';
import { filed } from './steps';
import { mustReach } from './whose-claim';

export class ResolveObjectionBody extends WhoseCaseBody {
  @IsBoolean() readonly upheld!: boolean;
}

export class ResolveObjection extends Command<ClaimAnswer> {
  constructor(
    readonly command: CommandMeta,
    readonly actor: Actor,
    readonly claimId: string,
    readonly seen: number | undefined,
    readonly body: ResolveObjectionBody,
  ) {
    super();
  }
}

@CommandHandler(ResolveObjection)
export class ResolveObjectionHandler implements ICommandHandler<ResolveObjection> {
  constructor(
    private readonly store: EventStore,
    private readonly together: ClaimsAndBooks,
  ) {}

  async execute({ command, actor, claimId, seen, body }: ResolveObjection): Promise<ClaimAnswer> {
    const { state } = await this.store.stateOf(claim, claimId);
    mustReach(actor, state);
    const { personId } = caseOf(filed(state), body);
    const decided = await this.together.decide(command, claimId, [personId], (current, books, now) =>
      resolveObjection(current, books[personId] ?? entitlements.initial, { ...body, officer: actor.person, seenVersion: seen, now }),
    );
    return claimAnswer(claimId, decided.state, decided.seq);
  }
}
