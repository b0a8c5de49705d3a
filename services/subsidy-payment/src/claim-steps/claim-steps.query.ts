import { Injectable } from '@nestjs/common';
import { IsInt, IsObject, IsOptional, IsString, IsUUID } from 'class-validator';
import { DataSource } from 'typeorm';
import { EventStore } from '@libs/event-store';
import { IsInstant, PageQuery, QueryInt, Views, pageOf, type Actor, type Page } from '@libs/platform';
import { claim } from '../claim/claim.decider';
import { mustReach } from '../claim/whose-claim';
import { ClaimStepRow } from './claim-steps.projection';

export class ClaimStepsQuery extends PageQuery {
  @IsOptional() @QueryInt(0, Number.MAX_SAFE_INTEGER) readonly after?: number;
}

export class ClaimStepView {
  /** The fact, as the log calls it. */
  @IsString() readonly fact!: string;
  /** The account that did it, or the service from which it came. */
  @IsString() readonly actor!: string;
  @IsInstant() readonly at!: string;
  @IsUUID('all', { each: true }) readonly caseIds!: readonly string[];
  @IsObject() readonly detail!: object;
  @IsInt() readonly seq!: number;
}

@Injectable()
export class ClaimSteps {
  constructor(
    private readonly database: DataSource,
    private readonly views: Views,
    private readonly store: EventStore,
  ) {}

  async page(actor: Actor, claimId: string, asked: ClaimStepsQuery): Promise<Page<ClaimStepView>> {
    mustReach(actor, (await this.store.stateOf(claim, claimId)).state);
    await this.views.caughtUp('claim-steps', asked.after);
    const query = this.database.getRepository(ClaimStepRow).createQueryBuilder('step').where('step.claimId = :claimId', { claimId });
    const page = await pageOf(query, asked, { list: 'claim-steps', by: [['step.seq', (row) => row.seq]] });
    return { ...page, items: page.items.map(({ claimId: _, ...step }) => step) };
  }
}
