import { Injectable } from '@nestjs/common';
import { EventStore, type RecordedFact } from '@libs/event-store';
import { OutsiderFailed, callOutsider, dueId, type DueHandler, type DueNow, type NewDue, type Outcome } from '@libs/jobs';
import { Outside } from '@libs/platform';
import { payout, type EnquiryOutcome, type PayoutFact, type PayoutFile } from '../payout/payout.decider';
import { bankEnquired } from '../payout/resolution.decider';

type Unknown = { readonly payoutId: string };
const kind = 'bank-enquiry';
const ok = 200;

/** Asks the bank whether it has the file, by the id under which it was sent. */
@Injectable()
export class EveryUnknownOutcomeIsEnquired implements DueHandler<PayoutFact, Unknown> {
  readonly kind = kind;
  readonly attempts = 8;
  readonly attemptSeconds = 15;
  constructor(
    private readonly store: EventStore,
    private readonly outside: Outside,
  ) {}

  sets({ category, id, streamId, fact, meta }: RecordedFact<PayoutFact>): { set?: readonly NewDue<Unknown>[] } {
    if (category !== payout.category || fact.type !== 'PayoutOutcomeUnknown') return {};
    return { set: [{ id: dueId(kind, id), dueAt: meta.recordedAt, data: { payoutId: streamId } }] };
  }

  async fire(due: DueNow<Unknown>): Promise<unknown> {
    const { status, file } = (await this.store.stateOf(payout, due.data.payoutId)).state;
    if (status !== 'OUTCOME_UNKNOWN' || file === undefined) return undefined;
    if (this.outside.bank === undefined) throw new OutsiderFailed('no bank is configured');
    const answer = await callOutsider(due, `${this.outside.bank}/payment-enquiries`, { messageId: file.messageId });
    return this.#enquired(due, outcomeOf(answer, file));
  }

  gaveUp(due: DueNow<Unknown>): Promise<unknown> {
    return this.#enquired(due, 'NO_ANSWER');
  }

  #enquired({ command, data }: DueNow<Unknown>, outcome: EnquiryOutcome): Promise<unknown> {
    return this.store.decide(payout, data.payoutId, { ...command, id: `${command.id}/${outcome}` }, (state, { now }) =>
      bankEnquired(state, outcome, now),
    );
  }
}

/** Other bytes under our id, or words that make no sense, are no answer on which anything could rest. */
function outcomeOf({ status, body }: Outcome, { sha256 }: PayoutFile): EnquiryOutcome {
  if (status !== ok) return 'NO_ANSWER';
  try {
    const said = JSON.parse(body) as { readonly status?: unknown; readonly sha256?: unknown } | null;
    if (said?.status === 'NOT_TAKEN') return 'NOT_TAKEN';
    return said?.status === 'TAKEN' && said.sha256 === sha256 ? 'TAKEN' : 'NO_ANSWER';
  } catch {
    return 'NO_ANSWER';
  }
}
