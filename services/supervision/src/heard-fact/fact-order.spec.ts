import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { inOrderOfHappening, type Placed } from './fact-order';

const placed = (id: string, arrived: number, more: Partial<Placed> = {}): Placed => {
  const [log = '', seq = '0'] = id.split('/');
  return { id: `${id}/0`, log, seq: Number(seq), place: 0, recordedAt: '2025-05-20T01:00:00.000Z', becauseOf: undefined, arrived, ...more };
};
const ids = (facts: readonly Placed[]) => inOrderOfHappening(facts).map(({ id }) => id);

describe('the order of happening', () => {
  it('is that of each log, however they arrived', () => expect(ids([placed('a/2', 1), placed('a/1', 2)])).toEqual(['a/1/0', 'a/2/0']));
  it('puts a cause before its effect, whether it names the fact or what was announced of it', () => {
    expect(ids([placed('b/1', 1, { becauseOf: 'a/1' }), placed('a/1', 2)])).toEqual(['a/1/0', 'b/1/0']);
    expect(ids([placed('b/1', 1, { becauseOf: 'a/1/0' }), placed('a/1', 2)])).toEqual(['a/1/0', 'b/1/0']);
  });
  it('puts everything that its cause had behind it before an effect, where the cause itself was never announced', () =>
    expect(ids([placed('b/1', 1, { becauseOf: 'a/3' }), placed('a/2', 2), placed('a/4', 3)])).toEqual(['a/2/0', 'b/1/0', 'a/4/0']));
  it('is else that of the time, and then of arrival', () =>
    expect(ids([placed('b/1', 1, { recordedAt: '2025-05-21T01:00:00.000Z' }), placed('c/1', 3), placed('a/1', 2)])).toEqual([
      'a/1/0',
      'c/1/0',
      'b/1/0',
    ]));
  it('tells every fact once, whatever they say of one another', () => {
    const fact = fc.record({
      log: fc.constantFrom('a', 'b', 'c'),
      seq: fc.integer({ min: 1, max: 9 }),
      cause: fc.constantFrom('a/3', 'b/5/0', 'c/1', 'x', undefined),
    });
    fc.assert(
      fc.property(fc.uniqueArray(fact, { selector: ({ log, seq }) => `${log}/${seq}`, maxLength: 20 }), (facts) => {
        const all = facts.map(({ log, seq, cause }, n) => placed(`${log}/${seq}`, n, { becauseOf: cause }));
        const ordered = inOrderOfHappening(all);
        expect([...ordered].map(({ id }) => id).sort()).toEqual(all.map(({ id }) => id).sort());
        for (const log of ['a', 'b', 'c']) {
          const seqs = ordered.filter((one) => one.log === log).map(({ seq }) => seq);
          expect(seqs).toEqual(seqs.toSorted((x, y) => x - y));
        }
      }),
    );
  });
});
