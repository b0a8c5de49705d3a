import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsIn, IsOptional, IsUUID, Matches, MaxLength, ValidateNested } from 'class-validator';
import { Refused } from '@libs/kernel';
import { NeededWithout } from '@libs/platform';
import { familyOf, occupationOf, type Programme } from '@libs/policy';

export const programmes = ['UI_SKILL', 'TRAINING', 'TRAINING_FEE', 'EXAM_FEE', 'LIVING', 'APPRENTICESHIP'] as const;

// The store bounds how many books one decision may name; a claim of more people is two claims.
const mostPeople = 1_000;
const mostClasses = 20;
const longestOccupation = 40;

export class AskedCertificateBody {
  /** A code of any edition, or the Chinese name. */
  @Matches(/^\S+$/) @MaxLength(longestOccupation) readonly occupation!: string;
  @IsIn(['1', '2', '3', '4', '5']) readonly level!: string;
}

/** Either a person and the certificate for which they ask, or classes and those of their trainees for whom is asked. */
export class ClaimBody {
  @IsIn(programmes, { each: true }) @ArrayMinSize(1) @ArrayUnique() readonly programmes!: Programme[];
  @NeededWithout('classIds') @IsUUID() readonly personId?: string;
  @IsOptional() @ValidateNested() @Type(() => AskedCertificateBody) readonly certificate?: AskedCertificateBody;
  /** Where the person says to be insured, for as long as the registry does not say it. */
  @IsOptional() @Matches(/^[0-9]{6}$/) readonly region?: string;
  @IsOptional() @IsUUID('all', { each: true }) @ArrayMinSize(1) @ArrayMaxSize(mostClasses) @ArrayUnique() readonly classIds?: string[];
  @IsOptional() @IsUUID('all', { each: true }) @ArrayMinSize(1) @ArrayMaxSize(mostPeople) @ArrayUnique() readonly personIds?: string[];
  @IsOptional() @IsIn([1, 2]) readonly stage?: 1 | 2;
}

/** What was asked, with every occupation under its code of today. */
export function askedOf(body: ClaimBody) {
  const { programmes: asked, personId, certificate, region, classIds = [], personIds, stage } = body;
  // A certificate alone earns the skill subsidy and nothing else; an apprenticeship is settled by its plan.
  const forCertificate = asked.every((programme) => familyOf(programme) === 'UI_SKILL');
  const forClasses = asked.every((programme) => ['TRAINING', 'LIVING'].includes(familyOf(programme)));
  if (!(classIds.length > 0 ? forClasses : forCertificate)) throw new Refused('CLAIM_INCOMPLETE');
  const occupation = certificate && occupationOf(certificate.occupation)?.code;
  if (certificate && occupation === undefined) throw new Refused('OCCUPATION_UNKNOWN', { occupation: certificate.occupation });
  return {
    programmes: asked,
    classIds,
    ...(classIds.length === 0 && personId !== undefined && { personId }),
    ...(classIds.length === 0 && certificate && occupation !== undefined && { certificate: { occupation, level: certificate.level } }),
    ...(region !== undefined && { region }),
    ...(personIds !== undefined && { personIds }),
    ...(stage !== undefined && { stage }),
  };
}
