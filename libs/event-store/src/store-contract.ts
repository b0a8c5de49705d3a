// What every event store promises, whatever it keeps its facts in.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Clock, Refused } from '@libs/kernel';
import fc from 'fast-check';
import { withKeys, type CommandMeta, type EventStore } from './event-store';
import type { LogReader } from './log-reader';
import { FromNewerRelease } from './refusals';
import { counter, newerCounter, type CounterFact } from './testing-counter';

export class SettableClock extends Clock {
  constructor(public moment = '2026-03-02T01:00:00.000Z') {
    super();
  }

  override now(): string {
    return this.moment;
  }
}

export const counted = (by: number): readonly CounterFact[] => [{ type: 'Counted', by }];

let commands = 0;
export const command = (given: Partial<CommandMeta> = {}): CommandMeta => {
  commands += 1;
  return { id: `test:${process.pid}:${commands}`, actor: 'li-wei', input: { n: 1 }, correlation: 'c-1', origin: 'message', ...given };
};

export type StoreUnderTest = {
  readonly store: EventStore & { forgetCommands(before: string): Promise<number> };
  readonly reader: LogReader;
  readonly clock: SettableClock;
  close(): Promise<void>;
};

let streams = 0;
const fresh = (): string => `s-${process.pid}-${(streams += 1)}`;

export function storeContract(name: string, open: () => Promise<StoreUnderTest>): void {
  describe(name, () => {
    let given: StoreUnderTest;
    beforeAll(async () => {
      given = await open();
    });
    afterAll(() => given.close());
    const the = (): StoreUnderTest => given;
    deciding(the);
    repeating(the);
    failing(the);
    together(the);
    keys(the);
    releases(the);
    reading(the);
    properties(the);
  });
}

type The = () => StoreUnderTest;

function deciding(the: The): void {
  it('keeps what was decided and folds it for the next decision', async () => {
    const id = fresh();
    const first = await the().store.decide(counter, id, command(), (sum, at) => (sum === 0 && at.version === 0 ? counted(2) : []));
    expect(first).toMatchObject({ streamId: id, version: 1, state: 2, repeated: false });
    const second = await the().store.decide(counter, id, command(), (sum, at) => [...counted(sum), ...counted(at.version)]);
    expect(second).toMatchObject({ version: 3, state: 5, seq: first.seq + 2 });
    expect(await the().store.stateOf(counter, id)).toEqual({ state: 5, version: 3 });
  });

  it('has an initial state for a stream that nobody wrote', async () => {
    expect(await the().store.stateOf(counter, fresh())).toEqual({ state: 0, version: 0 });
  });

  it('lets each of many calls of one moment see what those before it decided', async () => {
    const id = fresh();
    const all = await Promise.all(Array.from({ length: 40 }, () => the().store.decide(counter, id, command(), (_, { version }) => counted(version))));
    expect(all.map(({ version }) => version).sort((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, at) => at + 1));
    expect((await the().store.stateOf(counter, id)).state).toBe((39 * 40) / 2);
  });

  it('never records a moment before the last, even when the clock goes back', async () => {
    const { clock, store } = the();
    const before = clock.moment;
    const later = '2026-03-02T05:00:00.000Z';
    const seen: string[] = [];
    const decide = () => store.decide(counter, 'clock', command(), (_, { now }) => (seen.push(now), counted(1)));
    clock.moment = later;
    await decide();
    clock.moment = before;
    await decide();
    expect(seen).toEqual([later, later]);
  });
}

