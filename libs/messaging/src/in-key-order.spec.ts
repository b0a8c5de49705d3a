import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { inKeyOrder } from './in-key-order';
import type { Delivery, Handled } from './transport';

const deliveriesOf = (keys: readonly string[]): Delivery[] =>
  keys.map((key, at) => ({ topic: 't', partition: 0, offset: String(at), key, value: '' }));
const never = (): boolean => false;
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

describe('handling a partition', () => {
  it('keeps the order of each key, never has more in hand than it may, and finishes all', () =>
    fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 40 }),
        fc.integer({ min: 1, max: 5 }),
        async (keys, atOnce) => {
          const begun: Record<string, number[]> = {};
          const inHand = new Set<string>();
          const prefixes: number[] = [0];
          const { prefix, paused } = await inKeyOrder({
            deliveries: deliveriesOf(keys),
            atOnce,
            stopped: never,
            finished: (upTo) => prefixes.push(upTo),
            async handle({ key, offset }) {
              expect(inHand.has(key)).toBe(false);
              inHand.add(key);
              expect(inHand.size).toBeLessThanOrEqual(atOnce);
              (begun[key] ??= []).push(Number(offset));
              await turn();
              inHand.delete(key);
              return 'done';
            },
          });
          expect({ prefix, paused }).toEqual({ prefix: keys.length, paused: false });
          expect(prefixes).toEqual([...prefixes].sort((left, right) => left - right));
          for (const offsets of Object.values(begun)) expect(offsets).toEqual([...offsets].sort((left, right) => left - right));
        },
      ),
      { numRuns: 50 },
    ));

  it.each<[string, () => Promise<Handled>]>([
    ['a pause', async () => 'pause'],
    ['a throw', () => Promise.reject(new Error('down'))],
  ])('begins nothing new after %s, and counts as finished only what lies before it without a gap', async (_, fails) => {
    const handled: string[] = [];
    const outcome = await inKeyOrder({
      deliveries: deliveriesOf(['a', 'b', 'a', 'b', 'c', 'a']),
      atOnce: 2,
      stopped: never,
      async handle({ key, offset }) {
        await turn();
        if (offset === '2') return fails();
        handled.push(`${key}${offset}`);
        return 'done';
      },
    });
    expect(outcome).toEqual({ prefix: 2, paused: true });
    expect(handled).toEqual(['a0', 'b1', 'b3']);
  });

  it('ends what is in hand, and no more, once it is stopped', async () => {
    const handled: string[] = [];
    const outcome = await inKeyOrder({
      deliveries: deliveriesOf(['a', 'a', 'a']),
      atOnce: 2,
      stopped: () => handled.length > 0,
      handle: async ({ offset }) => {
        handled.push(offset);
        return 'done';
      },
    });
    expect({ outcome, handled }).toEqual({ outcome: { prefix: 1, paused: false }, handled: ['0'] });
  });
});
