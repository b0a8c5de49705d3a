import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandMeta } from '@libs/event-store';
import { Refused, childId } from '@libs/kernel';
import type { Actor } from '@libs/platform';
import { KnownPacks } from '../pack/known-packs';
import { CaseInputs, today, type AskedClaim, type Gathered } from './case-inputs';
import { claimAnswer, type ClaimAnswer } from './claim-answer';
import { askedOf, type ClaimBody } from './claim-body';
import { ClaimsAndBooks } from './claims-and-books';
import { fileClaim, type Filing } from './decide-cases.decider';
import { casesOf } from './steps';
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
export function mayAsk(actor: Actor, { inputs, region, organisationId }: Gathered): void {
  const people = inputs.map(({ person }) => person);
  if (isThePerson(actor)) {
    if (people.some(({ personId }) => personId !== actor.person)) throw new Refused('CLAIM_NOT_YOURS');
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

/** What a claim keeps of how it was asked. */
export function filingOf(actor: Actor, asked: AskedClaim, { region, organisationId }: Gathered): Filing {
  const { programmes, classIds, certificate, stage, appliedOn } = asked;
  return {
    programmes,
    region,
    ...(organisationId !== undefined && { organisationId }),
    classIds,
    ...(certificate && { certificate }),
    ...(stage !== undefined && { stage }),
    appliedOn,
    filedBy: actor.id,
    filer: actor.person,
  };
}

@CommandHandler(ApplyForSubsidy)
export class ApplyForSubsidyHandler implements ICommandHandler<ApplyForSubsidy> {
  constructor(
    private readonly together: ClaimsAndBooks,
    private readonly inputs: CaseInputs,
    private readonly packs: KnownPacks,
  ) {}

  async execute(asked: ApplyForSubsidy): Promise<ClaimAnswer> {
    const claimId = childId(asked.command.id, 'claim');
    const before = await this.#filedBefore(asked, claimId);
    if (before) return before;
    try {
      return await this.#file(asked, claimId);
    } catch (error) {
      // The same request, sent twice at once while the roster grew, names two rosters: the first one counts.
      const twin = error instanceof Refused && error.code === 'COMMAND_ID_REUSED' ? await this.#filedBefore(asked, claimId) : undefined;
      if (twin) return twin;
      throw error;
    }
  }

  /** A request that was answered names the people whom it named then, whoever came to the roster since; with other content it is refused. */
  async #filedBefore({ command }: ApplyForSubsidy, claimId: string): Promise<ClaimAnswer | undefined> {
    const { state } = await this.together.stateOf(claimId);
    if (state.status === 'UNFILED') return undefined;
    const people = casesOf(state).map(({ personId }) => personId);
    const before = { claimId, people, classIds: state.classIds };
    const { state: now, seq } = await this.together.file(command, before, () => ({ claim: [], books: {}, take: [], free: [] }));
    return claimAnswer(claimId, now, seq);
  }

  async #file({ command, actor, body }: ApplyForSubsidy, claimId: string): Promise<ClaimAnswer> {
    const shelf = await this.packs.all();
    const asked: AskedClaim = { claimId, ...askedOf(body), appliedOn: today(shelf) };
    const gathered = await this.inputs.gather(asked, shelf);
    mayAsk(actor, gathered);
    const { inputs } = gathered;
    const filing = filingOf(actor, asked, gathered);
    const people = inputs.map(({ person }) => person.personId);
    const decided = await this.together.file(command, { claimId, people, classIds: asked.classIds }, (state, books, now, classes) =>
      fileClaim(state, { books, classes }, filing, {
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
