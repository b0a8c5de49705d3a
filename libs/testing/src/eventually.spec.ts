import { describe, expect, it } from '@jest/globals';
import { eventually } from './eventually';

describe('eventually', () => {
  it('tries again until the check holds, and answers what it saw', async () => {
    let tries = 0;
    const seen = await eventually(
      () => {
        tries += 1;
        if (tries === 1) throw new Error('not yet');
        return tries === 3 ? 'here' : '';
      },
      { everyMs: 1 },
    );
    expect(seen).toBe('here');
    expect(tries).toBe(3);
  });
  it('says what it saw last', async () => {
    await expect(eventually(() => 0, { withinMs: 5, everyMs: 1 })).rejects.toThrow('seen last: 0');
    await expect(eventually(() => Promise.reject(new Error('refused to answer')), { withinMs: 5, everyMs: 1 })).rejects.toThrow(
      'refused to answer',
    );
  });
});
