import { Injectable } from '@nestjs/common';
import { Type } from 'class-transformer';
import { IsInt, IsString, IsUUID, ValidateNested } from 'class-validator';
import { EventStore } from '@libs/event-store';
import { Clock, Refused, addFen, businessDate, yuanOf } from '@libs/kernel';
import { IsBusinessDay, IsInstant, Neighbours } from '@libs/platform';
import { claim, linesOf } from '../claim/claim.decider';
import { casesOf } from '../claim/steps';
import { daysLeft, isPosted } from './posted';

export class PostedPersonView {
  /** What an objection names. */
  @IsUUID() readonly caseId!: string;
  /** The family name, and a star for each further character. */
  @IsString() readonly name!: string;
  /** Characters 7 to 14 replaced. */
  @IsString() readonly idNo!: string;
  @IsString({ each: true }) readonly programmes!: readonly string[];
  @IsString() readonly amount!: string;
}

export class PublicityListView {
  @IsUUID() readonly claimId!: string;
  @IsString() readonly region!: string;
  @IsBusinessDay() readonly lastDay!: string;
  @IsInstant() readonly endsAt!: string;
  /** Days after today until the last one; 0 on the last day itself. */
  @IsInt() readonly daysLeft!: number;
  @ValidateNested({ each: true }) @Type(() => PostedPersonView) readonly rows!: readonly PostedPersonView[];
}

type Masked = { readonly people: readonly { readonly personId: string; readonly name: string; readonly idNo: string }[] };

/** 公示名单: while it is posted anybody may read it, and nobody learns a whole name or number from it. */
@Injectable()
export class PublicityList {
  constructor(
    private readonly store: EventStore,
    private readonly neighbours: Neighbours,
    private readonly clock: Clock,
  ) {}

  async of(claimId: string): Promise<PublicityListView> {
    const { state } = await this.store.stateOf(claim, claimId);
    const cases = state.status === 'FILED' ? casesOf(state).filter(isPosted) : [];
    const [first] = cases;
    if (state.status !== 'FILED' || first?.publicity === undefined) throw new Refused('PUBLICITY_LIST_NOT_FOUND');
    const personIds = cases.map(({ personId }) => personId);
    const { people } = await this.neighbours.ask<Masked>('enrolment', 'masked-people', { personIds });
    const masked = new Map(people.map((person) => [person.personId, person]));
    const rows = cases.map((one) => {
      const lines = linesOf(one);
      const { name, idNo } = masked.get(one.personId) ?? { name: '', idNo: '' };
      return {
        caseId: one.caseId,
        name,
        idNo,
        programmes: lines.map(({ programme }) => programme),
        amount: yuanOf(addFen(...lines.map(({ amountFen }) => amountFen))),
      };
    });
    const { lastDay, endsAt } = first.publicity;
    return { claimId, region: state.region, lastDay, endsAt, daysLeft: daysLeft(businessDate(this.clock.now()), lastDay), rows };
  }
}
