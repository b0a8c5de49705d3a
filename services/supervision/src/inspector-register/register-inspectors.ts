import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, type CommandMeta } from '@libs/event-store';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsBoolean, IsInt, IsOptional, Matches, ValidateNested } from 'class-validator';
import { inspectorRegister, registerInspectors, theInspectors } from './inspector-register.decider';

const idPattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;
// However long their names are, so many of them fit into one request.
const mostAtOnce = 100;
const mostConflicts = 90;
const mostFields = 20;

export class InspectorBody {
  @Matches(idPattern) readonly inspectorId!: string;
  /** Objects or organisations whom this inspector may not inspect. */
  @Matches(idPattern, { each: true }) @ArrayMaxSize(mostConflicts) readonly conflicts!: string[];
  /** What the inspector knows, in a word or two each. Without it what the register holds stays as it is. */
  @IsOptional() @Matches(/^[^\x00-\x1f\x7f]{1,60}$/, { each: true }) @ArrayMaxSize(mostFields) readonly expertise?: string[];
}

export class InspectorsBody {
  @ValidateNested({ each: true })
  @Type(() => InspectorBody)
  @ArrayMinSize(1)
  @ArrayMaxSize(mostAtOnce)
  readonly inspectors!: InspectorBody[];
}

export class InspectorsAnswer {
  /** How many the register holds now. */
  @IsInt() readonly inspectors!: number;
  @IsInt() readonly version!: number;
  @IsInt() readonly seq!: number;
  @IsBoolean() readonly repeated!: boolean;
}

export class RegisterInspectors extends Command<InspectorsAnswer> {
  constructor(
    readonly command: CommandMeta,
    readonly body: InspectorsBody,
  ) {
    super();
  }
}

@CommandHandler(RegisterInspectors)
export class RegisterInspectorsHandler implements ICommandHandler<RegisterInspectors> {
  constructor(private readonly store: EventStore) {}

  async execute({ command, body }: RegisterInspectors): Promise<InspectorsAnswer> {
    const { state, version, seq, repeated } = await this.store.decide(inspectorRegister, theInspectors, command, (register) =>
      registerInspectors(register, body.inspectors),
    );
    return { inspectors: state.size, version, seq, repeated };
  }
}
