import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ArrayMaxSize, ArrayUnique, IsInt, IsOptional, IsUUID, Matches } from 'class-validator';
import { EventStore, type CommandMeta } from '@libs/event-store';
import { Refused } from '@libs/kernel';
import { NeededWith, NeededWithout, type Actor } from '@libs/platform';
import { ClaimsOfClass } from '../claim-list/claims-of-class';
import { claim } from './claim.decider';
import { ClaimsAndBooks } from './claims-and-books';
import { freeCases, holdCases } from './hold.decider';
import { casesOf } from './steps';

/** As many as one claim may name. */
const mostPeople = 1_000;

export class HoldBody {
  /** A claim, or all claims on a class. */
  @NeededWithout('classId') @IsUUID() readonly claimId?: string;
  @IsOptional() @IsUUID() readonly classId?: string;
  /** Whom it concerns; everybody where nobody is named. */
  @IsOptional() @IsUUID('all', { each: true }) @ArrayMaxSize(mostPeople) @ArrayUnique() readonly personIds?: string[];
}

export class ReleaseHoldBody {
  @NeededWithout('classId') @IsUUID() readonly claimId?: string;
  @IsOptional() @IsUUID() readonly classId?: string;
  /** Whom it concerns; everybody who is held where nobody is named. */
  @IsOptional() @IsUUID('all', { each: true }) @ArrayMaxSize(mostPeople) @ArrayUnique() readonly personIds?: string[];
  /** Who is out, for which reason; the others are reviewed again from the start. */
  @IsOptional() @IsUUID('all', { each: true }) @ArrayMaxSize(mostPeople) @ArrayUnique() readonly remove?: string[];
  @NeededWith('remove') @Matches(/^[A-Z][A-Z0-9_]{2,60}$/) readonly reason?: string;
}

export class HoldAnswer {
  @IsUUID('all', { each: true }) readonly claimIds!: readonly string[];
  @IsInt() readonly seq!: number;
}

export class HoldCases extends Command<HoldAnswer> {
  constructor(
    readonly command: CommandMeta,
    readonly actor: Actor,
    readonly body: HoldBody,
  ) {
    super();
  }
}

export class ReleaseHold extends Command<HoldAnswer> {
  constructor(
    readonly command: CommandMeta,
    readonly actor: Actor,
    readonly body: ReleaseHoldBody,
  ) {
    super();
  }
}

/** Each claim is a decision of its own under an id of its own: a repeat finds those done that were done. */
@CommandHandler(HoldCases)
export class HoldCasesHandler implements ICommandHandler<HoldCases> {
  constructor(
    private readonly store: EventStore,
    private readonly claims: ClaimsOfClass,
  ) {}

  async execute({ command, actor, body }: HoldCases): Promise<HoldAnswer> {
    const claimIds = await this.claims.reached(actor, body);
    let last = 0;
    for (const claimId of claimIds) {
      const { seq } = await this.store.decide(claim, claimId, { ...command, id: `${command.id}/${claimId}` }, (state, { now }) =>
        holdCases(state, body.personIds ?? [], now),
      );
      last = Math.max(last, seq);
    }
    return { claimIds, seq: last };
  }
}

@CommandHandler(ReleaseHold)
export class ReleaseHoldHandler implements ICommandHandler<ReleaseHold> {
  constructor(
    private readonly store: EventStore,
    private readonly claims: ClaimsOfClass,
    private readonly together: ClaimsAndBooks,
  ) {}

  async execute({ command, actor, body: { remove = [], reason = '', personIds = [], ...where } }: ReleaseHold): Promise<HoldAnswer> {
    const claimIds = await this.claims.reached(actor, where);
    let last = 0;
    for (const claimId of claimIds) {
      const { state } = await this.store.stateOf(claim, claimId);
      if (state.status === 'UNFILED') throw new Refused('CLAIM_NOT_FOUND');
      const people = casesOf(state).filter(({ personId }) => remove.includes(personId));
      const { seq } = await this.together.decide(
        { ...command, id: `${command.id}/${claimId}` },
        claimId,
        people.map(({ personId }) => personId),
        (known, books, now) => freeCases(known, books, { people: personIds, removed: remove, removedFor: reason, now }),
      );
      last = Math.max(last, seq);
    }
    return { claimIds, seq: last };
  }
}
