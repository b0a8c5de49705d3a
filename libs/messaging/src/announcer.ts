import type { LogReader, RecordedFact } from '@libs/event-store';
import type { AnnouncerKeys } from './announcer-keys';
import type { Announce, SealedEnvelope } from './envelope';
import { unobserved, type Observe } from './observer';
import { seal, toEnvelopes } from './sealing';
import { replayTopicOf, topicOf } from './topics';
import { valueOf, type Transport } from './transport';

export type AnnouncerOptions = {
  readonly service: string;
  readonly announce: Announce<never>;
  readonly transport: Transport;
  readonly keys: AnnouncerKeys;
  readonly observe?: Observe;
};

type Addressed = { readonly topic: string; readonly envelope: SealedEnvelope };

const REPLAY_BATCH = 500;

function bounded(envelope: SealedEnvelope): SealedEnvelope {
  valueOf(envelope);
  return envelope;
}

/** Tells the world what a service recorded. Runs as an `afterwards` subscription, which keeps the position and rests when this fails. */
export class Announcer {
  constructor(private readonly options: AnnouncerOptions) {}

  /**
   * Publishes what these facts announce, in their order. Everything is checked before anything leaves, so a fact that our own contract forbids
   * stops here as often as it is tried, and never sends its neighbours twice.
   */
  async publishBatch(recorded: readonly RecordedFact[]): Promise<void> {
    const addressed = recorded.flatMap((fact) => this.#sealed(fact));
    for (const [topic, entries] of Map.groupBy(addressed, ({ topic }) => topic)) {
      await this.options.transport.publish(
        topic,
        entries.map(({ envelope }) => envelope),
      );
      (this.options.observe ?? unobserved)({ type: 'announced', topic, count: entries.length });
    }
  }

  /** Publishes again, with the same ids, what one group asks for; to a topic that only this group reads. */
  async republish({
    reader,
    group,
    from = 1,
    to,
  }: {
    readonly reader: LogReader;
    readonly group: string;
    readonly from?: number;
    readonly to?: number;
  }): Promise<number> {
    const end = Math.min(to ?? Infinity, await reader.head());
    const topic = replayTopicOf(this.options.service, group);
    let count = 0;
    for (let after = from - 1; after < end;) {
      const facts = (await reader.read(after, REPLAY_BATCH)).filter(({ seq }) => seq <= end);
      const envelopes = facts.flatMap((fact) => this.#sealed(fact)).map(({ envelope }) => envelope);
      if (envelopes.length > 0) await this.options.transport.publish(topic, envelopes);
      count += envelopes.length;
      after = facts.at(-1)?.seq ?? end;
    }
    return count;
  }

  #sealed(fact: RecordedFact): readonly Addressed[] {
    const { service, keys } = this.options;
    // A service's announce function knows its own facts; what stands in the log is one of them.
    const announcements = this.options.announce(fact as RecordedFact<never>);
    const envelopes = toEnvelopes(fact, announcements, service);
    return announcements.flatMap(({ contract }, n) => {
      const envelope = envelopes[n];
      return envelope ? [{ topic: topicOf(contract), envelope: bounded(seal(envelope, service, keys)) }] : [];
    });
  }
}
