import { Type } from 'class-transformer';
import { IsArray, IsInt, IsOptional, IsString, IsUUID, ValidateNested } from 'class-validator';
import { Refused, yuanOf } from '@libs/kernel';
import type { Finding } from './finding.decider';

export class FineReferenceView {
  @IsString() readonly low!: string;
  @IsString() readonly high!: string;
  @IsString() readonly law!: string;
}

export class ConfirmedView {
  @IsUUID() readonly findingId!: string;
  @IsString() readonly kind!: string;
  @IsOptional() @ValidateNested() @Type(() => FineReferenceView) readonly fineReference?: FineReferenceView;
}

/** What every command on the findings of a class answers: where they stand now. */
export class FindingAnswer {
  @IsUUID() readonly classId!: string;
  @IsArray() @ValidateNested({ each: true }) @Type(() => ConfirmedView) readonly findings!: readonly ConfirmedView[];
  @IsString() readonly publishBy!: string;
  @IsOptional() @IsString() readonly publishedAt?: string;
  @IsInt() readonly version!: number;
  @IsOptional() @IsInt() readonly seq?: number;
}

type Standing = { readonly state: Finding; readonly version: number; readonly seq?: number };

export function findingAnswerOf(classId: string, { state, version, seq }: Standing): FindingAnswer {
  const { confirmed, publishBy, publishedAt } = state;
  if (publishBy === undefined) throw new Refused('FINDING_NOT_FOUND');
  return {
    classId,
    findings: confirmed.map(({ findingId, kind, fine }) => ({
      findingId,
      kind,
      ...(fine && { fineReference: { low: yuanOf(fine.lowFen), high: yuanOf(fine.highFen), law: fine.law } }),
    })),
    publishBy,
    ...(publishedAt !== undefined && { publishedAt }),
    version,
    ...(seq !== undefined && { seq }),
  };
}
