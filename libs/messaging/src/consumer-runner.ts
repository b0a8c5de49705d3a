import { FromNewerRelease, type CommandMeta } from '@libs/event-store';
import { Refused } from '@libs/kernel';
import type { AnnouncerKeys } from './announcer-keys';
import { checkContract } from './contract-check';
import type { Consumer, Envelope, Message } from './envelope';
import { Interest } from './interest';
import { unobserved, type Observe } from './observer';
import { isOutage } from './outage';
import { placeName, storable, type ParkedMessage, type Parking, type Reason } from './parking';
import { open } from './sealing';
import { announcerOf } from './topics';
import { inMessageSpan } from './trace';
import type { Delivery, Handled, Running, Transport } from './transport';

export type ConsumerRunnerOptions = {
  /** Also the name of the group: all replicas of a service share its messages. */
  readonly service: string;
  readonly consumers: readonly Consumer[];
  readonly transport: Transport;
  readonly parking: Parking;
  readonly keys: AnnouncerKeys;
  readonly observe?: Observe;
  /** How often to try again what another release may have parked meanwhile. */
  readonly lookAgainMs?: number;
};

export type MessagingProgress = {
  readonly behind: number;
  readonly running: number;
  readonly parked: number;
  readonly quarantined: number;
};

export type Released = {
  readonly released: number;
  readonly stoppedAt?: { readonly message: string } & Reason;
  /** Somebody else is releasing this lane at the moment, so nothing was done. */
  readonly elsewhere?: true;
};

type Outcome = { readonly kind: 'done' } | { readonly kind: 'down'; readonly error: unknown } | ({ readonly kind: 'failed' } & Reason);

const LOOK_AGAIN_MS = 60_000;
const ROWS_A_PAGE = 100;
const LONGEST_REASON = 1_000;
/** Reasons that another release of this service may not have. */
const NOT_UNDERSTOOD = ['MESSAGE_TYPE_UNKNOWN', 'FROM_NEWER_RELEASE'];
const THIS_SERVICE = 'service';

const said = (error: unknown): string =>
  (error instanceof Error ? `${error.name}: ${error.message}` : String(error)).slice(0, LONGEST_REASON);

const laneOf = (delivery: Delivery): string => storable(`${announcerOf(delivery.topic)}/${delivery.key}`);

/** All rows of a question that is asked page by page, so that those in front can hide none behind them. */
async function* pages(page: (after: number) => Promise<readonly ParkedMessage[]>): AsyncGenerator<ParkedMessage> {
  for (let after: number | undefined = 0; after !== undefined;) {
    const rows: readonly ParkedMessage[] = await page(after);
    yield* rows;
    after = rows.length < ROWS_A_PAGE ? undefined : rows.at(-1)?.position;
  }
}

/** Gives a service's consumers their messages: once in effect, in order within a key, and never losing one that cannot be handled. */
export class ConsumerRunner {
  readonly topics: readonly string[];
  readonly #interest: Interest;
  readonly #observe: Observe;
  #member: Running | undefined;
  #lookAgain: NodeJS.Timeout | undefined;
  #looking: Promise<void> | undefined;
  #stopping = false;
  /** How the announcers' keys stood at the last two looks. */
  #keysSeen: readonly (string | undefined)[] = [undefined, undefined];
  #inHand = 0;

  constructor(private readonly options: ConsumerRunnerOptions) {
    this.#interest = new Interest(options.consumers);
    this.#observe = options.observe ?? unobserved;
    this.topics = this.#interest.topics(options.service);
  }

