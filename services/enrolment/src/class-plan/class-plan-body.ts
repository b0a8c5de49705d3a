import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsIn,
  IsInt,
  IsNumber,
  IsOptional,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { Refused, instantOf } from '@libs/kernel';
import { IsInstant } from '@libs/platform';
import { occupationOf } from '@libs/policy';
import type { ClassPlanForm, ClassPlanMode, Venue } from './class-plan.decider';

// How long a text or a list may be before anybody looks at what it says; the numbers that policy knows come from the pack.
const longestTitle = 100;
const longestAddress = 200;
const longestTimetable = 2_000;
const mostClassHours = 24;
const mostTrainees = 10_000;
const widestRadius = 100_000;
const [pole, dateLine] = [90, 180];

// A person's text: something visible on one line, without spaces around it. Spelled out, so that every reader of the schema means the same.
const space = '\\x00-\\x20\\x7f-\\xa0\\u1680\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u3000\\ufeff';
export const visible = new RegExp(`^[^${space}]([^\\x00-\\x1f\\x7f-\\x9f\\u2028\\u2029]*[^${space}])?$`);

export class SiteBody {
  @Matches(visible) @MaxLength(longestTitle) readonly name!: string;
  @Matches(visible) @MaxLength(longestAddress) readonly address!: string;
  /** WGS 84, degrees. */
  @IsNumber() @Min(-pole) @Max(pole) readonly latitude!: number;
  @IsNumber() @Min(-dateLine) @Max(dateLine) readonly longitude!: number;
  /** The fence around it; left out, the one of the pack in force. */
  @IsOptional() @IsInt() @Min(1) @Max(widestRadius) readonly radiusMetres?: number;
}

export class SessionBody {
  @IsInstant() readonly startsAt!: string;
  @IsInstant() readonly endsAt!: string;
  @IsInt() @Min(1) @Max(mostClassHours) readonly classHours!: number;
}

export class ClassPlanBody {
  /** 开班备案号 */
  @Matches(/^[0-9A-Z][0-9A-Z-]{3,39}$/) readonly classNo!: string;
  /** GB/T 2260, six digits. */
  @Matches(/^[0-9]{6}$/) readonly region!: string;
  @Matches(visible) @MaxLength(longestTitle) readonly title!: string;
  /** 职业: a code of any edition or the Chinese name. */
  @Matches(visible) @MaxLength(longestTitle) readonly occupation!: string;
  // 国家职业技能等级: 5 初级工, 4 中级工, 3 高级工, 2 技师, 1 高级技师.
  @IsIn(['1', '2', '3', '4', '5']) readonly level!: string;
  @IsIn(['OFFLINE', 'ONLINE', 'BLENDED']) readonly mode!: ClassPlanMode;
  /** ORDINARY where it is left out. */
  @IsOptional() @IsIn(['ORDINARY', 'CORRECTIONAL']) readonly venue?: Venue;
  @ValidateNested() @Type(() => SiteBody) readonly site!: SiteBody;
  @IsOptional() @IsInt() @Min(1) @Max(mostTrainees) readonly capacity?: number;
  @ValidateNested({ each: true })
  @Type(() => SessionBody)
  @ArrayMinSize(1)
  @ArrayMaxSize(longestTimetable)
  readonly sessions!: SessionBody[];
}

/** What was written, as facts keep it: plain values, every time in one form, and the occupation as the present edition calls it. */
export function formOf(body: ClassPlanBody, usualRadiusMetres: number): ClassPlanForm {
  const { classNo, title, level, mode, venue = 'ORDINARY', site, capacity, sessions } = body;
  const known = occupationOf(body.occupation);
  if (known === undefined) throw new Refused('OCCUPATION_UNKNOWN', { occupation: body.occupation });
  const { name, address, latitude, longitude, radiusMetres = usualRadiusMetres } = site;
  return {
    classNo,
    title,
    occupation: known.code,
    occupationName: known.name,
    level,
    mode,
    venue,
    site: { name, address, latitude, longitude, radiusMetres },
    ...(capacity !== undefined && { capacity }),
    sessions: sessions.map(({ startsAt, endsAt, classHours }) => ({
      startsAt: instantOf(startsAt),
      endsAt: instantOf(endsAt),
      classHours,
    })),
  };
}
