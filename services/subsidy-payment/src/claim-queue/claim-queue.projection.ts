import { Injectable } from '@nestjs/common';
import { Column, Entity, In, PrimaryColumn, type EntityManager } from 'typeorm';
import type { Projection, RecordedFact } from '@libs/event-store';
import { addFen } from '@libs/kernel';
import { instant, maybeInstant, position } from '@libs/platform';
import { claim, linesOf, type Case, type ClaimFact, type FiledClaim } from '../claim/claim.decider';
import { waitsFor, type WaitsFor } from './waits-for';

/** What has to be known of a case to see what it waits for after the next fact. */
@Entity('queued_case')
export class QueuedCaseRow {
  @PrimaryColumn('uuid', { name: 'case_id' }) caseId!: string;
  @Column('uuid', { name: 'claim_id' }) claimId!: string;
  @Column('jsonb') state!: object;
  @Column('bigint', { transformer: position }) seq!: number;
}

/** A case once for each thing that it waits for. */
@Entity('waiting_case')
export class WaitingCaseRow {
  @PrimaryColumn('uuid', { name: 'case_id' }) caseId!: string;
  @PrimaryColumn('text', { name: 'waits_for' }) waitsFor!: WaitsFor;
  @Column('uuid', { name: 'claim_id' }) claimId!: string;
  @Column('timestamptz', { transformer: instant }) since!: string;
  @Column('integer') lines!: number;
  @Column('bigint', { name: 'amount_fen', transformer: position }) amountFen!: number;
  /** The ledger has no money for it yet. */
  @Column('boolean', { name: 'no_funds' }) noFunds!: boolean;
  @Column('text', { name: 'last_day', nullable: true }) lastDay!: string | null;
  @Column('timestamptz', { name: 'ends_at', nullable: true, transformer: maybeInstant }) endsAt!: string | null;
  @Column('bigint', { transformer: position }) seq!: number;
}

// A claim of which nothing is known but the cases that a fact concerns.
const empty = claim.evolve(claim.initial, {
  type: 'ClaimSubmitted',
  programmes: [],
  region: '',
  classIds: [],
  caseIds: [],
  appliedOn: '',
  filedBy: '',
  filer: '',
  submittedAt: '',
}) as FiledClaim;

/** What the next step does not ask for stays in the log; what JSON cannot hold is made anew by the facts that need it. */
function kept({ input: _, decisions: __, decision, ...known }: Case): object {
  const plain = Object.fromEntries(Object.entries(known).filter(([, value]) => !(value instanceof Map)));
  return { ...plain, ...(decision && { decision: { ...decision, failed: [], trace: [] } }) };
}

function opened({ caseId, personId, place }: Pick<Case, 'caseId' | 'personId' | 'place'>): Case | undefined {
  const known = claim.evolve(empty, { type: 'CaseOpened', caseId, personId, place });
  return known.status === 'FILED' ? known.cases.get(caseId) : undefined;
}

@Injectable()
export class ClaimQueueProjection implements Projection {
  readonly name = 'claim-queue';
  readonly rows = [QueuedCaseRow, WaitingCaseRow];

  async apply({ category, streamId: claimId, seq, fact, meta }: RecordedFact, rows: EntityManager): Promise<void> {
    if (category !== claim.category) return;
    const recorded = fact as ClaimFact;
    if (recorded.type === 'ClaimSubmitted') return;
    if (recorded.type === 'CaseOpened') {
      const one = opened(recorded);
      if (one) await rows.insert(QueuedCaseRow, { caseId: one.caseId, claimId, state: kept(one), seq });
      return;
    }
    const known = await rows.findBy(QueuedCaseRow, 'caseId' in recorded ? { caseId: recorded.caseId } : { claimId });
    const before = new Map(known.flatMap(({ caseId, state }) => restored(caseId, state as Case)));
    const after = claim.evolve({ ...empty, cases: before }, recorded);
    if (after.status !== 'FILED') return;
    for (const [caseId, one] of after.cases) {
      if (one === before.get(caseId)) continue;
      await rows.update(QueuedCaseRow, { caseId }, { state: kept(one), seq });
      await waits(rows, claimId, one, { seq, at: meta.recordedAt });
    }
  }
}

function restored(caseId: string, state: Case): readonly (readonly [string, Case])[] {
  const fresh = opened(state);
  return fresh ? [[caseId, { ...fresh, ...state }]] : [];
}

async function waits(
  rows: EntityManager,
  claimId: string,
  one: Case,
  { seq, at }: { readonly seq: number; readonly at: string },
): Promise<void> {
  const { caseId } = one;
  const kinds = waitsFor(one);
  const before = new Map((await rows.findBy(WaitingCaseRow, { caseId })).map((row) => [row.waitsFor, row]));
  const over = [...before.keys()].filter((kind) => !kinds.includes(kind));
  if (over.length > 0) await rows.delete(WaitingCaseRow, { caseId, waitsFor: In(over) });
  const lines = linesOf(one);
  const row = {
    caseId,
    claimId,
    lines: lines.length,
    amountFen: addFen(...lines.map(({ amountFen }) => amountFen)),
    noFunds: one.funds === 'QUEUED',
    lastDay: one.publicity?.lastDay ?? null,
    endsAt: one.publicity?.endsAt ?? null,
    seq,
  };
  for (const kind of kinds) {
    if (before.has(kind)) await rows.update(WaitingCaseRow, { caseId, waitsFor: kind }, row);
    else await rows.insert(WaitingCaseRow, { ...row, waitsFor: kind, since: at });
  }
}
