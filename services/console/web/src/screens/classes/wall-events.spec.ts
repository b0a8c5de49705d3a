import { describe, expect, it } from '@jest/globals';
import { eventReader } from './wall-events';

describe('the stream of a wall', () => {
  it('is read in whatever pieces it comes, and what says nothing is passed over', () => {
    const read = eventReader();
    expect(read('retry: 500\n: here\n\nid: 7\nevent: cap')).toEqual([]);
    expect(read('ture\ndata: {"personId":"p1"}\n\n: here\n\nid: 8\nevent: capture\ndata: {"personId":"p2"}\n')).toEqual([
      { id: '7', capture: { personId: 'p1' } },
    ]);
    expect(read('\n')).toEqual([{ id: '8', capture: { personId: 'p2' } }]);
  });
});
