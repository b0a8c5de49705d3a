import { Injectable } from '@nestjs/common';
import { EventStore, type RecordedFact } from '@libs/event-store';
import { dueId, type DueHandler, type DueNow, type NewDue } from '@libs/jobs';
import { patiently } from './patiently';
import { PayoutFileWriter } from './payout-file-writer';
import { mayBeWritten, storePayoutFile } from './payout-sending.decider';
import { payout, type PayoutFact } from './payout.decider';

type Witnessed = { readonly payoutId: string };
const kind = 'payout-file';

@Injectable()
export class EveryWitnessedPayoutHasItsFile implements DueHandler<PayoutFact, Witnessed> {
  readonly kind = kind;
  readonly attempts = 10;
  readonly attemptSeconds = 60;
  constructor(
    private readonly store: EventStore,
    private readonly writer: PayoutFileWriter,
  ) {}

  sets({ category, id, streamId, fact, meta }: RecordedFact<PayoutFact>): { set?: readonly NewDue<Witnessed>[] } {
    if (category !== payout.category || fact.type !== 'PayoutWitnessed') return {};
    return { set: [{ id: dueId(kind, id), dueAt: meta.recordedAt, data: { payoutId: streamId } }] };
  }

  async fire({ command, dueAt, data, signal }: DueNow<Witnessed>): Promise<unknown> {
    const { state } = await this.store.stateOf(payout, data.payoutId);
    if (!mayBeWritten(state)) return undefined;
    const file = await patiently(signal, () => this.writer.fileOf(data.payoutId, state, dueAt));
    return this.store.decide(payout, data.payoutId, command, (now, at) => storePayoutFile(now, file, at.now));
  }

  /** Without a file nothing is paid: the row waits for an operator. */
  async gaveUp(_: DueNow<Witnessed>, why: string): Promise<never> {
    throw new Error(`the payout file was not made: ${why}`);
  }
}
