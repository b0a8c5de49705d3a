// A thing with a history that tests can add up in their heads, as two releases know it.
import type { Decider } from '../decider';

export type CounterFact = { readonly type: 'Counted'; readonly by: number; readonly note?: unknown };
export const counter: Decider<number, CounterFact> = {
  category: 'counter',
  initial: 0,
  schemas: { Counted: 1 },
  evolve: (sum, { by }) => sum + by,
};

export const counted = (by: number): readonly CounterFact[] => [{ type: 'Counted', by }];

/** The same streams seen another way, as a second decider of a category sees them. */
export const doubler: Decider<number, CounterFact> = { ...counter, evolve: (sum, { by }) => sum + 2 * by };

type NewerFact = { readonly type: 'Counted'; readonly times: number; readonly by: number } | { readonly type: 'Cleared' };
/** The same streams as a later release folds them. */
export const newerCounter: Decider<{ readonly sum: number }, NewerFact> = {
  category: 'counter',
  initial: { sum: 0 },
  schemas: { Counted: 2, Cleared: 1 },
  upcast: ({ data }) => ({ type: 'Counted', times: 1, by: data.by as number }),
  evolve: (state, fact) => ({ sum: fact.type === 'Cleared' ? 0 : state.sum + fact.times * fact.by }),
};
