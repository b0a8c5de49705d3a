import { describe, expect, it } from '@jest/globals';
import { draftKey, forgetDraft, keepDraft, keptDraft } from './plan-draft';

function place(full = false) {
  const kept = new Map<string, string>();
  const setItem = (key: string, value: string) => {
    if (full) throw new Error('QuotaExceededError');
    kept.set(key, value);
  };
  return { getItem: (key: string) => kept.get(key) ?? null, setItem, removeItem: (key: string) => void kept.delete(key) };
}

const session = { on: '2026-03-02', from: '08:30', to: '12:00', classHours: 4 };
const draft = { class: { title: '焊工' }, site: { name: '实训楼' }, sessions: [session] };
const key = draftKey('ann', undefined);

describe('a class plan that is being written', () => {
  it('is there again after a reload, and gone when it was filed', () => {
    const tab = place();
    keepDraft(tab, key, draft);
    expect(keptDraft(tab, key)).toEqual(draft);
    forgetDraft(tab, key);
    expect(keptDraft(tab, key)).toBeUndefined();
  });

  it('is one for each account and each plan that came back', () =>
    expect(new Set([key, draftKey('bob', undefined), draftKey('ann', 'k1')]).size).toBe(3));

  it('is none where something else was kept, or nothing can be', () => {
    const [tab, full] = [place(), place(true)];
    for (const other of ['', '{', '7', '{"class":{}}']) {
      tab.setItem(key, other);
      expect(keptDraft(tab, key)).toBeUndefined();
    }
    keepDraft(full, key, draft);
    expect(keptDraft(full, key)).toBeUndefined();
  });
});
