import { Injectable } from '@nestjs/common';
import { Column, Entity, PrimaryColumn, type EntityManager } from 'typeorm';
import type { Projection, RecordedFact } from '@libs/event-store';
import { instant, position } from '@libs/platform';
import { claim, type ClaimFact } from '../claim/claim.decider';

/** What happened to a claim, who did it, and when it was recorded. */
@Entity('claim_step')
export class ClaimStepRow {
  @PrimaryColumn('bigint', { transformer: position }) seq!: number;
  @Column('uuid', { name: 'claim_id' }) claimId!: string;
  @Column('text') fact!: ClaimFact['type'];
  @Column('text') actor!: string;
  @Column('timestamptz', { transformer: instant }) at!: string;
  @Column('uuid', { name: 'case_ids', array: true }) caseIds!: readonly string[];
  @Column('jsonb') detail!: Readonly<Record<string, unknown>>;
}

/** Parts of a larger step, which is a fact of its own. */
const parts: ReadonlySet<string> = new Set(['CaseOpened', 'CaseDecided', 'CaseLinesPaid']);
/** What a step says beside whom it concerns; nothing of it says who a person is. */
const said: readonly string[] = [
  'round',
  'lastDay',
  'endsAt',
  'upheld',
  'reason',
  'code',
  'payoutId',
  'orderId',
  'replaces',
  'cause',
  'served',
  'pack',
];

type Named = { readonly caseId: string };
const idsOf = (list: unknown): readonly string[] =>
  Array.isArray(list) ? list.map((one: string | Named) => (typeof one === 'string' ? one : one.caseId)) : [];

/** The cases that a fact names, in whichever of its lists. */
function casesIn(fact: ClaimFact): readonly string[] {
  if ('caseId' in fact) return [fact.caseId];
  const lists = Object.values(fact).filter((value) => Array.isArray(value));
  const named = lists.filter((list) => list.every((one: unknown) => isCase(one)));
  const decided = fact.type === 'ClaimDecided' ? fact.eligible : [];
  const own = 'caseIds' in fact ? fact.caseIds : [...decided, ...named.flatMap(idsOf)];
  return [...new Set(own)];
}
const isCase = (one: unknown): boolean => typeof one === 'object' && one !== null && 'caseId' in one;

@Injectable()
export class ClaimStepsProjection implements Projection {
  readonly name = 'claim-steps';
  readonly rows = [ClaimStepRow];

  async apply({ category, streamId: claimId, seq, fact, meta }: RecordedFact, rows: EntityManager): Promise<void> {
    if (category !== claim.category || parts.has(fact.type)) return;
    const recorded = fact as ClaimFact;
    const detail = Object.fromEntries(Object.entries(recorded).filter(([name]) => said.includes(name)));
    const step = { seq, claimId, fact: recorded.type, actor: meta.actor, at: meta.recordedAt, caseIds: [...casesIn(recorded)], detail };
    await rows.insert(ClaimStepRow, step);
  }
}
