import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsBoolean, IsIn, IsInt, IsOptional, IsString, IsUUID, ValidateNested } from 'class-validator';
import { IsBusinessDay } from '@libs/platform';
import { kinds } from '../certificate/certificate-answer';
import type { CertificateKind } from '../certificate/certificate.decider';

const mostResults = 400;

export class ResultBody {
  @IsUUID() readonly personId!: string;
  @IsBoolean() readonly passed!: boolean;
}

export class AssessmentBody {
  @IsUUID() readonly classId!: string;
  @ValidateNested({ each: true }) @Type(() => ResultBody) @ArrayMinSize(1) @ArrayMaxSize(mostResults) readonly results!: ResultBody[];
  /** Of the certificates of those who passed. */
  @IsOptional() @IsIn(kinds) readonly kind?: CertificateKind;
}

export class ResultView {
  @IsUUID() readonly personId!: string;
  @IsBoolean() readonly passed!: boolean;
  @IsOptional() @IsUUID() readonly certificateId?: string;
  @IsOptional() @IsString() readonly number?: string;
}

export class AssessmentAnswer {
  @IsUUID() readonly classId!: string;
  @IsString() readonly assessorId!: string;
  @IsBusinessDay() readonly assessedOn!: string;
  @ValidateNested({ each: true }) @Type(() => ResultView) readonly results!: readonly ResultView[];
  @IsInt() readonly version!: number;
  @IsInt() readonly seq!: number;
  @IsBoolean() readonly repeated!: boolean;
}
