import type { Observation } from '@libs/event-store';
import type { MessagingEvent, Observe } from '@libs/messaging';
import type { Log } from './log';
import type { Metrics } from './metrics';

const pauseForgottenMs = 60_000;

/** Turns what the libraries tell of their work into figures and log lines. */
export class Observer {
  /** Messages handled by this process; it only grows. */
  handled = 0;
  readonly #paused = new Map<string, { readonly why: string; readonly at: number }>();

  constructor(
    private readonly log: Log,
    private readonly metrics: Metrics,
  ) {}

  /** What has paused a short while ago and was not heard of since. */
  paused(): readonly { readonly what: string; readonly why: string }[] {
    const recent = performance.now() - pauseForgottenMs;
    return [...this.#paused].filter(([, { at }]) => at > recent).map(([what, { why }]) => ({ what, why }));
  }

  subscription({ name, log, state, failure }: Observation): void {
    if (failure === undefined || state.status !== 'paused') return;
    this.log.warn('a subscription is paused', {
      subscription: name,
      log,
      failures: state.failures,
      retryInMs: state.retryInMs,
      error: failure,
    });
  }

  trouble({ what, why }: { readonly what: string; readonly why: string }): void {
    this.log.warn('trouble with what is due', { kind: what, reason: why });
  }

  readonly message: Observe = (event: MessagingEvent) => {
    if (event.type === 'announced') this.metrics.announced.inc(event.count);
    else if (event.type === 'handled') this.#handledOne(event.consumer, event.repeated);
    else if (event.type === 'parked' || event.type === 'quarantined') this.#setAside(event.type, event.code, event.message);
    else if (event.type === 'paused') this.#pausedOne(event.what, event.why);
    else if (event.type === 'released') this.log.info('a message is released', { message: event.message, lane: event.lane });
    else if (event.type === 'transport') this.log[event.level]('transport', { reason: event.said });
  };

  #handledOne(consumer: string, repeated: boolean): void {
    this.handled += 1;
    this.#paused.clear();
    this.metrics.messages.inc({ consumer, outcome: repeated ? 'repeated' : 'handled' });
  }

  #setAside(outcome: 'parked' | 'quarantined', code: string, message: string): void {
    this.metrics.messages.inc({ consumer: '', outcome });
    this.log.warn(`a message is ${outcome}`, { code, message });
  }

  #pausedOne(what: string, why: string): void {
    this.#paused.set(what, { why, at: performance.now() });
    this.log.warn('messages are paused', { message: what, reason: why });
  }
}
