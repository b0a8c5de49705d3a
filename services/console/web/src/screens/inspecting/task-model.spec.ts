import { describe, expect, it } from '@jest/globals';
import { idsIn, inOrderOfNeed, stateOf, type Inspection } from './task-model';

const task = (taskId: string, more: Partial<Inspection> = {}): Inspection => ({
  ...{ taskId, drawId: 'd', objectId: 'o', inspectorIds: [], evidence: [], personIds: [], seq: 1 },
  assignedAt: '2026-03-02T01:00:00.000Z',
  ...more,
});

describe('an inspection', () => {
  it('is open, overdue, clean, or has found something', () =>
    expect([
      stateOf({}, '2026-03-02'),
      stateOf({ inspectBy: '2026-03-02' }, '2026-03-02'),
      stateOf({ inspectBy: '2026-03-01' }, '2026-03-02'),
      stateOf({ kind: 'clean', inspectBy: '2026-03-01' }, '2026-03-02'),
      stateOf({ kind: 'proxy_sign_in' }, '2026-03-02'),
    ]).toEqual(['OPEN', 'OPEN', 'OVERDUE', 'CLEAN', 'FOUND']));
  it('stands before others that are done or less urgent', () =>
    expect(
      inOrderOfNeed([
        task('done', { kind: 'clean' }),
        task('whenever'),
        task('late', { inspectBy: '2026-03-09' }),
        task('soon', { inspectBy: '2026-03-05' }),
      ]).map(({ taskId }) => taskId),
    ).toEqual(['soon', 'late', 'whenever', 'done']));
  it('takes the ids of people from what was pasted', () =>
    expect(idsIn('1. 0FBFDE4F-9d4d-8502-b6e2-bd47fce1bd91，\n0fbfde4f-9d4d-8502-b6e2-bd47fce1bd91 x')).toEqual([
      '0fbfde4f-9d4d-8502-b6e2-bd47fce1bd91',
    ]));
});
