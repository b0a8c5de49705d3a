// Money facts as subsidy-payment tells them, and a ledger that hears them, for specs.
import type { Contract } from '@libs/contracts';
import type { EventStore } from '@libs/event-store';
import { childId } from '@libs/kernel';
import type { Consumer, Message } from '@libs/messaging';
import { OnCasesDropped } from '../commitment/on-cases-dropped';
import { OnFirstReviewPassed } from '../commitment/on-first-review-passed';
import { OnClawbackOpened } from '../payment/on-clawback-opened';
import { OnPaymentReissued } from '../payment/on-payment-reissued';
import { OnPaymentReturned } from '../payment/on-payment-returned';
import { OnPaymentSucceeded } from '../payment/on-payment-succeeded';
import { OnPayoutApproved } from '../payment/on-payout-approved';

export const id = (name: string): string => childId('spec', name);
export const at = '2025-06-02T01:00:00.000Z';

/** A message as the consumer gets it; the same id is the same message. */
export function messageOf<Data extends object>(consumer: Consumer<Data>, messageId: string, data: Data): Message<Data> {
  const place = { id: messageId, seq: 1, recordedAt: at };
  return {
    ...place,
    data,
    command: {
      id: `${consumer.name}:${messageId}`,
      actor: 'fund-ledger',
      input: data,
      correlation: 'r',
      causation: messageId,
      origin: 'message',
    },
    envelope: {
      specversion: '1.0',
      id: messageId,
      source: '/xunbu/subsidy-payment',
      type: `xunbu.${(consumer.contract as Contract<Data>).type}`,
      subject: 'claim/x',
      time: at,
      datacontenttype: 'application/json',
      partitionkey: 'money',
      log: 'subsidy-payment',
      seq: 1,
      causationid: messageId,
      correlationid: 'r',
      data,
    },
  };
}

export const hearing = (store: EventStore) => ({
  review: new OnFirstReviewPassed(store),
  drop: new OnCasesDropped(store),
  payout: new OnPayoutApproved(store),
  paid: new OnPaymentSucceeded(store),
  returned: new OnPaymentReturned(store),
  reissued: new OnPaymentReissued(store),
  clawback: new OnClawbackOpened(store),
});
