import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsIn, IsInt, Matches, Max, MaxLength, Min, ValidateNested } from 'class-validator';
import { instantOf } from '@libs/kernel';
import { IsInstant } from '@libs/platform';
import type { ClassPlanForm, ClassPlanMode } from './class-plan.decider';

// How long a text or a list may be before anybody looks at what it says; the numbers that policy knows come from the pack.
const longestTitle = 100;
const longestAddress = 200;
const longestTimetable = 2_000;
const mostClassHours = 24;

// A person's text: something visible on one line, without spaces around it. Spelled out, so that every reader of the schema means the same.
const space = '\\x00-\\x20\\x7f-\\xa0\\u1680\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u3000\\ufeff';
const visible = new RegExp(`^[^${space}]([^\\x00-\\x1f\\x7f-\\x9f\\u2028\\u2029]*[^${space}])?$`);

export class SiteBody {
  @Matches(visible) @MaxLength(longestTitle) readonly name!: string;
  @Matches(visible) @MaxLength(longestAddress) readonly address!: string;
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
  /** 职业编码: 大类-中类-小类-细类. */
  @Matches(/^[0-9]-[0-9]{2}-[0-9]{2}-[0-9]{2}$/) readonly occupationCode!: string;
  // 国家职业技能等级: 5 初级工, 4 中级工, 3 高级工, 2 技师, 1 高级技师.
  @IsIn(['1', '2', '3', '4', '5']) readonly level!: string;
  @IsIn(['OFFLINE', 'ONLINE', 'BLENDED']) readonly mode!: ClassPlanMode;
  @ValidateNested() @Type(() => SiteBody) readonly site!: SiteBody;
  @ValidateNested({ each: true })
  @Type(() => SessionBody)
  @ArrayMinSize(1)
  @ArrayMaxSize(longestTimetable)
  readonly sessions!: SessionBody[];
}

/** What was written, as facts keep it: plain values, and every time in one form. */
export function formOf({ classNo, title, occupationCode, level, mode, site, sessions }: ClassPlanBody): ClassPlanForm {
  const planned = sessions.map(({ startsAt, endsAt, classHours }) => ({
    startsAt: instantOf(startsAt),
    endsAt: instantOf(endsAt),
    classHours,
  }));
  return { classNo, title, occupationCode, level, mode, site: { name: site.name, address: site.address }, sessions: planned };
}
