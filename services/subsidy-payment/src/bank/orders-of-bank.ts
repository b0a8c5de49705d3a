import { Injectable } from '@nestjs/common';
import { EventStore } from '@libs/event-store';
import { Views } from '@libs/platform';
import { DataSource, In } from 'typeorm';
import { claim } from '../claim/claim.decider';
import { PaymentOrderRow } from '../payout/payment-order-list.projection';
import { rowName } from '../payout/payout-approval.decider';
import { payout } from '../payout/payout.decider';
import type { BankAnswer } from './bank-answer.decider';
import type { Rejection } from './bank-message';

export type ReturnedWhole = {
  readonly answers: readonly BankAnswer[];
  /** By order. */
  readonly payouts: ReadonlyMap<string, string>;
  /** Payouts that are none of ours, or have no such part. */
  readonly unknown: readonly string[];
};

/** Where an order that the bank speaks of stands, and whom it touches. */
@Injectable()
export class OrdersOfBank {
  constructor(
    private readonly store: EventStore,
    private readonly database: DataSource,
    private readonly views: Views,
  ) {}

  /** The payout of each order that is known here. */
  async payoutsOf(orderIds: readonly string[], seq: number): Promise<ReadonlyMap<string, string>> {
    const found = await this.#rows(orderIds);
    if (found.size === new Set(orderIds).size) return found;
    // The view may be behind: the bank is quick where an order left a moment ago.
    await this.views.caughtUp('payment-order-list', seq);
    return this.#rows(orderIds);
  }

  /** What it means for each order that whole payouts came back, but for those of which the bank says more. */
  async returnedBy(rejections: readonly Rejection[], named: ReadonlySet<string>): Promise<ReturnedWhole> {
    const payouts = new Map<string, string>();
    const answers = new Map<string, BankAnswer>();
    const unknown: string[] = [];
    for (const { payoutId, group, code, bankReference } of rejections) {
      const orders = [...(await this.store.stateOf(payout, payoutId)).state.orders.values()];
      const rejected = orders.filter(({ row, state }) => state !== 'WITHDRAWN' && (group === undefined || rowName(row) === group));
      if (rejected.length === 0) unknown.push(payoutId);
      for (const { orderId } of rejected.filter((order) => !named.has(order.orderId))) {
        payouts.set(orderId, payoutId);
        answers.set(orderId, { orderId, said: 'RETURNED', code, bankReference });
      }
    }
    return { answers: [...answers.values()], payouts, unknown };
  }

  async touchedBy(
    payoutId: string,
    orderId: string,
  ): Promise<{ readonly claimIds: readonly string[]; readonly personIds: readonly string[] }> {
    const lines = (await this.store.stateOf(payout, payoutId)).state.orders.get(orderId)?.lines ?? [];
    const claimIds = [...new Set(lines.map(({ claimId }) => claimId))];
    const caseIds = new Set(lines.map(({ caseId }) => caseId));
    const personIds = new Set<string>();
    for (const claimId of claimIds) {
      const { state } = await this.store.stateOf(claim, claimId);
      if (state.status === 'FILED') for (const one of state.cases.values()) if (caseIds.has(one.caseId)) personIds.add(one.personId);
    }
    return { claimIds, personIds: [...personIds] };
  }

  async #rows(orderIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const rows = await this.database
      .getRepository(PaymentOrderRow)
      .find({ select: { orderId: true, payoutId: true }, where: { orderId: In([...orderIds]) } });
    return new Map(rows.map(({ orderId, payoutId }) => [orderId, payoutId]));
  }
}
