import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, withKeys, type CommandMeta, type Fact, type Streams } from '@libs/event-store';
import { Refused, childId, yuanOf } from '@libs/kernel';
import type { Actor } from '@libs/platform';
import { claim, type Claim } from '../claim/claim.decider';
import { linesReissued, mayReissue } from '../claim/release.decider';
import { PayeeChecks } from './payee-checks';
import { PaymentOrderList } from './payment-order-list.query';
import type { ReissueAnswer } from './payout-answer';
import { payout, type Order, type Payout } from './payout.decider';
import { reissuePayment, type CheckedAccount } from './reissue.decider';

export class ReissuePayment extends Command<ReissueAnswer> {
  constructor(
    readonly command: CommandMeta,
    readonly actor: Actor,
    readonly orderId: string,
  ) {
    super();
  }
}

/** What was asked before the decision: whether the account takes money, and whether the person lives. */
type Checked = { readonly account: CheckedAccount; readonly life: { readonly died?: string } | undefined };

@CommandHandler(ReissuePayment)
export class ReissuePaymentHandler implements ICommandHandler<ReissuePayment> {
  constructor(
    private readonly store: EventStore,
    private readonly orders: PaymentOrderList,
    private readonly payees: PayeeChecks,
  ) {}

  async execute({ command, actor, orderId }: ReissuePayment): Promise<ReissueAnswer> {
    const from = await this.orders.payoutOf(actor, orderId);
    const payoutId = childId(command.id, 'payout');
    const order = (await this.store.stateOf(payout, from)).state.orders.get(orderId);
    if (order === undefined) throw new Refused('PAYMENT_ORDER_NOT_FOUND');
    const checked = await this.#checked(order, command.id);
    const claimIds = [...new Set(order.lines.map(({ claimId }) => claimId))];
    const streams: Streams = Object.fromEntries([
      ['old', [payout, from]],
      ['fresh', [payout, payoutId]],
      ...claimIds.map((claimId) => [claimId, [claim, claimId]]),
    ]);
    const decided = await this.store.decideTogether(command, streams, (states, { now }) => {
      const take = claimIds.flatMap((claimId) =>
        mayReissue(states[claimId] as Claim, { caseIds: casesOf(order, claimId), officer: actor.person }),
      );
      // One officer may pay again several orders of one case; who reviewed it is known from the claim, which is part of this decision.
      const keys = take.map((key) => `${key}/${orderId}`);
      mustLive(checked);
      const reissue = { orderId, from, payoutId, account: checked.account, officer: actor.person, now };
      const { old, fresh } = reissuePayment(states['old'] as Payout, reissue);
      const facts: Record<string, readonly Fact[]> = { old, fresh };
      for (const claimId of claimIds) {
        const lines = order.lines.filter((line) => line.claimId === claimId);
        facts[claimId] = linesReissued(states[claimId] as Claim, { orderId: payoutId, replaces: orderId, lines, now });
      }
      return withKeys(facts, { take: keys });
    });
    const { seq, repeated } = decided;
    return { payoutId, orderId: payoutId, replaces: orderId, amount: yuanOf(order.amountFen), seq, repeated };
  }

  /** Only of an order that came back: of another one the decision refuses, whatever the bank would say. */
  async #checked({ payee, state }: Order, act: string): Promise<Checked> {
    if (state !== 'RETURNED') return { account: { ready: undefined, version: 0 }, life: {} };
    const life = payee.kind === 'PERSON' ? (await this.payees.lives([payee.id])).get(payee.id) : {};
    return { account: await this.payees.accountReady(payee, act), life };
  }
}

function mustLive({ life }: Checked): void {
  // Unknown is not alive, here as at the release.
  if (life === undefined) throw new Refused('EXTERNAL_CHECK_PENDING');
  if (life.died !== undefined) throw new Refused('SUCCESSOR_PAYEE_REQUIRED', { died: life.died });
}

const casesOf = ({ lines }: Order, claimId: string): readonly string[] =>
  lines.filter((line) => line.claimId === claimId).map(({ caseId }) => caseId);
