import { Injectable } from '@nestjs/common';
import { EventStore, withKeys, type CommandMeta, type RecordedFact, type Streams } from '@libs/event-store';
import { dueId, type DueHandler, type DueNow, type NewDue } from '@libs/jobs';
import { childId } from '@libs/kernel';
import { claim, type Claim } from '../claim/claim.decider';
import type { AccountVersions } from '../payee/payee.decider';
import { patiently } from './patiently';
import { PayoutFileWriter } from './payout-file-writer';
import { mayBeWritten, storePayoutFile } from './payout-sending.decider';
import { withAnotherAccount, withdrawOrders } from './payout-withdrawal.decider';
import { payout, type Payout, type PayoutFact } from './payout.decider';

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
    const accounts = await patiently(signal, () => this.writer.accountsNow(data.payoutId, state));
    const left = accounts && withAnotherAccount(state, accounts).length > 0 ? await this.#withdraw(command, data, state, accounts) : state;
    if (!mayBeWritten(left)) return undefined;
    const file = await patiently(signal, () => this.writer.fileOf(data.payoutId, left, dueAt));
    return this.store.decide(payout, data.payoutId, command, (now, at) => storePayoutFile(now, file, at.now));
  }

  /** What is withdrawn is a decision of its own, over the payout and all its claims; tried again, it is found done. */
  async #withdraw(command: CommandMeta, { payoutId }: Witnessed, state: Payout, accounts: AccountVersions): Promise<Payout> {
    const claimIds = [...new Set([...state.orders.values()].flatMap(({ lines }) => lines.map(({ claimId }) => claimId)))];
    const streams: Streams = Object.fromEntries([
      ['payout', [payout, payoutId]],
      ...claimIds.map((claimId) => [claimId, [claim, claimId]]),
    ]);
    const versions = [...accounts].map(([name, version]) => `${name}/${version}`).sort();
    const own = { ...command, id: `${command.id}/accounts/${childId(payoutId, versions.join())}` };
    const decided = await this.store.decideTogether(own, streams, (states, { now }) => {
      const claims = new Map(claimIds.map((claimId) => [claimId, states[claimId] as Claim]));
      const withdrawn = withdrawOrders(states['payout'] as Payout, claims, { payoutId, accounts, now });
      return withKeys({ payout: withdrawn.payout, ...Object.fromEntries(withdrawn.claims) }, { free: withdrawn.free });
    });
    return decided.streams['payout']?.state as Payout;
  }

  /** Without a file nothing is paid: the row waits for an operator. */
  async gaveUp(_: DueNow<Witnessed>, why: string): Promise<never> {
    throw new Error(`the payout file was not made: ${why}`);
  }
}
