import { Injectable } from '@nestjs/common';
import { IsOptional } from 'class-validator';
import { DataSource } from 'typeorm';
import { PageQuery, QueryInt, Views, pageOf, type Actor, type Page } from '@libs/platform';
import type { AccountView } from '../account/account-answer';
import { AccountRow } from './account-list.projection';

export class AccountListQuery extends PageQuery {
  @IsOptional() @QueryInt(0, Number.MAX_SAFE_INTEGER) readonly after?: number;
}

@Injectable()
export class AccountList {
  constructor(
    private readonly database: DataSource,
    private readonly views: Views,
  ) {}

  async page({ scope }: Actor, asked: AccountListQuery): Promise<Page<AccountView>> {
    await this.views.caughtUp('account-list', asked.after);
    const query = this.database.getRepository(AccountRow).createQueryBuilder('account').where('true');
    const page = await pageOf(scope.narrow(query, { region: 'account.region', organisation: 'account.organisation' }), asked, {
      list: 'accounts',
      by: [['account.firstSeq', (row) => row.firstSeq]],
    });
    return { ...page, items: page.items.map(viewOf) };
  }
}

function viewOf({
  account,
  personId,
  roles,
  region,
  organisation,
  grantedBy,
  grantedAt,
  signedOutAt,
  version,
  seq,
}: AccountRow): AccountView {
  return {
    account,
    ...(personId !== null && { personId }),
    roles,
    ...(region !== null && { region }),
    ...(organisation !== null && { organisation }),
    ...(grantedBy !== null && { grantedBy }),
    ...(grantedAt !== null && { grantedAt }),
    ...(signedOutAt !== null && { signedOutAt }),
    version,
    seq,
  };
}
