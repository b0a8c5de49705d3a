import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsIn, IsInt, IsOptional, IsString, IsUUID, MaxLength } from 'class-validator';
import { EventStore, type CommandMeta } from '@libs/event-store';
import { Refused, childId } from '@libs/kernel';
import { NeededWithout } from '@libs/platform';
import { claim } from './claim.decider';
import { grounds, namesSomebody, type Ground, type Said } from './objections';
import { caseOf, raiseObjection } from './publicity.decider';
import { filed } from './steps';

const longestStatement = 1_000;
const mostOfOneCase = 50;

export class WhoseCaseBody {
  /** Either the case or the person. */
  @NeededWithout('personId') @IsUUID() readonly caseId?: string;
  @IsOptional() @IsUUID() readonly personId?: string;
}

export class ObjectionBody extends WhoseCaseBody {
  @IsOptional() @IsIn(grounds) readonly ground?: Ground;
  /** Where to look and what would show it; the names and numbers of people do not belong here. */
  @IsOptional() @IsString() @MaxLength(longestStatement) readonly statement?: string;
}

/** That it was heard; of the claim anybody may read what is posted, and no more. */
export class ObjectionAnswer {
  @IsUUID() readonly claimId!: string;
  @IsUUID() readonly caseId!: string;
  /** Under which number one may ask what became of it; given where a ground was. */
  @IsOptional() @IsUUID() readonly objectionId?: string;
  @IsInt() readonly seq!: number;
}

export class RaiseObjection extends Command<ObjectionAnswer> {
  constructor(
    readonly command: CommandMeta,
    readonly claimId: string,
    readonly body: ObjectionBody,
  ) {
    super();
  }
}

function saidIn({ ground, statement = '' }: ObjectionBody, objectionId: string): Said | undefined {
  if (namesSomebody(statement)) throw new Refused('STATEMENT_NAMES_SOMEBODY');
  if (ground === undefined) return undefined;
  const text = statement.trim();
  return { objectionId, ground, ...(text !== '' && { statement: text }) };
}

@CommandHandler(RaiseObjection)
export class RaiseObjectionHandler implements ICommandHandler<RaiseObjection> {
  constructor(private readonly store: EventStore) {}

  // What is posted is posted for everybody, so nobody's scope is asked here.
  async execute({ command, claimId, body }: RaiseObjection): Promise<ObjectionAnswer> {
    const { caseId, personId } = body;
    const said = saidIn(body, childId(command.id, 'objection'));
    const decided = await this.store.decide(claim, claimId, command, (state, { now }) =>
      raiseObjection(state, { caseId, personId, said, most: mostOfOneCase }, now),
    );
    const one = caseOf(filed(decided.state), body);
    return { claimId, caseId: one.caseId, ...(said && { objectionId: said.objectionId }), seq: decided.seq };
  }
}
