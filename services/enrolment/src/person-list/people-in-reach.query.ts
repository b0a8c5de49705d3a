import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Refused } from '@libs/kernel';
import type { Actor } from '@libs/platform';
import { assessesOnly } from '../class-plan/whose-plan';

const ofThem = `
  select reach.person_id as id from public.person_reach reach
  where reach.person_id = any($1::uuid[]) and ($2::text is null or starts_with(reach.region, $2))
    and ($3::text is null or reach.organisation_id = $3)
  union
  select one.person_id from public.enrolment one
  where one.person_id = any($1::uuid[]) and ($2::text is null or starts_with(one.region, $2)) and one.employer_id = $3`;

// Accounts of an office whose region holds the other's, or lies in it.
const ofOffices = `
  select account.person_id as id from public.account account
  where account.person_id = any($1::text[]) and account.organisation is null
    and ($2::text is null or starts_with(account.region, $2) or starts_with($2, account.region))`;

/** Of which people somebody may see more than an id: those of whom they are one, whom they entered, have in a class, or employ. */
@Injectable()
export class PeopleInReach {
  constructor(private readonly database: DataSource) {}

  async of(actor: Actor, personIds: readonly string[]): Promise<ReadonlySet<string>> {
    const own = personIds.filter((personId) => personId === actor.person);
    if (actor.roles.every((role) => role === 'trainee')) return new Set(own);
    const { region = null, organisation = null } = actor.scope;
    // Whoever assesses comes to the classes of others.
    const rows = await this.database.query<{ id: string }[]>(ofThem, [personIds, region, assessesOnly(actor) ? null : organisation]);
    return new Set([...own, ...rows.map(({ id }) => id)]);
  }

  /** Whose name stands on somebody's screens: an office also sees its colleagues, whose acts it has to judge, and of them no more than what is masked. */
  async named(actor: Actor, personIds: readonly string[]): Promise<ReadonlySet<string>> {
    const reached = await this.of(actor, personIds);
    const { region = null, organisation } = actor.scope;
    if (organisation !== undefined || actor.roles.every((role) => role === 'trainee')) return reached;
    const rows = await this.database.query<{ id: string }[]>(ofOffices, [personIds, region]);
    return new Set([...reached, ...rows.map(({ id }) => id)]);
  }

  async mustReach(actor: Actor, personId: string): Promise<void> {
    if (!(await this.of(actor, [personId])).has(personId)) throw new Refused('PERSON_NOT_FOUND');
  }
}
