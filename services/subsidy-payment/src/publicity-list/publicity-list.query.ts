import { Injectable } from '@nestjs/common';
import { Type } from 'class-transformer';
import { IsString, IsUUID, ValidateNested } from 'class-validator';
import { EventStore } from '@libs/event-store';
import { Refused, addFen, yuanOf } from '@libs/kernel';
import { IsBusinessDay, Neighbours } from '@libs/platform';
import { claim, linesOf, type Case } from '../claim/claim.decider';
import { casesOf, lives } from '../claim/steps';

export class PostedPersonView {
  /** The family name, and a star for each further character. */
  @IsString() readonly name!: string;
  /** Characters 7 to 14 replaced. */
  @IsString() readonly idNo!: string;
  @IsString({ each: true }) readonly programmes!: readonly string[];
  @IsString() readonly amount!: string;
}

export class PublicityListView {
  @IsUUID() readonly claimId!: string;
  @IsBusinessDay() readonly lastDay!: string;
  @ValidateNested({ each: true }) @Type(() => PostedPersonView) readonly rows!: readonly PostedPersonView[];
}

type Masked = { readonly people: readonly { readonly personId: string; readonly name: string; readonly idNo: string }[] };

const posted = (one: Case): boolean => one.publicity !== undefined && one.stage === 'IN_PUBLICITY' && lives(one);

/** 公示名单: while it is posted anybody may read it, and nobody learns a whole name or number from it. */
@Injectable()
export class PublicityList {
  constructor(
    private readonly store: EventStore,
    private readonly neighbours: Neighbours,
  ) {}

  async of(claimId: string): Promise<PublicityListView> {
    const { state } = await this.store.stateOf(claim, claimId);
    const cases = state.status === 'FILED' ? casesOf(state).filter(posted) : [];
    const [first] = cases;
    if (first?.publicity === undefined) throw new Refused('PUBLICITY_LIST_NOT_FOUND');
    const personIds = cases.map(({ personId }) => personId);
    const { people } = await this.neighbours.ask<Masked>('enrolment', 'masked-people', { personIds });
    const masked = new Map(people.map((person) => [person.personId, person]));
    const rows = cases.map((one) => {
      const lines = linesOf(one);
      const { name, idNo } = masked.get(one.personId) ?? { name: '', idNo: '' };
      return {
        name,
        idNo,
        programmes: lines.map(({ programme }) => programme),
        amount: yuanOf(addFen(...lines.map(({ amountFen }) => amountFen))),
      };
    });
    return { claimId, lastDay: first.publicity.lastDay, rows };
  }
}
