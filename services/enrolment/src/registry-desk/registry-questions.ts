import { Injectable } from '@nestjs/common';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsDefined,
  IsIn,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  ValidateNested,
} from 'class-validator';
import { IsBusinessDay, IsInstant } from '@libs/platform';
import { WorkingAges } from '../class-roster/working-ages';
import { Registries } from './registries';

const mostAtOnce = 2_000;

export class RegistryQuestionBody {
  @Matches(/^[A-Za-z0-9._:/@-]{1,200}$/) readonly id!: string;
  @Matches(/^[a-z][a-z0-9_]{1,62}$/) readonly registry!: string;
  @IsOptional() @IsUUID() readonly personId?: string;
  /** In the registry's own words. */
  @IsOptional() @IsObject() readonly fields?: Record<string, unknown>;
}

export class RegistryQuestionsBody {
  @ValidateNested({ each: true })
  @Type(() => RegistryQuestionBody)
  @ArrayMinSize(1)
  @ArrayMaxSize(mostAtOnce)
  readonly questions!: RegistryQuestionBody[];
}

export class RegistryAnswerView {
  @IsString() readonly id!: string;
  @IsString() readonly registry!: string;
  @IsIn(['ANSWERED', 'NO_ANSWER']) readonly outcome!: 'ANSWERED' | 'NO_ANSWER';
  @IsOptional() @IsDefined() readonly value?: unknown;
  @IsString() readonly source!: string;
  @IsInstant() readonly askedAt!: string;
}

export class RegistryAnswers {
  @ValidateNested({ each: true }) @Type(() => RegistryAnswerView) readonly answers!: readonly RegistryAnswerView[];
}

export class RetirementDatesBody {
  @IsUUID(undefined, { each: true }) @ArrayMinSize(1) @ArrayMaxSize(mostAtOnce) readonly personIds!: string[];
  @Matches(/^[0-9]{6}$/) readonly region!: string;
  /** The day whose rules count: a class's first. */
  @IsBusinessDay() readonly on!: string;
}

export class RetirementDateView {
  @IsUUID() readonly personId!: string;
  @IsBusinessDay() readonly retiresOn!: string;
}

export class RetirementDates {
  @ValidateNested({ each: true }) @Type(() => RetirementDateView) readonly people!: readonly RetirementDateView[];
}

/** Where other services put their questions about people to outside authorities: they know an id, and learn an answer. */
@Injectable()
export class RegistryDesk {
  constructor(
    private readonly registries: Registries,
    private readonly ages: WorkingAges,
  ) {}

  async answers({ questions }: RegistryQuestionsBody): Promise<RegistryAnswers> {
    return { answers: await this.registries.ask(questions) };
  }

  async retirementDates({ personIds, region, on }: RetirementDatesBody): Promise<RetirementDates> {
    const ages = await this.ages.asked(personIds, { region, on });
    return { people: ages.map(({ personId, retiresOn }) => ({ personId, retiresOn })) };
  }
}
