import { describe, expect, it } from '@jest/globals';
import { isUUID } from 'class-validator';
import { childId, newId } from './ids';

describe('ids', () => {
  it('are valid, never the same, and ordered by the calls that made them', () => {
    const ids = Array.from({ length: 20_000 }, newId);
    expect(ids.every((id) => isUUID(id, 7))).toBe(true);
    expect(ids).toEqual([...ids].sort());
    expect(new Set(ids).size).toBe(ids.length);
  });
  it('of children follow from the parent and the name alone', () => {
    const parent = '0198a0b0-0000-7000-8000-000000000001';
    expect(childId(parent, 'session/1')).toBe(childId(parent, 'session/1'));
    expect(isUUID(childId(parent, 'session/1'))).toBe(true);
    expect(childId(parent, 'session/1')).not.toBe(childId(parent, 'session/2'));
    expect(childId('a', 'b/c')).not.toBe(childId('a/b', 'c'));
  });
});
