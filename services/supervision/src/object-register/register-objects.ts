import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, type CommandMeta } from '@libs/event-store';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsBoolean, IsIn, IsInt, IsOptional, Matches, MaxLength, ValidateNested } from 'class-validator';
import { objectRegister, registerObjects, theRegister, tiers, type InspectionObject, type Tier } from './object-register.decider';

const idPattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;
const longestName = 200;
const mostAtOnce = 1_000;

export class ObjectBody {
  @Matches(idPattern) readonly objectId!: string;
  @Matches(/\S/) @MaxLength(longestName) readonly name!: string;
  @IsIn(tiers) readonly tier!: Tier;
  @IsOptional() @Matches(idPattern) readonly organisationId?: string;
}

export class ObjectsBody {
  @ValidateNested({ each: true })
  @Type(() => ObjectBody)
  @ArrayMinSize(1)
  @ArrayMaxSize(mostAtOnce)
  readonly objects!: ObjectBody[];
}

export class ObjectsAnswer {
  /** How many the register holds now. */
  @IsInt() readonly objects!: number;
  @IsInt() readonly version!: number;
  @IsInt() readonly seq!: number;
  @IsBoolean() readonly repeated!: boolean;
}

export class RegisterObjects extends Command<ObjectsAnswer> {
  constructor(
    readonly command: CommandMeta,
    readonly body: ObjectsBody,
  ) {
    super();
  }
}

const objectOf = ({ objectId, name, tier, organisationId }: ObjectBody): InspectionObject => ({
  objectId,
  name,
  tier,
  ...(organisationId !== undefined && { organisationId }),
});

@CommandHandler(RegisterObjects)
export class RegisterObjectsHandler implements ICommandHandler<RegisterObjects> {
  constructor(private readonly store: EventStore) {}

  async execute({ command, body }: RegisterObjects): Promise<ObjectsAnswer> {
    const { state, version, seq, repeated } = await this.store.decide(objectRegister, theRegister, command, (register) =>
      registerObjects(register, body.objects.map(objectOf)),
    );
    return { objects: state.size, version, seq, repeated };
  }
}
