import type { Fact, RecordedFact } from './decider';
import type { AnyDecider } from './fact-form';
import { FromNewerRelease } from './refusals';

export type Deciders = readonly AnyDecider[];

/**
 * Brings facts as they lie in the log to the form that the deciders fold today. A category, kind or schema number that no decider knows was
 * written by a newer release: it throws, for whoever skipped it would be wrong for ever.
 */
export function toToday(deciders: Deciders): (stored: RecordedFact) => RecordedFact {
  const ofCategory = new Map(deciders.map((decider) => [decider.category, decider]));
  return (stored) => {
    const decider = ofCategory.get(stored.category);
    const today =
      decider !== undefined && Object.hasOwn(decider.schemas, stored.fact.type) ? (decider.schemas[stored.fact.type] as number) : 0;
    if (decider === undefined || stored.schema > today) {
      throw new FromNewerRelease(`${stored.category}/${stored.streamId}`, stored.fact.type, stored.schema);
    }
    if (stored.schema === today) return stored;
    if (decider.upcast === undefined)
      throw new Error(`${decider.category} cannot read ${stored.fact.type} of schema ${stored.schema}: it has no upcast`);
    const { type, ...data } = stored.fact as Fact & Record<string, unknown>;
    return { ...stored, schema: today, fact: decider.upcast({ type, schema: stored.schema, data }) };
  };
}

/** The facts up to the first that this release does not know; throws when that is the very first. */
export function knownOnly(stored: readonly RecordedFact[], today: (stored: RecordedFact) => RecordedFact): RecordedFact[] {
  const known: RecordedFact[] = [];
  for (const fact of stored) {
    try {
      known.push(today(fact));
    } catch (failure) {
      if (known.length === 0 || !(failure instanceof FromNewerRelease)) throw failure;
      return known;
    }
  }
  return known;
}