function repeating(the: The): void {
  it('answers a command seen again as it did the first time, with the state of that time', async () => {
    const id = fresh();
    const asked = command();
    const first = await the().store.decide(counter, id, asked, () => counted(3));
    await the().store.decide(counter, id, command(), () => counted(4));
    const again = await the().store.decide(counter, id, asked, () => {
      throw new Error('a command that was accepted is not decided again');
    });
    expect(again).toEqual({ ...first, repeated: true });
  });

  it('remembers an accepted command that led to no fact', async () => {
    const id = fresh();
    const asked = command();
    const first = await the().store.decide(counter, id, asked, () => []);
    await the().store.decide(counter, id, command(), () => counted(4));
    expect(await the().store.decide(counter, id, asked, () => counted(1))).toEqual({ ...first, repeated: true });
    expect(first).toMatchObject({ version: 0, state: 0 });
  });

  it('decides once when the same command comes twice at one moment', async () => {
    const id = fresh();
    const asked = command();
    const both = await Promise.all([1, 2].map(() => the().store.decide(counter, id, asked, () => counted(3))));
    expect(both.map(({ repeated }) => repeated).sort()).toEqual([false, true]);
    expect(both.map(({ version, state }) => [version, state])).toEqual([[1, 3], [1, 3]]);
  });

  it.each([
    ['other input', { input: { n: 2 } }, {}],
    ['another stream', {}, { stream: 'elsewhere' }],
  ])('refuses the id of an accepted command with %s', async (_, change, { stream }: { stream?: string }) => {
    const id = fresh();
    const asked = command();
    await the().store.decide(counter, id, asked, () => counted(3));
    const reused = the().store.decide(counter, stream ?? id, { ...asked, ...change }, () => counted(3));
    await expect(reused).rejects.toMatchObject({ name: 'Refused', code: 'COMMAND_ID_REUSED' });
  });

  it('takes the order of members in the input for nothing', async () => {
    const asked = command({ input: { a: 1, b: [{ c: 2, d: 3 }] } });
    await the().store.decide(counter, 'order', asked, () => counted(3));
    const again = await the().store.decide(counter, 'order', { ...asked, input: { b: [{ d: 3, c: 2 }], a: 1 } }, () => counted(3));
    expect(again.repeated).toBe(true);
  });

  it('forgets old commands that came over HTTP, and no others', async () => {
    const { clock, store } = the();
    const id = fresh();
    const [http, message] = [command({ origin: 'http' }), command({ origin: 'message' })];
    for (const asked of [http, message]) await store.decide(counter, id, asked, () => counted(1));
    await store.forgetCommands(clock.moment);
    expect((await store.decide(counter, id, http, () => counted(1))).repeated).toBe(true);
    await store.forgetCommands('2100-01-01T00:00:00.000Z');
    expect((await store.decide(counter, id, message, () => counted(1))).repeated).toBe(true);
    expect((await store.decide(counter, id, http, () => counted(1))).repeated).toBe(false);
  });
}

const circle: Record<string, unknown> = {};
circle.self = circle;

function failing(the: The): void {
  it('fails the caller of a decision that throws, with what it threw, and nobody else', async () => {
    const id = fresh();
    const poison = new Error('poison');
    const asked = command();
    const settled = await Promise.allSettled([
      the().store.decide(counter, id, command(), () => counted(1)),
      the().store.decide(counter, id, asked, () => {
        throw poison;
      }),
      the().store.decide(counter, id, command(), (sum) => counted(sum * 10)),
    ]);
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect((settled[1] as PromiseRejectedResult).reason).toBe(poison);
    expect((await the().store.stateOf(counter, id)).state).toBe(11);
    // What was not accepted is not remembered: its id is free for another try.
    expect(await the().store.decide(counter, id, asked, () => counted(1))).toMatchObject({ repeated: false, state: 12 });
  });

  it.each<[string, () => unknown]>([
    ['holds a NUL character', () => [{ type: 'Counted', by: 1, note: 'a\0b' }]],
    ['holds a NUL character in a name', () => [{ type: 'Counted', by: 1, note: { 'a\0': 1 } }]],
    ['holds half a character', () => [{ type: 'Counted', by: 1, note: '\ud800' }]],
    ['holds NaN', () => [{ type: 'Counted', by: Number.NaN }]],
    ['holds a function', () => [{ type: 'Counted', by: 1, note: () => 1 }]],
    ['holds a Map', () => [{ type: 'Counted', by: 1, note: new Map() }]],
    ['bites its own tail', () => [{ type: 'Counted', by: 1, note: circle }]],
    ['is longer than any may be', () => [{ type: 'Counted', by: 1, note: 'x'.repeat(1_000_001) }]],
    ['is of an unknown kind', () => [{ type: 'toString' }]],
    ['is a promise', () => Promise.resolve(counted(1))],
    ['is none', () => undefined],
    ['is one of too many', () => Array.from({ length: 1_001 }, () => counted(1)[0])],
    ['takes a key without characters', () => withKeys(counted(1), { take: [''] })],
    ['takes a key with NUL', () => withKeys(counted(1), { take: ['a\0'] })],
  ])('fails only the caller of a fact that %s', async (_, facts) => {
    const id = fresh();
    const settled = await Promise.allSettled([
      the().store.decide(counter, id, command(), () => counted(1)),
      the().store.decide(counter, id, command(), facts as () => readonly CounterFact[]),
      the().store.decide(counter, id, command(), () => counted(1)),
    ]);
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await the().store.stateOf(counter, id)).toEqual({ state: 2, version: 2 });
  });

  it('keeps a backslash followed by what looks like a NUL, and every other text as it was', async () => {
    const note = { 'é"\\': ['\\u0000', '\u2028', '𝒳 训补', '\t\n\u0001'], nothing: null };
    const { seq } = await the().store.decide(counter, fresh(), command(), () => [{ type: 'Counted', by: 1, note }]);
    expect((await the().reader.read(seq - 1, 1))[0]!.fact).toEqual({ type: 'Counted', by: 1, note });
  });
}

