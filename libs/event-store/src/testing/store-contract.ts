// What every event store promises, whatever it keeps its facts in.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FromNewerRelease } from '../refusals';
import { counted, counter, doubler, newerCounter } from './counter';
import { keys } from './key-contract';
import { properties } from './property-contract';
import { failing, together } from './refusing-contract';
import { command, fresh, type StoreUnderTest, type The } from './store-under-test';

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
    const all = await Promise.all(
      Array.from({ length: 40 }, () => the().store.decide(counter, id, command(), (_, { version }) => counted(version))),
    );
    expect(all.map(({ version }) => version).sort((a, b) => a - b)).toEqual(Array.from({ length: 40 }, (_, at) => at + 1));
    expect((await the().store.stateOf(counter, id)).state).toBe((39 * 40) / 2);
  });

  it('lets another decider of a new stream see what was decided at the same moment', async () => {
    const id = fresh();
    const [, other, again] = await Promise.all([
      the().store.decide(counter, id, command(), () => counted(2)),
      the().store.decide(doubler, id, command(), (sum, { version }) => (sum === 4 && version === 1 ? counted(3) : [])),
      the().store.decide(counter, id, command(), (sum) => counted(sum)),
    ]);
    expect(other).toMatchObject({ version: 2, state: 10 });
    expect(again).toMatchObject({ version: 3, state: 10 });
    expect(await the().store.stateOf(doubler, id)).toEqual({ state: 20, version: 3 });
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
    expect(both.map(({ version, state }) => [version, state])).toEqual([
      [1, 3],
      [1, 3],
    ]);
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
