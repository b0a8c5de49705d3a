// The words of people's categories, as everybody who enters them uses them.
import { applyDecorators } from '@nestjs/common';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsIn, IsOptional, Matches, MaxLength, ValidateNested } from 'class-validator';
import { IsBusinessDay } from '@libs/platform';
import type { AccountKind, Categories } from './person.decider';

export const groups = [
  '企业职工',
  '登记失业人员',
  '毕业年度高校毕业生',
  '在校学生',
  '农村转移就业劳动者',
  '脱贫人口',
  '就业困难人员',
  '零就业家庭成员',
  '城乡低保家庭成员',
  '退役军人',
  '灵活就业人员',
  '两后生',
  '服刑人员',
  '退捕渔民',
];
const tags = [...groups, '残疾人'];
const mostTags = 20;
export const accountKinds = ['SOCIAL_CARD', 'BANK'] as const;

export class TagBody {
  @IsIn(tags) readonly tag!: string;
  @IsBusinessDay() readonly from!: string;
  @IsOptional() @IsBusinessDay() readonly to?: string;
}

/** 人员类别 */
export const IsGroup = (): PropertyDecorator => IsIn(groups);
export const IsOrganisationId = (): PropertyDecorator => Matches(/^[A-Za-z0-9._-]{1,100}$/);
export const AreTags = (): PropertyDecorator =>
  applyDecorators(
    ValidateNested({ each: true }),
    Type(() => TagBody),
    ArrayMaxSize(mostTags),
  );

const longestAccount = 34;

export class AccountBody {
  @IsIn(accountKinds) readonly kind!: AccountKind;
  @Matches(/^[0-9A-Za-z-]{4,}$/) @MaxLength(longestAccount) readonly number!: string;
}

export class CategoriesBody {
  @IsOptional() @IsGroup() readonly group?: string;
  @IsOptional() @IsOrganisationId() readonly employerId?: string;
  @AreTags() readonly tags!: TagBody[];
}

/** Plain values, as facts keep them. */
export function categoriesFrom({ group, employerId, tags: entered = [] }: Partial<CategoriesBody>): Categories {
  return {
    ...(group !== undefined && { group }),
    ...(employerId !== undefined && { employerId }),
    tags: entered.map(({ tag, from, to }) => ({ tag, from, ...(to !== undefined && { to }) })),
  };
}
