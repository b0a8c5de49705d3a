import { Injectable } from '@nestjs/common';
import { Column, Entity, PrimaryColumn, type EntityManager } from 'typeorm';
import type { Projection, RecordedFact } from '@libs/event-store';
import { position } from '@libs/platform';
import type { Programme } from '@libs/policy';
import { claim, type ClaimFact } from '../claim/claim.decider';
import { payeeName } from '../payee/payee.decider';

@Entity('claim_row')
export class ClaimRow {
  @PrimaryColumn('uuid', { name: 'claim_id' }) claimId!: string;
  @Column('text', { array: true }) programmes!: readonly Programme[];
  @Column('text') region!: string;
  /** Empty where the person asks. */
  @Column('text', { name: 'organisation_id' }) organisationId!: string;
  @Column('uuid', { name: 'class_ids', array: true }) classIds!: readonly string[];
  @Column('integer', { nullable: true }) stage!: number | null;
  @Column('text', { name: 'applied_on' }) appliedOn!: string;
  @Column('text', { name: 'filed_by' }) filedBy!: string;
  @Column('integer') cases!: number;
  /** How many of its decided cases are rejected now: where a reassessment looks. */
  @Column('integer') rejected!: number;
  @Column('bigint', { name: 'first_seq', transformer: position }) firstSeq!: number;
  @Column('integer') version!: number;
  @Column('bigint', { transformer: position }) seq!: number;
}

/** Where a person's cases are; how they stand is asked of their claims. */
@Entity('claim_case')
export class ClaimCaseRow {
  @PrimaryColumn('uuid', { name: 'case_id' }) caseId!: string;
  @Column('uuid', { name: 'claim_id' }) claimId!: string;
  @Column('uuid', { name: 'person_id' }) personId!: string;
  @Column('text') outcome!: string;
  @Column('bigint', { transformer: position }) seq!: number;
}

/** Whom a claim pays, or would have paid by an earlier decision. */
@Entity('claim_payee')
export class ClaimPayeeRow {
  @PrimaryColumn('text') payee!: string;
  @PrimaryColumn('uuid', { name: 'claim_id' }) claimId!: string;
  /** Since when. */
  @Column('bigint', { transformer: position }) seq!: number;
}

type Recorded = RecordedFact<ClaimFact>;

/** Which facts an officer can see a claim change by; the same as those that raise its view version. */
const unseen: ReadonlySet<string> = new Set([
  'CaseOpened',
  'CaseDecided',
  'FindingStands',
  'FundsAnswered',
  'PublicityEnded',
  'WaitingCasesLeft',
  'CaseLinesPaid',
  'CasePaid',
]);

@Injectable()
export class ClaimListProjection implements Projection {
  readonly name = 'claim-list';
  readonly rows = [ClaimRow, ClaimCaseRow, ClaimPayeeRow];

  async apply(recorded: RecordedFact, rows: EntityManager): Promise<void> {
    if (recorded.category !== claim.category) return;
    const { streamId, seq, fact } = recorded as Recorded;
    if (fact.type === 'ClaimSubmitted') return this.#submitted(recorded as Recorded, rows);
    if (fact.type === 'CaseOpened') {
      await rows.insert(ClaimCaseRow, { caseId: fact.caseId, claimId: streamId, personId: fact.personId, outcome: '', seq });
      await rows.increment(ClaimRow, { claimId: streamId }, 'cases', 1);
    }
    if (fact.type === 'CaseDecided') {
      await rows.update(ClaimCaseRow, { caseId: fact.caseId }, { outcome: fact.decision.outcome, seq });
      await this.#pays(streamId, fact, seq, rows);
    }
    if (fact.type === 'ClaimDecided') {
      await rows.update(
        ClaimRow,
        { claimId: streamId },
        { rejected: await rows.countBy(ClaimCaseRow, { claimId: streamId, outcome: 'REJECTED' }) },
      );
    }
    if (!unseen.has(fact.type)) await rows.increment(ClaimRow, { claimId: streamId }, 'version', 1);
    await rows.update(ClaimRow, { claimId: streamId }, { seq });
  }

  async #pays(claimId: string, { decision }: Extract<ClaimFact, { type: 'CaseDecided' }>, seq: number, rows: EntityManager): Promise<void> {
    const payees = [...new Set(decision.lines.map(({ payee }) => payeeName(payee)))].map((payee) => ({ payee, claimId, seq }));
    if (payees.length > 0) await rows.createQueryBuilder().insert().into(ClaimPayeeRow).values(payees).orIgnore().execute();
  }

  async #submitted({ streamId, seq, fact }: Recorded, rows: EntityManager): Promise<void> {
    if (fact.type !== 'ClaimSubmitted') return;
    const { programmes, region, organisationId = '', classIds, stage, appliedOn, filedBy } = fact;
    const known = {
      programmes: [...programmes],
      region,
      organisationId,
      classIds: [...classIds],
      stage: stage ?? null,
      appliedOn,
      filedBy,
    };
    await rows.insert(ClaimRow, { claimId: streamId, ...known, cases: 0, rejected: 0, firstSeq: seq, version: 1, seq });
  }
}
