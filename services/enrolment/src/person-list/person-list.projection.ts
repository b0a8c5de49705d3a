import { Injectable } from '@nestjs/common';
import { Column, Entity, PrimaryColumn, type EntityManager } from 'typeorm';
import type { Projection, RecordedFact } from '@libs/event-store';
import { maybeInstant, position } from '@libs/platform';
import type { ClassRosterFact } from '../class-roster/class-roster.decider';
import type { AccountKind, IdentityOutcome, PersonFact, PersonTag } from '../person/person.decider';

/** A person as screens list them: what is personal is asked of the vault, masked, each time. */
@Entity('person')
export class PersonRow {
  @PrimaryColumn('uuid', { name: 'person_id' }) personId!: string;
  @Column('text') sex!: 'M' | 'F';
  @Column('text', { name: 'name_version' }) nameVersion!: string;
  @Column('text', { name: 'group_name', nullable: true }) group!: string | null;
  @Column('text', { name: 'employer_id', nullable: true }) employerId!: string | null;
  @Column('jsonb') tags!: readonly PersonTag[];
  @Column('text') identity!: IdentityOutcome;
  @Column('timestamptz', { name: 'identity_asked_at', nullable: true, transformer: maybeInstant }) identityAskedAt!: string | null;
  @Column('text', { name: 'account_kind', nullable: true }) accountKind!: AccountKind | null;
  @Column('integer', { name: 'account_version' }) accountVersion!: number;
  @Column('bigint', { name: 'first_seq', transformer: position }) firstSeq!: number;
  @Column('integer') version!: number;
  @Column('bigint', { transformer: position }) seq!: number;
}

/** For whom a person was entered or has a place in a class: whoever reaches one of these reaches the person. Empty: not bounded by it. */
@Entity('person_reach')
export class PersonReachRow {
  @PrimaryColumn('uuid', { name: 'person_id' }) personId!: string;
  @PrimaryColumn('text', { name: 'organisation_id' }) organisationId!: string;
  @PrimaryColumn('text') region!: string;
}

@Injectable()
export class PersonListProjection implements Projection {
  readonly name = 'person-list';
  readonly rows = [PersonRow, PersonReachRow];

  async apply({ category, streamId, seq, version, fact }: RecordedFact, rows: EntityManager): Promise<void> {
    if (category === 'class-roster') return this.#enrolled(fact as ClassRosterFact, rows);
    if (category !== 'person') return;
    const change = changeOf(fact as PersonFact);
    if (version === 1) await rows.insert(PersonRow, { ...fresh, ...change, personId: streamId, firstSeq: seq, version, seq } as PersonRow);
    else await rows.update(PersonRow, { personId: streamId }, { ...change, version, seq });
    if (fact.type === 'PersonIntroduced') {
      const { organisationId = '', region = '' } = fact as Extract<PersonFact, { readonly type: 'PersonIntroduced' }>;
      await reach(rows, { personId: streamId, organisationId, region });
    }
  }

  async #enrolled(fact: ClassRosterFact, rows: EntityManager): Promise<void> {
    if (fact.type !== 'TraineeEnrolled') return;
    const { personId, institutionId, region } = fact;
    await reach(rows, { personId, organisationId: institutionId, region });
  }
}

const reach = (rows: EntityManager, row: PersonReachRow) =>
  rows.createQueryBuilder().insert().into(PersonReachRow).values(row).orIgnore().execute();

const fresh: Partial<PersonRow> = {
  nameVersion: '',
  group: null,
  employerId: null,
  tags: [],
  identity: 'UNANSWERED',
  identityAskedAt: null,
  accountKind: null,
  accountVersion: 0,
};

function changeOf(fact: PersonFact): Partial<PersonRow> {
  switch (fact.type) {
    case 'PersonRegistered':
      return { sex: fact.sex };
    case 'PersonNamed':
      return { nameVersion: fact.nameVersion };
    case 'PersonIntroduced':
    case 'PersonPhoneChanged':
      return {};
    case 'PersonCategorised':
      return { group: fact.group ?? null, employerId: fact.employerId ?? null, tags: fact.tags };
    case 'IdentityChecked':
      return { identity: fact.outcome, identityAskedAt: fact.askedAt };
    case 'PersonAccountChanged':
      return { accountKind: fact.kind, accountVersion: fact.accountVersion };
  }
}
