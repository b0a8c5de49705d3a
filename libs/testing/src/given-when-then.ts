import { deepStrictEqual } from 'node:assert';
import { WithKeys, type Decider, type Decision, type Fact, type Moment } from '@libs/event-store';
import { Refused, type RefusalValues } from '@libs/kernel';

export const testNow = '2026-03-02T01:00:00.000Z';

type Outcome<F> =
  { readonly facts: readonly F[]; readonly take: readonly string[]; readonly free: readonly string[] } | { readonly refusal: unknown };

class Then<F extends Fact> {
  constructor(
    private readonly outcome: Outcome<F>,
    private readonly fold: (facts: readonly F[]) => unknown,
  ) {}

  /** Exactly these facts, in this order; none means that the decision changes nothing. Comes last and answers nothing, for whatever has a `then` is awaited. */
  then(...expected: readonly F[]): void {
    deepStrictEqual(this.facts(), expected);
    // The new facts must fold as well: a decision may not produce what its own state cannot take.
    this.fold(expected);
  }

  /** Exactly these unique keys are taken and freed; `.then(…)` follows. */
  keys(keys: { readonly take?: readonly string[]; readonly free?: readonly string[] }): this {
    this.facts();
    const { take, free } = this.outcome as Exclude<Outcome<F>, { refusal: unknown }>;
    deepStrictEqual({ take, free }, { take: keys.take ?? [], free: keys.free ?? [] });
    return this;
  }

  refused(code: string, values?: RefusalValues): void {
    if (!('refusal' in this.outcome))
      throw new Error(`expected the refusal ${code}, but it was decided: ${JSON.stringify(this.outcome.facts)}`);
    const { refusal } = this.outcome;
    if (!(refusal instanceof Refused)) throw refusal;
    deepStrictEqual({ code: refusal.code, ...(values && { values: refusal.values }) }, { code, ...(values && { values }) });
  }

  private facts(): readonly F[] {
    if (!('refusal' in this.outcome)) return this.outcome.facts;
    const { refusal } = this.outcome;
    throw refusal instanceof Refused
      ? new Error(`it was refused: ${refusal.code} ${JSON.stringify(refusal.values)}`, { cause: refusal })
      : refusal;
  }
}

function outcomeOf<F>(decide: () => Decision<readonly F[]>): Outcome<F> {
  try {
    const decision = decide();
    if (!(decision instanceof WithKeys)) return { facts: decision, take: [], free: [] };
    return { facts: decision.facts, take: decision.keys.take ?? [], free: decision.keys.free ?? [] };
  } catch (refusal) {
    return { refusal };
  }
}

function fold<State, F extends Fact>(decider: Decider<State, F>, initial: State, facts: readonly F[]): State {
  return facts.reduce((state, fact) => {
    try {
      return decider.evolve(state, fact);
    } catch (error) {
      throw new Error(`evolve must never throw, and did on ${fact.type}`, { cause: error });
    }
  }, initial);
}

/** `const { given } = spec(decider)`, then `given(...facts).when((s) => decide(s, …)).then(...facts)` or `.keys({ take }).then(...facts)` or `.refused('WORD')`. */
export function spec<State, F extends Fact>(decider: Decider<State, F>) {
  const given = (...history: readonly F[]) => {
    const state = fold(decider, decider.initial, history);
    return {
      state,
      when(decision: (state: State, at: Moment) => Decision<readonly F[]>): Then<F> {
        const at: Moment = { now: testNow, version: history.length };
        return new Then<F>(
          outcomeOf(() => decision(state, at)),
          (facts) => fold(decider, state, facts),
        );
      },
    };
  };
  return { given };
}
