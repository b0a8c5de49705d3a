import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, type CommandMeta } from '@libs/event-store';
import { Calendar, type Actor } from '@libs/platform';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsInt, IsOptional, IsUUID, Matches, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import { SupervisionRules } from '../rules/supervision-rules';
import { draw, recordResult, type InspectionReport } from './draw.decider';
import { drawViewOf, type DrawView } from './draw-view';
import { mustBeOfTheirOffice } from './whose-draw';

const mostPeople = 200;
const mostFiles = 50;
const longestNote = 2_000;

export class EvidenceBody {
  @Matches(/^[^\x00-\x1f\x7f]{1,200}$/) readonly name!: string;
  @Matches(/^[0-9a-f]{64}$/) readonly sha256!: string;
  @IsInt() @Min(0) @Max(Number.MAX_SAFE_INTEGER) readonly bytes!: number;
}

export class InspectionResultBody {
  /** `clean`, or the kind of what was found. */
  @Matches(/^[a-z][a-z_]{1,59}$/) readonly kind!: string;
  /** The class at which it was found. */
  @IsOptional() @IsUUID() readonly classId?: string;
  @IsOptional() @IsUUID('all', { each: true }) @ArrayMaxSize(mostPeople) readonly personIds?: string[];
  @IsOptional() @Matches(/^[^\x00-\x08\x0b\x0c\x0e-\x1f\x7f]+$/) @MaxLength(longestNote) readonly note?: string;
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(mostFiles)
  @ValidateNested({ each: true })
  @Type(() => EvidenceBody)
  readonly evidence?: EvidenceBody[];
}

export class RecordResult extends Command<DrawView> {
  constructor(
    readonly command: CommandMeta,
    readonly actor: Actor,
    readonly inspection: { readonly drawId: string; readonly taskId: string },
    readonly body: InspectionResultBody,
  ) {
    super();
  }
}

function reportOf({ classId, note, evidence }: InspectionResultBody): { readonly report?: InspectionReport } {
  if (classId === undefined && note === undefined && evidence === undefined) return {};
  const files = evidence?.map(({ name, sha256, bytes }) => ({ name, sha256, bytes }));
  return {
    report: { ...(classId !== undefined && { classId }), ...(note !== undefined && { note }), ...(files && { evidence: files }) },
  };
}

@CommandHandler(RecordResult)
export class RecordResultHandler implements ICommandHandler<RecordResult> {
  constructor(
    private readonly store: EventStore,
    private readonly rules: SupervisionRules,
    private readonly calendar: Calendar,
  ) {}

  async execute({ command, actor, inspection, body }: RecordResult): Promise<DrawView> {
    const { drawId, taskId } = inspection;
    const { kind, personIds } = body;
    const found = { taskId, kind, by: command.actor, forAnyTeam: actor.roles.includes('supervisor'), ...reportOf(body) };
    const decided = await this.store.decide(draw, drawId, command, (state, { now }) => {
      mustBeOfTheirOffice(actor, state);
      const rules = { withinWorkingDays: this.rules.publishWithinWorkingDays(now), calendar: this.calendar };
      return recordResult(state, { ...found, ...(personIds && { personIds }) }, rules, now);
    });
    return drawViewOf(drawId, decided);
  }
}