  async start(): Promise<void> {
    if (this.topics.length === 0 || this.#member) return;
    this.#stopping = false;
    // Before the first message, so that what this release understands goes ahead of what follows it; a database that is down is met again later.
    await this.#look();
    const { service: group, transport, lookAgainMs = LOOK_AGAIN_MS } = this.options;
    this.#member = await transport.consume({ group, topics: this.topics, handle: (delivery) => this.#handle(delivery) });
    this.#lookAgain = setInterval(() => void this.#look(), lookAgainMs).unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.#lookAgain);
    this.#stopping = true;
    await this.#member?.stop();
    await this.#looking;
    this.#member = undefined;
  }

  async progress(): Promise<MessagingProgress> {
    return { ...(await this.ahead()), ...(await this.options.parking.counts()) };
  }

  /** What is still to be handled, beside what is set aside. */
  async ahead(): Promise<Pick<MessagingProgress, 'behind' | 'running'>> {
    const { transport, service } = this.options;
    const behind = this.topics.length > 0 ? await transport.lag(service, this.topics) : 0;
    return { behind, running: this.#inHand };
  }

  /** Handles a lane's parked messages in order, up to the first that fails again, and no more than asked for. */
  async release(lane: string, by: string, most = Infinity): Promise<Released> {
    const { parking } = this.options;
    let released = 0;
    let stoppedAt: Released['stoppedAt'];
    const ours = await parking.whileReleasing(lane, async () => {
      for (let parked = await parking.first(lane); parked && !stoppedAt && released < most; parked = await parking.first(lane)) {
        stoppedAt = await this.#releaseOne(parked, by);
        if (!stoppedAt) released += 1;
      }
    });
    return { released, ...(stoppedAt && { stoppedAt }), ...(!ours && { elsewhere: true }) };
  }

  /** Gives a message up, also for the case that it is ever delivered again; those behind it wait for a release. */
  async drop(message: string, by: string, reason: string): Promise<boolean> {
    const found = await this.options.parking.find(message);
    return found !== undefined && this.options.parking.settle(found, 'dropped', by, reason);
  }

  /** Releases what this release of the service understands and another one did not, and what was signed with a key that has come since. */
  async releaseUnderstood(): Promise<number> {
    const { parking, keys } = this.options;
    let released = 0;
    for await (const { lane, delivery } of pages((after) => parking.lanesWaitingFor(NOT_UNDERSTOOD, after, ROWS_A_PAGE))) {
      if (this.#stopping) return released;
      const { envelope } = open(delivery, keys);
      if (envelope && this.#interest.in(envelope) !== 'newer') released += (await this.release(lane, THIS_SERVICE)).released;
    }
    const keysNow = keys.stateOf(this.topics.map(announcerOf));
    const codes = this.#keysSeen.every((seen) => seen === keysNow) ? ['SIGNER_UNKNOWN'] : ['SIGNER_UNKNOWN', 'SIGNATURE_BAD'];
    for await (const parked of pages((after) => parking.list('quarantined', { after, limit: ROWS_A_PAGE, codes }))) {
      if (this.#stopping) return released;
      released += await this.#releaseFromQuarantine(parked);
    }
    // Of two looks, for what was judged by the old keys may have been written down just behind the first look with the new ones.
    this.#keysSeen = [this.#keysSeen[1], keysNow];
    return released;
  }

  // One at a time, however long it takes.
  #look(): Promise<void> {
    this.#looking ??= this.releaseUnderstood()
      .catch((error: unknown) => this.#observe({ type: 'paused', what: 'release', why: said(error) }))
      .then(() => (this.#looking = undefined));
    return this.#looking;
  }

  async #handle(delivery: Delivery): Promise<Handled> {
    this.#inHand += 1;
    try {
      return await this.#judge(delivery);
    } catch (error) {
      // What can be neither handled nor parked waits: it is never lost for want of a database.
      this.#observe({ type: 'paused', what: placeName(delivery), why: said(error) });
      return 'pause';
    } finally {
      this.#inHand -= 1;
    }
  }

  async #judge(delivery: Delivery): Promise<Handled> {
    const { parking, keys } = this.options;
    const lane = laneOf(delivery);
    const { envelope, doubt } = open(delivery, keys);
    if (!envelope) {
      await parking.quarantine(delivery, lane, doubt);
      this.#observe({ type: 'quarantined', code: doubt, message: placeName(delivery) });
      return 'done';
    }
    if (this.#interest.in(envelope) === 'none') {
      this.#observe({ type: 'skipped', topic: delivery.topic });
      return 'done';
    }
    const standing = await parking.standingOf(lane, envelope.id);
    if (standing === 'dropped') return 'done';
    if (standing === 'parked' && (await parking.parkBehind(delivery, lane, envelope.id))) {
      this.#observe({ type: 'parked', code: 'BEHIND_PARKED', message: envelope.id, lane });
      return 'done';
    }
    const outcome = await this.#attempt(envelope);
    if (outcome.kind === 'down') throw outcome.error;
    if (outcome.kind === 'failed') {
      await parking.park(delivery, lane, envelope.id, outcome);
      this.#observe({ type: 'parked', code: outcome.code, message: envelope.id, lane });
    }
    return 'done';
  }

  async #attempt(envelope: Envelope): Promise<Outcome> {
    if (this.#interest.in(envelope) === 'newer') return { kind: 'failed', code: 'MESSAGE_TYPE_UNKNOWN', details: { type: envelope.type } };
    for (const consumer of this.#interest.consumersOf(envelope)) {
      const { data, problems } = checkContract(consumer.contract, envelope.data);
      if (!data) return { kind: 'failed', code: 'MESSAGE_INVALID', details: { problems: problems.join('; ').slice(0, LONGEST_REASON) } };
      try {
        await this.#give(consumer, envelope, data);
      } catch (error) {
        if (isOutage(error)) return { kind: 'down', error };
        return { kind: 'failed', ...reasonOf(error) };
      }
    }
    return { kind: 'done' };
  }

  async #give(consumer: Consumer, envelope: Envelope, data: object): Promise<void> {
    const startedAt = performance.now();
    const answer = await inMessageSpan(consumer.name, envelope, (traceparent) =>
      consumer.handle(messageFor(consumer, envelope, data, traceparent)),
    );
    const repeated = typeof answer === 'object' && answer !== null && Reflect.get(answer, 'repeated') === true;
    this.#observe({ type: 'handled', consumer: consumer.name, messageType: envelope.type, repeated, ms: performance.now() - startedAt });
  }

  async #releaseOne(parked: ParkedMessage, by: string): Promise<Released['stoppedAt']> {
    const { parking, keys } = this.options;
    const { envelope, doubt } = open(parked.delivery, keys);
    const outcome: Outcome = envelope ? await this.#attempt(envelope) : { kind: 'failed', code: doubt, details: {} };
    if (outcome.kind === 'down') throw outcome.error;
    if (outcome.kind === 'failed') {
      const { code, details } = outcome;
      await parking.failedAgain(parked.position, { code, details });
      return { message: parked.message, code, details };
    }
    await parking.settle(parked, 'released', by, 'handled');
    this.#observe({ type: 'released', message: parked.message, lane: parked.lane });
    return undefined;
  }

  async #releaseFromQuarantine(parked: ParkedMessage): Promise<number> {
    if (!open(parked.delivery, this.options.keys).envelope) return 0;
    await this.#judge(parked.delivery);
    await this.options.parking.settle(parked, 'released', THIS_SERVICE, 'the key came');
    return 1;
  }
}

function reasonOf(error: unknown): Reason {
  if (error instanceof Refused) return { code: error.code, details: error.values };
  // Our own store holds a stream that only a newer release reads: its key waits until such a release looks, and nobody else's does.
  if (error instanceof FromNewerRelease)
    return { code: 'FROM_NEWER_RELEASE', details: { stream: error.stream, type: error.factType, schema: error.schema } };
  return { code: 'HANDLER_FAILED', details: { error: said(error) } };
}

function messageFor(consumer: Consumer, envelope: Envelope, data: object, traceparent: string | undefined): Message {
  const command: CommandMeta = {
    id: `${consumer.name}:${envelope.id}`,
    actor: `service:${envelope.source.slice(envelope.source.lastIndexOf('/') + 1)}`,
    input: { type: envelope.type, data: envelope.data },
    correlation: envelope.correlationid,
    causation: envelope.id,
    ...(traceparent ? { traceparent } : {}),
    origin: 'message',
  };
  return { id: envelope.id, data, seq: envelope.seq, recordedAt: envelope.time, command, envelope };
}
