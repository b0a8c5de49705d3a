// Who is refused what, and that nobody else feels it.
import { expect, it } from '@jest/globals';
import { Refused } from '@libs/kernel';
import { withKeys } from '../event-store';
import { counted, counter, type CounterFact } from './counter';
import { command, fresh, type The } from './store-under-test';

const circle: Record<string, unknown> = {};
circle.self = circle;

export function failing(the: The): void {
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
    ['is one of too many', () => Array.from({ length: 5_001 }, () => counted(1)[0])],
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

export function together(the: The): void {
  const both = (a: string, b: string) => ({ from: [counter, a], to: [counter, b] }) as const;

  it('writes several streams as one', async () => {
    const [a, b] = [fresh(), fresh()];
    await the().store.decide(counter, a, command(), () => counted(10));
    const asked = command();
    const move = () =>
      the().store.decideTogether(asked, both(a, b), ({ from, to }, { versions }) => ({
        from: counted(-from / 2),
        to: [...counted(to + 5), ...counted(versions.from)],
      }));
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
    expect(await Promise.all([a, b].map((id) => the().store.stateOf(counter, id)))).toEqual([
      { state: 0, version: 0 },
      { state: 0, version: 0 },
    ]);
  });

  it('takes no stream under two names, no fact for a stream it was not given, and no more than 1,024 streams', async () => {
    const [a, b] = [fresh(), fresh()];
    await expect(the().store.decideTogether(command(), both(a, a), () => ({}))).rejects.toThrow(/two names/);
    await expect(the().store.decideTogether(command(), both(a, b), () => ({ other: counted(1) }) as never)).rejects.toThrow(/other/);
    const many = Object.fromEntries(Array.from({ length: 1_025 }, (_, at) => [`n${at}`, [counter, fresh()] as const]));
    await expect(the().store.decideTogether(command(), many, () => ({}))).rejects.toMatchObject({ code: 'TOO_MANY_STREAMS' });
  });
}
