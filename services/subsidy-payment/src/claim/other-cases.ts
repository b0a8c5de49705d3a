import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { EventStore } from '@libs/event-store';
import { familyOf, type CaseInput, type OtherCase, type Programme } from '@libs/policy';
import { claim, outcomeOf, type Case } from './claim.decider';

type Found = { readonly claim_id: string; readonly person_id: string; readonly case_id: string };

const ended: ReadonlySet<Case['stage']> = new Set(['PUBLICITY_ENDED', 'RELEASED', 'PAID']);

function asOther(one: Case): OtherCase {
  const { outcome, reason } = outcomeOf(one);
  const publicityEndedOn = ended.has(one.stage) ? one.publicity?.lastDay : undefined;
  return {
    outcome: outcome === 'CLAWBACK_OPENED' ? 'REJECTED' : outcome,
    ...(reason !== undefined && { reason }),
    ...(publicityEndedOn !== undefined && { publicityEndedOn }),
  };
}

export type Wanted = {
  readonly programmes: readonly Programme[];
  readonly stage?: 1 | 2;
  readonly classIds: readonly string[];
  readonly personIds: readonly string[];
};
export type Beside = Pick<CaseInput, 'trainingCase' | 'stageOneCase'>;

/** The cases on which others stand: a living allowance on the training of the same class, the second half of a subsidy on the first. */
@Injectable()
export class OtherCases {
  constructor(
    private readonly database: DataSource,
    private readonly store: EventStore,
  ) {}

  async of({ programmes, stage, classIds, personIds }: Wanted): Promise<ReadonlyMap<string, Beside>> {
    const living = programmes.some((programme) => familyOf(programme) === 'LIVING');
    if (classIds.length === 0 || (!living && stage !== 2)) return new Map();
    const training = living ? ['TRAINING', 'TRAINING_FEE', 'EXAM_FEE'] : [...programmes];
    const rows: readonly Found[] = await this.database.query(
      `select one.claim_id, one.person_id, one.case_id from public.claim_case one join public.claim_row claim using (claim_id)
       where one.person_id = any($1) and claim.class_ids && $2::uuid[] and claim.programmes && $3::text[] and ($4::int is null or claim.stage = $4)
       order by claim.first_seq`,
      [personIds, classIds, training, living ? null : 1],
    );
    const found = new Map<string, Beside>();
    const states = new Map(
      await Promise.all(
        [...new Set(rows.map((row) => row.claim_id))].map(async (id) => [id, (await this.store.stateOf(claim, id)).state] as const),
      ),
    );
    for (const { claim_id, person_id, case_id } of rows) {
      const state = states.get(claim_id);
      const one = state?.status === 'FILED' ? state.cases.get(case_id) : undefined;
      if (one) found.set(person_id, living ? { trainingCase: asOther(one) } : { stageOneCase: asOther(one) });
    }
    return found;
  }
}
