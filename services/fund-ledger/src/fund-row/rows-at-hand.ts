// The rows of one decision while it is being made: what is still available, who waits, and the facts so far.
import { addFen, lessFen, noFen, type Fen } from '@libs/kernel';
import type { CaseLine, Cause, FundRow, FundRowFact, FundsMoved, Move, Waiting } from './fund-row.decider';
import { waitingIn } from './fund-row.decider';
import { rowKey, rowsAbove, type RowName } from './row-name';

/** Rows that the decision needs and that were not read with it: whoever asked reads again, with these. */
export class RowNotAtHand extends Error {
  constructor(readonly row: RowName) {
    super(`row ${rowKey(row)} was not read`);
  }
}

type AtHand = {
  readonly row: RowName;
  readonly state: FundRow;
  availableFen: Fen;
  waiting: number;
  readonly given: Move[];
  readonly freed: Move[];
  readonly left: { readonly caseId: string; readonly why: 'COMMITTED' | 'DROPPED' | 'MOVED' }[];
  readonly joined: Waiting[];
};

export type Shortfall = { readonly row: RowName };

export class RowsAtHand {
  private readonly rows: ReadonlyMap<string, AtHand>;

  constructor(rows: readonly (readonly [RowName, FundRow])[]) {
    this.rows = new Map(
      rows.map(([row, state]) => [
        rowKey(row),
        { row, state, availableFen: state.balances.AVAILABLE, waiting: state.queue.size, given: [], freed: [], left: [], joined: [] },
      ]),
    );
  }

  has(row: RowName): boolean {
    return this.rows.has(rowKey(row));
  }

  at(row: RowName): AtHand {
    const found = this.rows.get(rowKey(row));
    if (!found) throw new RowNotAtHand(row);
    return found;
  }

  /** The row that pays what is asked of this one: itself, else the nearest above that is one; where there is none it stays what it is. */
  paying(asked: RowName): RowName {
    return rowsAbove(asked).find((row) => this.at(row).state.open) ?? asked;
  }

  /** The first row that cannot pay its part of these lines; whoever stands at the front of a queue is not behind it. */
  shortfall(lines: readonly CaseLine[], atFrontOf?: RowName): Shortfall | undefined {
    const needs = needsOf(lines);
    for (const { row, amountFen } of needs.values()) {
      const { state, availableFen, waiting } = this.at(row);
      const first = atFrontOf !== undefined && rowKey(atFrontOf) === rowKey(row);
      if (!state.open || (waiting > 0 && !first) || availableFen < amountFen) return { row };
    }
    return undefined;
  }

  commit(caseId: string, lines: readonly CaseLine[]): void {
    for (const { line, row, amountFen } of lines) {
      const here = this.at(row);
      here.availableFen = lessFen(here.availableFen, amountFen);
      here.given.push({ from: 'AVAILABLE', to: 'COMMITTED', amountFen, caseId, line });
    }
  }

  release(caseId: string, lines: readonly CaseLine[]): void {
    for (const { line, row, amountFen } of lines) {
      const here = this.at(row);
      here.availableFen = addFen(here.availableFen, amountFen);
      here.freed.push({ from: 'COMMITTED', to: 'AVAILABLE', amountFen, caseId, line });
    }
  }

  /** Answers the place in the row's queue. */
  join(row: RowName, waiting: Waiting): number {
    const here = this.at(row);
    here.joined.push(waiting);
    here.waiting += 1;
    return here.waiting;
  }

  leave(row: RowName, caseId: string, why: 'COMMITTED' | 'DROPPED' | 'MOVED'): void {
    const here = this.at(row);
    here.left.push({ caseId, why });
    here.waiting -= 1;
  }

  /** Where a case that waits already stands now, counted from 1. */
  placeOf(row: RowName, caseId: string): number {
    let place = 0;
    for (const waiting of waitingIn(this.at(row).state)) {
      place += 1;
      if (waiting.caseId === caseId) return place;
    }
    return place;
  }

  /** The facts of every row that changed. `causeOf` names what each case's moves are due to. */
  facts(causeOf: (caseId: string) => string, now: string): readonly (readonly [RowName, readonly FundRowFact[]])[] {
    return [...this.rows.values()]
      .map(({ row, freed, left, given, joined }) => {
        const facts: FundRowFact[] = [
          ...movedFor('RELEASE', row, freed, causeOf, now),
          ...leftFor(left, now),
          ...movedFor('COMMITMENT', row, given, causeOf, now),
          ...joinedFor(row, joined, now),
        ];
        return [row, facts] as const;
      })
      .filter(([, facts]) => facts.length > 0);
  }
}

export type RowNeed = { readonly row: RowName; readonly amountFen: Fen };

/** What these lines need of each row. */
export function needsOf(lines: readonly CaseLine[]): ReadonlyMap<string, RowNeed> {
  const needs = new Map<string, RowNeed>();
  for (const { row, amountFen } of lines) {
    const key = rowKey(row);
    needs.set(key, { row, amountFen: addFen(needs.get(key)?.amountFen ?? noFen, amountFen) });
  }
  return needs;
}

function movedFor(
  cause: Extract<Cause, 'COMMITMENT' | 'RELEASE'>,
  row: RowName,
  moves: readonly Move[],
  causeOf: (caseId: string) => string,
  now: string,
): readonly FundsMoved[] {
  const byCause = Map.groupBy(moves, ({ caseId }) => causeOf(caseId ?? ''));
  return [...byCause].map(([causeId, own]) => ({ type: 'FundsMoved', cause, causeId, row, moves: own, happenedAt: now }));
}

function leftFor(left: AtHand['left'], leftAt: string): readonly FundRowFact[] {
  return [...Map.groupBy(left, ({ why }) => why)].map(([why, own]) => ({
    type: 'CasesLeftQueue',
    caseIds: own.map(({ caseId }) => caseId),
    why,
    leftAt,
  }));
}

function joinedFor(row: RowName, joined: readonly Waiting[], queuedAt: string): readonly FundRowFact[] {
  const byClaim = Map.groupBy(joined, ({ claimId, round }) => `${claimId}/${round}`);
  return [...byClaim.values()].flatMap((own) => {
    const [first] = own;
    if (!first) return [];
    const { claimId, round } = first;
    return [{ type: 'CasesQueued', row, claimId, round, cases: own.map(({ caseId, lines }) => ({ caseId, lines })), queuedAt } as const];
  });
}
