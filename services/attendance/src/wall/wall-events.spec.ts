import { describe, expect, it } from '@jest/globals';
import { eventOf, seenSeq } from './wall-events';

const row = {
  sessionId: 's1',
  personId: 'p1',
  direction: 'IN' as const,
  classId: 'c1',
  deviceAt: '2026-03-09T00:25:00.000Z',
  receivedAt: '2026-03-09T00:25:01.000Z',
  face: 'MATCHED' as const,
  flags: ['OUTSIDE_FENCE'] as const,
  faceAccepted: false,
  seq: 71,
};

describe('an event of a wall', () => {
  it('stands under the position of its fact, on lines that end it', () => {
    const [id, event, data, ...end] = eventOf(row).split('\n');
    expect([id, event, end]).toEqual(['id: 71', 'event: capture', ['', '']]);
    expect(JSON.parse(data?.replace('data: ', '') ?? '')).toMatchObject({ personId: 'p1', flags: ['OUTSIDE_FENCE'] });
  });

  it('is taken up after the last that was seen, and from the beginning where nothing readable was', () => {
    expect(['71', undefined, '', 'x', '-1', '9'.repeat(16)].map(seenSeq)).toEqual([71, 0, 0, 0, 0, 0]);
  });
});