function together(the: The): void {
  const both = (a: string, b: string) => ({ from: [counter, a], to: [counter, b] }) as const;

  it('writes several streams as one', async () => {
    const [a, b] = [fresh(), fresh()];
    await the().store.decide(counter, a, command(), () => counted(10));
    const asked = command();
    const move = () =>
      the().store.decideTogether(asked, both(a, b), ({ from, to }, { versions }) => ({ from: counted(-from / 2), to: [...counted(to + 5), ...counted(versions.from)] }));
    const first = await move();
    expect(first.streams).toEqual({ from: { streamId: a, version: 2, state: 5 }, to: { streamId: b, version: 2, state: 6 } });
    await the().store.decide(counter, a, command(), () => counted(100));
    expect(await move()).toEqual({ ...first, repeated: true });
  });

  it('writes none of them when the decision says no', async () => {
    const [a, b] = [fresh(), fresh()];
    const refused = the().store.decideTogether(command(), both(a, b), () => {
      throw new Refused('NOT_NOW');
    });
    await expect(refused).rejects.toMatchObject({ code: 'NOT_NOW' });
    const unstorable = the().store.decideTogether(command(), both(a, b), () => ({ from: counted(1), to: counted(Number.NaN) }));
    await expect(unstorable).rejects.toThrow(TypeError);
    expect(await Promise.all([a, b].map((id) => the().store.stateOf(counter, id)))).toEqual([{ state: 0, version: 0 }, { state: 0, version: 0 }]);
  });

  it('takes no stream under two names, no fact for a stream it was not given, and no more than 64 streams', async () => {
    const [a, b] = [fresh(), fresh()];
    await expect(the().store.decideTogether(command(), both(a, a), () => ({}))).rejects.toThrow(/two names/);
    await expect(the().store.decideTogether(command(), both(a, b), () => ({ other: counted(1) }) as never)).rejects.toThrow(/other/);
    const many = Object.fromEntries(Array.from({ length: 65 }, (_, at) => [`n${at}`, [counter, fresh()] as const]));
    await expect(the().store.decideTogether(command(), many, () => ({}))).rejects.toMatchObject({ code: 'TOO_MANY_STREAMS' });
  });
}

