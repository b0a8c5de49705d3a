import { describe, expect, it } from '@jest/globals';
import { askedTogether } from './asked-together';

describe('asking together', () => {
  it('gives those of one turn one answer', async () => {
    let asked = 0;
    const ask = askedTogether(async () => (asked += 1));
    expect(await Promise.all([ask(), ask(), ask()])).toEqual([1, 1, 1]);
  });

  it('asks anew for whoever comes while an answer is on its way', async () => {
    const waiting: ((answer: string) => void)[] = [];
    const ask = askedTogether(() => new Promise<string>((resolve) => waiting.push(resolve)));
    const first = ask();
    await Promise.resolve();
    const second = ask();
    await Promise.resolve();
    waiting[0]?.('early');
    waiting[1]?.('late');
    expect([await first, await second]).toEqual(['early', 'late']);
  });

  it('tells all of them when there is no answer, and asks again afterwards', async () => {
    let asked = 0;
    const ask = askedTogether(async () => {
      asked += 1;
      if (asked === 1) throw new Error('gone');
      return asked;
    });
    const outcomes = await Promise.allSettled([ask(), ask()]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await ask()).toBe(2);
  });
});
