import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { PersistentMap } from './persistent-map';

describe('a persistent map', () => {
  it('holds what a map holds, and its earlier versions stay as they were', () => {
    const step = fc.record({ key: fc.string({ maxLength: 2 }), value: fc.option(fc.integer(), { nil: undefined }) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
        const model = new Map<string, number>();
        let map = PersistentMap.empty<number>();
        const versions: [PersistentMap<number>, Map<string, number>][] = [];
        for (const { key, value } of steps) {
          if (value === undefined) model.delete(key);
          else model.set(key, value);
          map = value === undefined ? map.without(key) : map.with(key, value);
          versions.push([map, new Map(model)]);
        }
        for (const [version, then] of versions) {
          expect(version.size).toBe(then.size);
          for (const { key } of steps) expect([version.get(key), version.has(key)]).toEqual([then.get(key), then.has(key)]);
        }
      }),
    );
  });

  it('tells keys apart whose hashes are the same', () => {
    // FNV-1a gives both the same 32 bits.
    const [one, other] = ['costarring', 'liquid'];
    const both = PersistentMap.empty<number>().with(one, 1).with(other, 2);
    expect([both.get(one), both.get(other), both.size]).toEqual([1, 2, 2]);
    expect([both.without(one).get(other), both.without(one).get(one)]).toEqual([2, undefined]);
  });

  it('grows to many', () => {
    let map = PersistentMap.empty<number>();
    for (let n = 0; n < 20_000; n += 1) map = map.with(String(n), n);
    for (let n = 0; n < 20_000; n += 2) map = map.without(String(n));
    expect([map.size, map.get('1'), map.get('2')]).toEqual([10_000, 1, undefined]);
  });
});
