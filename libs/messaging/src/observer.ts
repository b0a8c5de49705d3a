/** What an operator may want to count or read; the platform turns it into metrics and logs. It never carries a message's data. */
export type MessagingEvent =
  | { readonly type: 'announced'; readonly topic: string; readonly count: number }
  | { readonly type: 'handled'; readonly consumer: string; readonly messageType: string; readonly repeated: boolean; readonly ms: number }
  | { readonly type: 'skipped'; readonly topic: string }
  | { readonly type: 'parked'; readonly code: string; readonly message: string; readonly lane: string }
  | { readonly type: 'released'; readonly message: string; readonly lane: string }
  | { readonly type: 'quarantined'; readonly code: string; readonly message: string }
  | { readonly type: 'paused'; readonly what: string; readonly why: string }
  | { readonly type: 'transport'; readonly level: 'warn' | 'error'; readonly said: string };

export type Observe = (event: MessagingEvent) => void;

export const unobserved: Observe = () => undefined;
