import { Injectable } from '@nestjs/common';
import { EventStore, type RecordedFact } from '@libs/event-store';
import { OutsiderFailed, callOutsider, dueId, type DueHandler, type DueNow, type NewDue } from '@libs/jobs';
import { Outside } from '@libs/platform';
import { PayoutFiles } from './payout-files';
import { payoutOutcomeUnknown, payoutSent } from './payout-sending.decider';
import { payout, type PayoutFact } from './payout.decider';

type Leaving = { readonly payoutId: string; readonly messageId: string; readonly sha256: string };
const kind = 'payout-leaves';
const firstError = 300;

@Injectable()
export class EveryPayoutFileLeaves implements DueHandler<PayoutFact, Leaving> {
  readonly kind = kind;
  readonly attempts = 5;
  readonly attemptSeconds = 15;
  constructor(
    private readonly store: EventStore,
    private readonly files: PayoutFiles,
    private readonly outside: Outside,
  ) {}

  sets({ category, id, streamId, fact, meta }: RecordedFact<PayoutFact>): { set?: readonly NewDue<Leaving>[] } {
    if (category !== payout.category || fact.type !== 'PayoutFileStored') return {};
    const { messageId, sha256 } = fact;
    return { set: [{ id: dueId(kind, id), dueAt: meta.recordedAt, data: { payoutId: streamId, messageId, sha256 } }] };
  }

  async fire(due: DueNow<Leaving>): Promise<unknown> {
    const { payoutId, messageId, sha256 } = due.data;
    const { state } = await this.store.stateOf(payout, payoutId);
    if (state.status !== 'STORED') return undefined;
    const file = await this.files.find(payoutId);
    if (file?.sha256 !== sha256) throw new Error(`the kept file of payout ${payoutId} is not the one that was recorded`);
    if (this.outside.bank === undefined) throw new OutsiderFailed('no bank is configured');
    // However often these bytes are sent, to the bank they are one message.
    const { status } = await callOutsider({ ...due, id: messageId }, `${this.outside.bank}/payments`, {
      message: file.bytes.toString('utf8'),
    });
    // A no that another try would not change is no proof that nothing was taken: people look before anything is paid.
    if (status >= firstError) return this.#unknown(due);
    return this.store.decide(payout, payoutId, due.command, (now, at) => payoutSent(now, at.now));
  }

  async gaveUp(due: DueNow<Leaving>): Promise<unknown> {
    return this.#unknown(due);
  }

  #unknown({ command, data }: DueNow<Leaving>): Promise<unknown> {
    return this.store.decide(payout, data.payoutId, { ...command, id: `${command.id}/unknown` }, (state, { now }) =>
      payoutOutcomeUnknown(state, now),
    );
  }
}
