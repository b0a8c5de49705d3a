import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandMeta } from '@libs/event-store';
import { Refused, childId } from '@libs/kernel';
import type { Actor } from '@libs/platform';
import { KnownPacks } from '../pack/known-packs';
import { CaseInputs, today, type AskedClaim, type Gathered } from './case-inputs';
import { claimAnswer, type ClaimAnswer } from './claim-answer';
import { askedOf, type ClaimBody } from './claim-body';
import { ClaimsAndBooks } from './claims-and-books';
import { fileClaim } from './decide-cases.decider';
import { isThePerson } from './whose-claim';

export class ApplyForSubsidy extends Command<ClaimAnswer> {
  constructor(
    readonly command: CommandMeta,
    readonly actor: Actor,
    readonly body: ClaimBody,
  ) {
    super();
  }
}

/** People ask for themselves, the office for people of its region, institutions for their classes, employers for their own people. */
function mayAsk(actor: Actor, { inputs, region, organisationId }: Gathered): void {
  const people = inputs.map(({ person }) => person);
  if (isThePerson(actor)) {
    if (people.some(({ personId }) => personId !== actor.id)) throw new Refused('CLAIM_NOT_YOURS');
    return;
  }
  if (organisationId === undefined) {
    if (!actor.roles.includes('reviewer') || !actor.scope.covers({ region })) throw new Refused('CLAIM_NOT_YOURS');
    return;
  }
  const institution = actor.scope.covers({ region, organisation: organisationId });
  const employer =
    actor.roles.includes('employer') &&
    people.every(({ employerId }) => employerId !== undefined && employerId === actor.scope.organisation);
  if (!institution && !employer) throw new Refused('CLASS_NOT_FOUND');
}

@CommandHandler(ApplyForSubsidy)
export class ApplyForSubsidyHandler implements ICommandHandler<ApplyForSubsidy> {
  constructor(
    private readonly together: ClaimsAndBooks,
    private readonly inputs: CaseInputs,
    private readonly packs: KnownPacks,
  ) {}

  async execute({ command, actor, body }: ApplyForSubsidy): Promise<ClaimAnswer> {
    const claimId = childId(command.id, 'claim');
    const shelf = await this.packs.all();
    const asked: AskedClaim = { claimId, ...askedOf(body), appliedOn: today(shelf) };
    const gathered = await this.inputs.gather(asked, shelf);
    mayAsk(actor, gathered);
    const { inputs, region, organisationId, accountVersions } = gathered;
    const { programmes, classIds, certificate, stage, appliedOn } = asked;
    const filing = {
      programmes,
      region,
      ...(organisationId !== undefined && { organisationId }),
      classIds,
      ...(certificate && { certificate }),
      ...(stage !== undefined && { stage }),
      appliedOn,
      filedBy: actor.id,
      accountVersions,
    };
    const people = inputs.map(({ person }) => person.personId);
    const decided = await this.together.decide(command, claimId, people, (state, books, now) =>
      fileClaim(state, books, filing, {
        claimId,
        cause: 'APPLIED',
        inputs,
        evaluate: shelf.evaluateAt(shelf.readAt),
        knownAt: shelf.readAt,
        now,
      }),
    );
    return claimAnswer(claimId, decided.state, decided.seq);
  }
}
