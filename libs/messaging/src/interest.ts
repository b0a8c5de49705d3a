import type { Consumer, Envelope } from './envelope';
import { eventTypeOf, replayTopicOf, serviceOf, topicOf, versionOf } from './topics';

/** What a service's consumers want to hear: `newer` is a version, of something they do want, that came after this release. */
export class Interest {
  readonly #byType: ReadonlyMap<string, readonly Consumer[]>;
  readonly #newest = new Map<string, number>();

  constructor(private readonly consumers: readonly Consumer[]) {
    const names = new Set(consumers.map(({ name }) => name));
    if (names.size < consumers.length)
      throw new Error('two consumers of a service have the same name, and would take each other’s messages for handled');
    this.#byType = Map.groupBy(consumers, ({ contract }) => eventTypeOf(contract));
    for (const type of this.#byType.keys()) {
      const parts = versionOf(type);
      if (!parts) throw new Error(`the contract ${type} names no version`);
      this.#newest.set(parts.stem, Math.max(parts.version, this.#newest.get(parts.stem) ?? 0));
    }
  }

  /** The live topics, and those on which the announcing services publish again for this group alone. */
  topics(group: string): readonly string[] {
    const contracts = this.consumers.map(({ contract }) => contract);
    return [...new Set(contracts.flatMap((contract) => [topicOf(contract), replayTopicOf(serviceOf(contract), group)]))];
  }

  consumersOf(envelope: Envelope): readonly Consumer[] {
    return this.#byType.get(envelope.type) ?? [];
  }

  in(envelope: Envelope): 'ours' | 'newer' | 'none' {
    if (this.#byType.has(envelope.type)) return 'ours';
    const parts = versionOf(envelope.type);
    if (!parts || parts.version <= (this.#newest.get(parts.stem) ?? Infinity)) return 'none';
    const alsoKnown = envelope.alsoas?.split(',').some((type) => this.#byType.has(type)) ?? false;
    return alsoKnown ? 'none' : 'newer';
  }
}
