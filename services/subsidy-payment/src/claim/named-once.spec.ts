import { describe, expect, it } from '@jest/globals';
import { Refused } from '@libs/kernel';
import { namedOnce } from './named-once';

describe('a list that names each thing once', () => {
  const idOf = ({ id }: { readonly id: string }) => id;

  it('is taken as it is', () => {
    const list = [{ id: 'a' }, { id: 'b' }];
    expect(namedOnce(list, idOf)).toBe(list);
  });

  it('is refused with the one that it names again', () => {
    expect(() => namedOnce([{ id: 'a' }, { id: 'b' }, { id: 'a' }], idOf)).toThrow(new Refused('NAMED_TWICE', { id: 'a' }));
  });
});
