import { Command, CommandBus, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsIn, IsInt, IsObject, IsOptional, IsString, IsUUID, ValidateNested } from 'class-validator';
import type { CommandMeta } from '@libs/event-store';
import { Refused } from '@libs/kernel';
import type { Actor } from '@libs/platform';
import { identityOutcomes, type PersonAnswer } from './person-answer';
import type { IdentityOutcome } from './person.decider';
import { PersonBody, RegisterPerson } from './register-person';

const mostAtOnce = 100;
/** As many as the identity base is asked about at the same time. */
const atATime = 10;

export class PeopleBody {
  @ValidateNested({ each: true })
  @Type(() => PersonBody)
  @ArrayMinSize(1)
  @ArrayMaxSize(mostAtOnce)
  readonly people!: PersonBody[];
}

/** What became of one of them: entered, or refused for a reason of its own. */
export class RegisteredRowView {
  /** Counted from 1, in the order in which they came. */
  @IsInt() readonly place!: number;
  @IsOptional() @IsUUID() readonly personId?: string;
  @IsOptional() @IsIn(identityOutcomes) readonly identity?: IdentityOutcome;
  @IsOptional() @IsString() readonly code?: string;
  @IsOptional() @IsObject() readonly values?: object;
}

export class PeopleAnswer {
  @ValidateNested({ each: true }) @Type(() => RegisteredRowView) readonly rows!: readonly RegisteredRowView[];
  @IsInt() readonly seq!: number;
}

export class RegisterPeople extends Command<PeopleAnswer> {
  constructor(
    readonly command: CommandMeta,
    readonly actor: Actor,
    readonly body: PeopleBody,
  ) {
    super();
  }
}

type Became = { readonly row: RegisteredRowView; readonly seq: number };

/** Enters many people, each as a command of its own: one that is refused holds up no other, and the batch sent again enters nobody twice. */
@CommandHandler(RegisterPeople)
export class RegisterPeopleHandler implements ICommandHandler<RegisterPeople> {
  constructor(private readonly commands: CommandBus) {}

  async execute({ command, actor, body: { people } }: RegisterPeople): Promise<PeopleAnswer> {
    const became: Became[] = [];
    for (let from = 0; from < people.length; from += atATime) {
      const part = people.slice(from, from + atATime);
      became.push(...(await Promise.all(part.map((one, at) => this.#enter(command, actor, one, from + at + 1)))));
    }
    return { rows: became.map(({ row }) => row), seq: Math.max(...became.map(({ seq }) => seq)) };
  }

  async #enter(command: CommandMeta, actor: Actor, body: PersonBody, place: number): Promise<Became> {
    const own = { ...command, id: `${command.id}/${place}`, input: { body } };
    try {
      const entered: PersonAnswer = await this.commands.execute(new RegisterPerson(own, actor, body));
      const { personId, identity, seq } = entered;
      return { row: { place, personId, identity }, seq };
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return { row: { place, code: error.code, values: error.values }, seq: 0 };
    }
  }
}
