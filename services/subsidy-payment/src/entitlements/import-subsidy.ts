import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsBoolean, IsIn, IsInt, IsOptional, IsUUID, Matches, MaxLength } from 'class-validator';
import { EventStore, withKeys, type CommandMeta } from '@libs/event-store';
import { Refused, childId, fenOf } from '@libs/kernel';
import { IsBusinessDay, type Actor } from '@libs/platform';
import { familyOf, occupationOf, type Fund, type Programme } from '@libs/policy';
import { entitlements, importUse } from './entitlements.decider';

const longestOccupation = 40;

export class ImportSubsidyBody {
  @IsUUID() readonly personId!: string;
  @IsIn(['UI_SKILL', 'TRAINING', 'TRAINING_FEE', 'EXAM_FEE', 'LIVING', 'APPRENTICESHIP']) readonly programme!: Programme;
  /** A code of any edition, or the Chinese name. */
  @Matches(/^\S+$/) @MaxLength(longestOccupation) readonly occupation!: string;
  @IsIn(['1', '2', '3', '4', '5']) readonly level!: string;
  @IsIn(['UI', 'EMP', 'SPA']) readonly fund!: Fund;
  @Matches(/^(0|[1-9][0-9]{0,12})[.][0-9]{2}$/) readonly amount!: string;
  @IsBusinessDay() readonly paidOn!: string;
  @IsOptional() @Matches(/^[0-9]{6}$/) readonly region?: string;
}

export class ImportedSubsidyAnswer {
  @IsUUID() readonly useId!: string;
  @IsUUID() readonly personId!: string;
  @IsInt() readonly version!: number;
  @IsInt() readonly seq!: number;
  @IsBoolean() readonly repeated!: boolean;
}

export class ImportSubsidy extends Command<ImportedSubsidyAnswer> {
  constructor(
    readonly command: CommandMeta,
    readonly actor: Actor,
    readonly body: ImportSubsidyBody,
  ) {
    super();
  }
}

@CommandHandler(ImportSubsidy)
export class ImportSubsidyHandler implements ICommandHandler<ImportSubsidy> {
  constructor(private readonly store: EventStore) {}

  async execute({ command, actor, body }: ImportSubsidy): Promise<ImportedSubsidyAnswer> {
    const { personId, programme, level, fund, amount, paidOn, region } = body;
    if (!actor.scope.covers({ ...(region !== undefined && { region }) }))
      throw new Refused('IMPORT_REGION_OUT_OF_REACH', { region: region ?? '—' });
    const occupation = occupationOf(body.occupation)?.code;
    if (occupation === undefined) throw new Refused('OCCUPATION_UNKNOWN', { occupation: body.occupation });
    const useId = childId(command.id, 'imported-subsidy');
    // G3: what was paid before counts for the calendar year of its payment.
    const use = {
      family: familyOf(programme),
      programmes: [programme],
      occupation,
      level,
      year: Number(paidOn.slice(0, 4)),
      funds: [fund],
    };
    const imported = { useId, personId, use, amountFen: fenOf(amount), paidOn, ...(region !== undefined && { region }) };
    const { version, seq, repeated } = await this.store.decide(entitlements, personId, command, (book, { now }) => {
      const { facts, take } = importUse(book, imported, now);
      return withKeys(facts, { take });
    });
    return { useId, personId, version, seq, repeated };
  }
}
