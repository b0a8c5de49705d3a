// That the bank has written to us, and what: kept whatever comes of it. What it means for an order stands with the order.
import type { Decider } from '@libs/event-store';

export type BankMessageFact = {
  readonly type: 'BankMessageReceived';
  readonly kind: 'pain.002' | 'camt.053';
  readonly messageId: string;
  readonly sha256: string;
  /** The orders that it speaks of, as it calls them. */
  readonly orderIds: readonly string[];
  readonly receivedAt: string;
};

export type BankMessages = { readonly received: readonly string[] };

/** A stream for each id under which the bank writes. */
export const bankMessages: Decider<BankMessages, BankMessageFact> = {
  category: 'bank-message',
  initial: { received: [] },
  schemas: { BankMessageReceived: 1 },
  evolve(state, fact) {
    switch (fact.type) {
      case 'BankMessageReceived':
        return { received: [...state.received, fact.sha256] };
    }
  },
};

/** The same bytes again are the same message; other bytes under the same id are kept as well, for somebody to wonder at. */
export const receiveBankMessage = (
  state: BankMessages,
  message: Omit<BankMessageFact, 'type' | 'receivedAt'>,
  now: string,
): readonly BankMessageFact[] =>
  state.received.includes(message.sha256) ? [] : [{ type: 'BankMessageReceived', ...message, receivedAt: now }];
