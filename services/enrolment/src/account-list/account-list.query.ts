import { Injectable } from '@nestjs/common';
import { IsOptional, isUUID } from 'class-validator';
import { DataSource } from 'typeorm';
import { PageQuery, QueryInt, Views, pageOf, type Actor, type Page } from '@libs/platform';
import type { AccountView } from '../account/account-answer';
import { MaskedPeople } from '../vault/masked-people.query';
import { AccountRow } from './account-list.projection';

export class AccountListQuery extends PageQuery {
  @IsOptional() @QueryInt(0, Number.MAX_SAFE_INTEGER) readonly after?: number;
}

@Injectable()
export class AccountList {
  constructor(
    private readonly database: DataSource,
    private readonly views: Views,
    private readonly people: MaskedPeople,
  ) {}

  async page({ scope }: Actor, asked: AccountListQuery): Promise<Page<AccountView>> {
    await this.views.caughtUp('account-list', asked.after);
    const query = this.database.getRepository(AccountRow).createQueryBuilder('account').where('true');
    const page = await pageOf(scope.narrow(query, { region: 'account.region', organisation: 'account.organisation' }), asked, {
      list: 'accounts',
      by: [['account.firstSeq', (row) => row.firstSeq]],
    });
    const names = await this.namesOf(page.items);
    return { ...page, items: page.items.map((row) => viewOf(row, names.get(row.personId ?? ''))) };
  }

  /** Of people in the vault alone: a machine's account bears the name of its owner. */
  private async namesOf(rows: readonly AccountRow[]): Promise<ReadonlyMap<string, string>> {
    const personIds = [...new Set(rows.flatMap(({ personId }) => (isUUID(personId) && personId !== null ? [personId] : [])))];
    if (personIds.length === 0) return new Map();
    const { people } = await this.people.of({ personIds });
    return new Map(people.map(({ personId, name }) => [personId, name]));
  }
}

function viewOf(row: AccountRow, name: string | undefined): AccountView {
  const { account, personId, roles, region, organisation, grantedBy, grantedAt, signedOutAt, version, seq } = row;
  return {
    account,
    ...(personId !== null && { personId }),
    ...(name !== undefined && { name }),
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
