import { describe, expect, it } from '@jest/globals';
import { plainState } from './plain-state';

describe('how a case stands', () => {
  it('is said by what ends or holds it first, then by its stage', () => {
    const at = { outcome: 'ELIGIBLE', stage: 'IN_PUBLICITY', funds: 'COMMITTED' } as const;
    expect(plainState({ ...at, postedUntil: '2026-03-09' }).zh).toBe('正在公示，至 2026年3月9日');
    expect(plainState({ ...at, outcome: 'HELD', postedUntil: '2026-03-09' }).en).toMatch(/^On hold/);
    expect(plainState({ ...at, stage: 'RELEASED', funds: 'QUEUED' }).en).toMatch(/waiting for money/);
    expect(plainState({ ...at, outcome: 'PAID', stage: 'PAID' }).zh).toBe('银行已支付');
  });
});
