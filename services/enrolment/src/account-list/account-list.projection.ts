import { Injectable } from '@nestjs/common';
import { Column, Entity, PrimaryColumn, type EntityManager } from 'typeorm';
import type { Projection, RecordedFact } from '@libs/event-store';
import { maybeInstant, position } from '@libs/platform';
import type { AccountFact } from '../account/account.decider';

@Entity('account')
export class AccountRow {
  @PrimaryColumn('text') account!: string;
  @Column('text', { name: 'person_id', nullable: true }) personId!: string | null;
  @Column('text', { array: true }) roles!: readonly string[];
  @Column('text', { nullable: true }) region!: string | null;
  @Column('text', { nullable: true }) organisation!: string | null;
  @Column('text', { name: 'granted_by', nullable: true }) grantedBy!: string | null;
  @Column('timestamptz', { name: 'granted_at', nullable: true, transformer: maybeInstant }) grantedAt!: string | null;
  @Column('timestamptz', { name: 'signed_out_at', nullable: true, transformer: maybeInstant }) signedOutAt!: string | null;
  @Column('bigint', { name: 'first_seq', transformer: position }) firstSeq!: number;
  @Column('integer') version!: number;
  @Column('bigint', { transformer: position }) seq!: number;
}

@Injectable()
export class AccountListProjection implements Projection {
  readonly name = 'account-list';
  readonly rows = [AccountRow];

  async apply({ category, seq, version, fact: recorded }: RecordedFact, rows: EntityManager): Promise<void> {
    if (category !== 'account') return;
    const fact = recorded as AccountFact;
    const change = changeOf(fact);
    if (version === 1)
      await rows.insert(AccountRow, { roles: [], ...change, account: fact.account, firstSeq: seq, version, seq } as AccountRow);
    else await rows.update(AccountRow, { account: fact.account }, { ...change, version, seq } as Partial<AccountRow>);
  }
}

function changeOf(fact: AccountFact): Partial<AccountRow> {
  switch (fact.type) {
    case 'AccountGranted': {
      const { personId, roles, region = null, organisation = null, grantedBy, grantedAt } = fact;
      return { personId, roles, region, organisation, grantedBy, grantedAt };
    }
    case 'AccountSignedOut':
      return { signedOutAt: fact.signedOutAt };
  }
}