function keys(the: The): void {
  const take = (key: string, id = fresh()) => the().store.decide(counter, id, command(), () => withKeys(counted(1), { take: [key] }));
  const free = (key: string) => the().store.decide(counter, fresh(), command(), () => withKeys(counted(1), { free: [key] }));
  const taken = (key: string) => ({ name: 'Refused', code: 'KEY_TAKEN', values: { key } });

  it('lets one decision take a key until another frees it', async () => {
    const key = fresh();
    await take(key);
    await expect(take(key)).rejects.toMatchObject(taken(key));
    await free(key);
    await take(key);
    await expect(take(key)).rejects.toMatchObject(taken(key));
  });

  it('refuses only who asks for a key that is held; those after it decide on the state without it', async () => {
    const [key, id] = [fresh(), fresh()];
    await take(key);
    const sums: number[] = [];
    const settled = await Promise.allSettled([
      the().store.decide(counter, id, command(), () => counted(1)),
      take(key, id),
      the().store.decide(counter, id, command(), (sum) => (sums.push(sum), counted(1))),
    ]);
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect((settled[1] as PromiseRejectedResult).reason).toMatchObject(taken(key));
    expect(sums.at(-1)).toBe(1);
    expect(await the().store.stateOf(counter, id)).toEqual({ state: 2, version: 2 });
  });

  it('lets one of those who ask for a key at one moment have it', async () => {
    const key = fresh();
    const settled = await Promise.allSettled(Array.from({ length: 8 }, () => take(key)));
    expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  it('follows a key through one moment: taken, freed, taken again', async () => {
    const key = fresh();
    const settled = await Promise.allSettled([take(key), take(key), free(key), take(key), take(key)]);
    expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled', 'rejected']);
    await expect(take(key)).rejects.toMatchObject(taken(key));
  });

  it('refuses a key that is held even when the next call frees it at the same moment', async () => {
    const key = fresh();
    await take(key);
    const settled = await Promise.allSettled([take(key), free(key), take(key)]);
    expect(settled.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled']);
  });

  it('frees before it takes within one decision', async () => {
    const key = fresh();
    await take(key);
    await the().store.decide(counter, fresh(), command(), () => withKeys(counted(1), { take: [key], free: [key] }));
    await expect(take(key)).rejects.toMatchObject(taken(key));
  });

  it('takes keys for a decision without facts', async () => {
    const key = fresh();
    await the().store.decide(counter, fresh(), command(), () => withKeys([], { take: [key] }));
    await expect(take(key)).rejects.toMatchObject(taken(key));
  });

  it('takes all keys of a decision or none', async () => {
    const [held, other] = [fresh(), fresh()];
    await take(held);
    await expect(the().store.decide(counter, fresh(), command(), () => withKeys(counted(1), { take: [other, held] }))).rejects.toMatchObject(taken(held));
    await take(other);
  });
}

function releases(the: The): void {
  it('folds what an older release wrote, and refuses what a newer one wrote, stream by stream', async () => {
    const [id, plain] = [fresh(), fresh()];
    await the().store.decide(counter, id, command(), () => counted(2));
    const newer = await the().store.decide(newerCounter, id, command(), ({ sum }) => [{ type: 'Counted', times: 3, by: sum }]);
    expect(newer).toMatchObject({ version: 2, state: { sum: 8 } });
    const settled = await Promise.allSettled([
      the().store.decide(counter, id, command(), () => counted(1)),
      the().store.decide(counter, plain, command(), () => counted(1)),
    ]);
    expect(settled.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
    expect((settled[0] as PromiseRejectedResult).reason).toBeInstanceOf(FromNewerRelease);
    await expect(the().store.stateOf(counter, id)).rejects.toMatchObject({ factType: 'Counted', schema: 2 });
    await the().store.decide(newerCounter, plain, command(), () => [{ type: 'Cleared' }]);
    await expect(the().store.decide(counter, plain, command(), () => counted(1))).rejects.toMatchObject({ factType: 'Cleared' });
    expect(await the().store.stateOf(newerCounter, id)).toEqual({ state: { sum: 8 }, version: 2 });
  });
}

function reading(the: The): void {
  it('reads facts by position, with everything that stands beside them', async () => {
    const { store, reader, clock } = the();
    const id = fresh();
    const asked = command({ causation: 'enrolment/7', traceparent: '00-1-2-01' });
    const { seq } = await store.decide(counter, id, asked, () => [...counted(1), ...counted(2)]);
    expect(await reader.head()).toBe(seq);
    const facts = await reader.read(seq - 2, 10);
    const [first, second] = facts;
    expect(facts).toHaveLength(2);
    expect(first).toEqual({
      id: `${reader.log}/${seq - 1}`,
      log: reader.log,
      seq: seq - 1,
      category: 'counter',
      streamId: id,
      version: 1,
      schema: 1,
      fact: { type: 'Counted', by: 1 },
      meta: { ...first!.meta, command: asked.id, actor: 'li-wei', correlation: 'c-1', causation: 'enrolment/7', traceparent: '00-1-2-01' },
    });
    expect(first!.meta.recordedAt >= clock.moment).toBe(true);
    expect(second).toMatchObject({ seq, version: 2, fact: { by: 2 } });
    expect(await reader.read(0, 1)).toMatchObject([{ seq: 1 }]);
    expect(await reader.read(seq, 10)).toEqual([]);
  });

  it('tells that the log has grown, until nobody wants to hear', async () => {
    const { store, reader } = the();
    const after = await reader.head();
    const grown = Promise.withResolvers<void>();
    const end = reader.onGrowth(() => void reader.head().then((head) => head > after && grown.resolve()));
    await store.decide(counter, fresh(), command(), () => counted(1));
    await grown.promise;
    end();
  });
}

type Asked = { readonly id: number; readonly stream: number; readonly by: number; readonly key: number };

function properties(the: The): void {
  const asked = fc.record({ id: fc.nat(12), stream: fc.nat(2), by: fc.integer({ min: 1, max: 5 }), key: fc.nat(6) });

  // One after another there is a single right answer to each call; a few lines of plain code say which.
  it('does with any row of calls what a simple model does', () =>
    fc.assert(
      fc.asyncProperty(fc.array(asked, { maxLength: 30 }), async (calls) => {
        const run = fresh();
        const model = { commands: new Map<number, Asked & { answer: readonly unknown[] }>(), keys: new Set<number>(), sums: [0, 0, 0], versions: [0, 0, 0] };
        const expected = (call: Asked): readonly unknown[] => {
          const known = model.commands.get(call.id);
          if (known !== undefined) return known.stream === call.stream && known.by === call.by && known.key === call.key ? known.answer : ['COMMAND_ID_REUSED'];
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
    const { version, state } = await store.decide(counter, `${run}-${stream}`, asked, () => withKeys(counted(by), { take: [`${run}:${key}`] }));
    return [version, state];
  } catch (failure) {
    if (failure instanceof Refused) return [failure.code];
    throw failure;
  }
}
