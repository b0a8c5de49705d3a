import { Injectable } from '@nestjs/common';
import { Column, Entity, PrimaryColumn, type EntityManager } from 'typeorm';
import type { Projection, RecordedFact } from '@libs/event-store';
import { fundRow, type Bucket, type FundRowFact, type Move } from '../fund-row/fund-row.decider';
import type { Fund, RowName } from '../fund-row/row-name';

// PostgreSQL's bigint comes as text; positions and amounts stay far below 2^53.
const whole = { to: (value: number) => value, from: (value: string | number) => Number(value) };

@Entity('fund_row')
export class FundRowRow {
  @PrimaryColumn('uuid', { name: 'row_id' }) rowId!: string;
  @Column('text') fund!: Fund;
  @Column('text') region!: string;
  @Column('integer') year!: number;
  @Column('bigint', { name: 'allotted_fen', transformer: whole }) allottedFen!: number;
  @Column('bigint', { name: 'available_fen', transformer: whole }) availableFen!: number;
  @Column('bigint', { name: 'committed_fen', transformer: whole }) committedFen!: number;
  @Column('bigint', { name: 'in_transit_fen', transformer: whole }) inTransitFen!: number;
  @Column('bigint', { name: 'paid_fen', transformer: whole }) paidFen!: number;
  @Column('bigint', { name: 'advance_fen', transformer: whole }) advanceFen!: number;
  @Column('bigint', { name: 'suspense_fen', transformer: whole }) suspenseFen!: number;
  @Column('bigint', { name: 'receivable_fen', transformer: whole }) receivableFen!: number;
  @Column('bigint', { name: 'returned_fen', transformer: whole }) returnedFen!: number;
  @Column('integer') queued!: number;
  @Column('integer') version!: number;
  @Column('bigint', { transformer: whole }) seq!: number;
}

/** Every move of money as it is kept for questions: from one bucket to another, when it happened and when we learned of it. */
@Entity('fund_journal')
export class FundJournalRow {
  @PrimaryColumn('bigint', { transformer: whole }) seq!: number;
  /** The place within its fact. */
  @PrimaryColumn('integer') n!: number;
  @Column('uuid', { name: 'row_id' }) rowId!: string;
  @Column('text', { name: 'from_bucket' }) from!: Bucket | 'ALLOTTED';
  @Column('text', { name: 'to_bucket' }) to!: Bucket;
  @Column('bigint', { name: 'amount_fen', transformer: whole }) amountFen!: number;
  @Column('text') cause!: string;
  @Column('text', { name: 'cause_id' }) causeId!: string;
  @Column('uuid', { name: 'case_id', nullable: true }) caseId!: string | null;
  @Column('integer', { nullable: true }) line!: number | null;
  @Column('timestamptz', { name: 'happened_at' }) happenedAt!: Date;
  @Column('timestamptz', { name: 'recorded_at' }) recordedAt!: Date;
}

type Entry = Omit<Move, 'from'> & { readonly from: Move['from'] | 'ALLOTTED' };
type Change = {
  readonly row?: RowName;
  readonly entries: readonly Entry[];
  readonly queued: number;
  readonly version: number;
  readonly seq: number;
};

const rowsAtOnce = 1_000;

const columns: Readonly<Record<Bucket, string>> = {
  AVAILABLE: 'available_fen',
  COMMITTED: 'committed_fen',
  IN_TRANSIT: 'in_transit_fen',
  PAID: 'paid_fen',
  ADVANCE: 'advance_fen',
  SUSPENSE: 'suspense_fen',
  RECEIVABLE: 'receivable_fen',
  RETURNED: 'returned_fen',
};

@Injectable()
export class FundRowListProjection implements Projection {
  readonly name = 'fund-row-list';
  readonly rows = [FundRowRow, FundJournalRow];

  apply(recorded: RecordedFact, rows: EntityManager): Promise<void> {
    return this.applyAll([recorded], rows);
  }

  async applyAll(recorded: readonly RecordedFact[], rows: EntityManager): Promise<void> {
    const own = recorded.filter(isOfRow);
    const journal = own.flatMap(journalOf);
    for (let at = 0; at < journal.length; at += rowsAtOnce) await rows.insert(FundJournalRow, journal.slice(at, at + rowsAtOnce));
    for (const [rowId, facts] of Map.groupBy(own, ({ streamId }) => streamId)) await change(rowId, facts.map(changeOf), rows);
  }
}

const isOfRow = (recorded: RecordedFact): recorded is RecordedFact<FundRowFact> => recorded.category === fundRow.category;

/** What a fact enters into the books; an allotment comes from outside of them. */
function entriesOf(fact: FundRowFact): readonly Entry[] {
  if (fact.type === 'AllotmentPosted') return [{ from: 'ALLOTTED', to: 'AVAILABLE', amountFen: fact.amountFen }];
  return fact.type === 'FundsMoved' ? fact.moves : [];
}

function journalOf({ fact, seq, streamId, meta }: RecordedFact<FundRowFact>): readonly FundJournalRow[] {
  if (fact.type !== 'AllotmentPosted' && fact.type !== 'FundsMoved') return [];
  const [cause, causeId, happenedAt] =
    fact.type === 'FundsMoved' ? [fact.cause, fact.causeId, fact.happenedAt] : ['ALLOTMENT', streamId, fact.postedAt];
  return entriesOf(fact).map(({ from, to, amountFen, caseId = null, line = null }, n) => ({
    ...{ seq, n, rowId: streamId, from, to, amountFen, cause, causeId, caseId, line },
    happenedAt: new Date(happenedAt),
    recordedAt: new Date(meta.recordedAt),
  }));
}

function changeOf({ fact, version, seq }: RecordedFact<FundRowFact>): Change {
  const joined = fact.type === 'CasesQueued' ? fact.cases.length : 0;
  const left = fact.type === 'CasesLeftQueue' ? fact.caseIds.length : 0;
  return { ...('row' in fact && { row: fact.row }), entries: entriesOf(fact), queued: joined - left, version, seq };
}

/** One statement a row, however many facts: what it was plus what they add. */
async function change(rowId: string, changes: readonly Change[], rows: EntityManager): Promise<void> {
  const row = changes.find((one) => one.row !== undefined)?.row;
  const last = changes.at(-1);
  // Of a row that only withheld a move nothing is known yet, not even its name.
  if (!last) return;
  const added = new Map<string, number>();
  const add = (column: string, amount: number) => added.set(column, (added.get(column) ?? 0) + amount);
  for (const { entries, queued } of changes) {
    add('queued', queued);
    for (const { from, to, amountFen } of entries) {
      if (from === 'ALLOTTED') add('allotted_fen', amountFen);
      else add(columns[from], -amountFen);
      add(columns[to], amountFen);
    }
  }
  if (row) {
    await rows.query(
      `insert into fund_row (row_id, fund, region, year, version, seq) values ($1, $2, $3, $4, 0, 0) on conflict (row_id) do nothing`,
      [rowId, row.fund, row.region, row.year],
    );
  }
  const sums = [...added.keys()].map((column, place) => `${column} = ${column} + $${place + 4}`);
  await rows.query(`update fund_row set version = $2, seq = $3, ${sums.join(', ')} where row_id = $1`, [
    rowId,
    last.version,
    last.seq,
    ...added.values(),
  ]);
}
