// Any row of calls, one after another and all at once.
import { expect, it } from '@jest/globals';
import { Refused } from '@libs/kernel';
import fc from 'fast-check';
import { withKeys, type EventStore } from '../event-store';
import { counted, counter, type CounterFact } from './counter';
import { command, fresh, type The } from './store-under-test';

type Asked = { readonly id: number; readonly stream: number; readonly by: number; readonly key: number };

export function properties(the: The): void {
  const asked = fc.record({ id: fc.nat(12), stream: fc.nat(2), by: fc.integer({ min: 1, max: 5 }), key: fc.nat(6) });

  // One after another there is a single right answer to each call; a few lines of plain code say which.
  it('does with any row of calls what a simple model does', () =>
    fc.assert(
      fc.asyncProperty(fc.array(asked, { maxLength: 30 }), async (calls) => {
        const run = fresh();
        const model = {
          commands: new Map<number, Asked & { answer: readonly unknown[] }>(),
          keys: new Set<number>(),
          sums: [0, 0, 0],
          versions: [0, 0, 0],
        };
        const expected = (call: Asked): readonly unknown[] => {
          const known = model.commands.get(call.id);
          if (known !== undefined)
            return known.stream === call.stream && known.by === call.by && known.key === call.key ? known.answer : ['COMMAND_ID_REUSED'];
          if (model.keys.has(call.key)) return ['KEY_TAKEN'];
          model.keys.add(call.key);
          model.sums[call.stream]! += call.by;
          model.versions[call.stream]! += 1;
          const answer = [model.versions[call.stream], model.sums[call.stream]];
          model.commands.set(call.id, { ...call, answer });
          return answer;
        };
        for (const call of calls) expect(await ask(the().store, run, call)).toEqual(expected(call));
      }),
      { numRuns: 25 },
    ));

  it('loses and doubles nothing of any calls of one moment', () =>
    fc.assert(
      fc.asyncProperty(fc.array(asked, { maxLength: 60 }), async (calls) => {
        const run = fresh();
        const before = await the().reader.head();
        await Promise.all(calls.map((call) => ask(the().store, run, call)));
        const facts = await the().reader.read(before, 1_000);
        expect(facts.map(({ seq }) => seq)).toEqual(facts.map((_, at) => before + at + 1));
        expect(new Set(facts.map(({ meta }) => meta.command)).size).toBe(facts.length);
        for (const stream of [0, 1, 2]) {
          const own = facts.filter(({ streamId }) => streamId === `${run}-${stream}`);
          expect(own.map(({ version }) => version)).toEqual(own.map((_, at) => at + 1));
          const sum = own.reduce((total, { fact }) => total + (fact as CounterFact).by, 0);
          expect(await the().store.stateOf(counter, `${run}-${stream}`)).toEqual({ state: sum, version: own.length });
        }
      }),
      { numRuns: 15 },
    ));
}

async function ask(store: EventStore, run: string, { id, stream, by, key }: Asked): Promise<readonly unknown[]> {
  try {
    const asked = command({ id: `${run}:${id}`, input: { stream, by, key } });
    const { version, state } = await store.decide(counter, `${run}-${stream}`, asked, () =>
      withKeys(counted(by), { take: [`${run}:${key}`] }),
    );
    return [version, state];
  } catch (failure) {
    if (failure instanceof Refused) return [failure.code];
    throw failure;
  }
}
