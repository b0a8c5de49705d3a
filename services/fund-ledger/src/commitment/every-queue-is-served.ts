import { Injectable } from '@nestjs/common';
import { EventStore, type CommandMeta, type RecordedFact } from '@libs/event-store';
import { dueId, type DueHandler, type DueNow, type NewDue } from '@libs/jobs';
import { fundRow, waitingIn, type FundRowFact, type Waiting } from '../fund-row/fund-row.decider';
import { allRows, awaits, fundRows, servedFrom } from '../fund-row/fund-rows.decider';
import { LedgerStreams } from '../fund-row/ledger-streams';
import { rowIdOf, rowKey, type RowName } from '../fund-row/row-name';
import { withRows } from '../fund-row/with-rows';
import { serveQueue } from './serve-queue.decider';

type MoreAvailable = { readonly rowId: string };
const kind = 'queue-served';
const servedAtOnce = 100;

@Injectable()
export class EveryQueueIsServed implements DueHandler<FundRowFact, MoreAvailable> {
  readonly kind = kind;
  constructor(private readonly store: EventStore) {}

  // At once, whenever a row has more than before, or its front has given up.
  sets({ id, category, streamId, fact, meta }: RecordedFact<FundRowFact>): { set?: readonly NewDue<MoreAvailable>[] } {
    if (category !== fundRow.category || !mayServe(fact)) return {};
    return { set: [{ id: dueId(kind, id), dueAt: meta.recordedAt, data: { rowId: streamId } }] };
  }

  async fire({ command, data: { rowId } }: DueNow<MoreAvailable>): Promise<void> {
    const { row } = (await this.store.stateOf(fundRow, rowId)).state;
    if (!row) return;
    const { state } = await this.store.stateOf(fundRows, allRows);
    for (const served of servedFrom(state, row)) await this.serve(served, command);
  }

  private async serve(row: RowName, command: CommandMeta): Promise<void> {
    for (let part = 1; ; part += 1) {
      const { state, version } = await this.store.stateOf(fundRow, rowIdOf(row));
      const first = [...taken(waitingIn(state), servedAtOnce)];
      if (first.length === 0) return;
      const own = { ...command, id: `${command.id}/${rowKey(row)}/${part}`, input: { row, part } };
      const changed = await this.serveFirst(row, first, own, version);
      // Nobody was served: the front waits for more.
      if (!changed) return;
    }
  }

  private async serveFirst(row: RowName, first: readonly Waiting[], command: CommandMeta, version: number): Promise<boolean> {
    const read = new Set(first.map(({ caseId }) => caseId));
    const claimIds = first.map(({ claimId }) => claimId);
    const asked = [row, ...first.flatMap(({ lines }) => lines.map((line) => line.row))];
    const decided = await withRows(asked, (rows) => {
      const ledger = LedgerStreams.above(rows, claimIds);
      return this.store.decideTogether(command, ledger.streams, (states, { now }) => {
        const served = serveQueue({ row, state: ledger.row(states, row) }, ledger.atHand(states), read, now);
        return ledger.facts({ ...served, listed: awaits(ledger.list(states), served.awaited) });
      });
    });
    if (decided === undefined || decided.repeated) return true;
    return (await this.store.stateOf(fundRow, rowIdOf(row))).version !== version;
  }
}

const mayServe = (fact: FundRowFact): boolean =>
  fact.type === 'AllotmentPosted' ||
  (fact.type === 'FundsMoved' && fact.moves.some(({ to }) => to === 'AVAILABLE')) ||
  (fact.type === 'CasesLeftQueue' && fact.why === 'DROPPED');

function* taken<T>(from: Iterable<T>, most: number): Generator<T> {
  let count = 0;
  for (const one of from) {
    if (count === most) return;
    count += 1;
    yield one;
  }
}
