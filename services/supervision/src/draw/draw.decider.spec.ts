import { describe, expect, it } from '@jest/globals';
import type { WithKeys } from '@libs/event-store';
import { childId } from '@libs/kernel';
import { spec, testNow } from '@libs/testing';
import { commitFrame, draw, publishDraw, recordResult, revealSeed, type DrawFact } from './draw.decider';
import type { Frame } from './frame';

const { given } = spec(draw);
const object = { objectId: 'o1', name: 'o1', tier: 'D' as const };
const registers = { objects: new Map([['o1', object]]), inspectors: new Map([['i1', { inspectorId: 'i1', conflicts: [] }]]) };
const frame: Frame = {
  method: 'consistent_sampler/1',
  on: '2026-03-02',
  rates: { D: '100%' },
  team: 1,
  objects: [{ objectId: 'o1', tier: 'D' }],
  inspectors: [{ inspectorId: 'i1', conflicts: [] }],
};
const committed: DrawFact = { type: 'InspectionPlanPublished', frame, frameHash: 'hash', publishedAt: testNow };
const teams = [
  { objectId: 'o1', recused: ['i2'], inspectorIds: ['i1'], tickets: ['0.1'] },
  { objectId: 'o2', recused: [], inspectorIds: ['i1'], tickets: ['0.2'] },
];
const drawnObjects = [{ objectId: 'o1', tier: 'D' as const, ticket: '0.3' }];
const drawing = () => ({ objects: drawnObjects, teams });
const [taskId, otherId] = [childId('d', 'o1'), childId('d', 'o2')];
const drawn: readonly DrawFact[] = [
  committed,
  { type: 'RandomDrawExecuted', seed: 's', objects: drawnObjects, drawnAt: testNow },
  { type: 'InspectorRecused', objectId: 'o1', inspectorId: 'i2', recusedAt: testNow },
  { type: 'InspectorsAssigned', taskId, objectId: 'o1', inspectorIds: ['i1'], tickets: ['0.1'], assignedAt: testNow },
  { type: 'InspectorsAssigned', taskId: otherId, objectId: 'o2', inspectorIds: ['i1'], tickets: ['0.2'], assignedAt: testNow },
];
const rules = { withinWorkingDays: 20, calendar: { publishedYears: [], workingDays: [], daysOff: [] } };
const result = (task: string, objectId: string): DrawFact => ({
  type: 'InspectionResultRecorded',
  taskId: task,
  objectId,
  kind: 'clean',
  by: 'li',
  recordedAt: testNow,
});
const completed: DrawFact = { type: 'InspectionsCompleted', completedOn: '2026-03-02', publishBy: '2026-03-30' };

describe('committing a frame', () => {
  it('publishes its hash and takes the frame, so that it is not drawn twice', () => {
    const decision = commitFrame(registers, { rates: { D: '100%' }, team: 1 }, () => 'hash', testNow) as WithKeys<unknown>;
    expect(decision.facts).toEqual({ draw: [committed] });
    expect(decision.keys).toEqual({ take: ['frame/hash'] });
  });
});

describe('revealing the seed', () => {
  it('draws objects and teams, and recuses before each team', () =>
    given(committed)
      .when((s) => revealSeed(s, 'd', 's', drawing, testNow))
      .then(...drawn.slice(1)));
  it('is done once', () =>
    given(...drawn)
      .when((s) => revealSeed(s, 'd', 'other', drawing, testNow))
      .refused('SEED_REVEALED', { seed: 's' }));
  it('needs a frame', () =>
    given()
      .when((s) => revealSeed(s, 'd', 's', drawing, testNow))
      .refused('DRAW_NOT_FOUND'));
});

describe('the results of inspections', () => {
  const found = (task: string) => ({ taskId: task, kind: 'clean', by: 'li', forAnyTeam: true });
  it('are recorded one by one', () =>
    given(...drawn)
      .when((s) => recordResult(s, found(taskId), rules, testNow))
      .then(result(taskId, 'o1')));
  // 20 working days after Monday 2 March 2026, without a holiday between.
  it('with the last of them the term begins', () =>
    given(...drawn, result(taskId, 'o1'))
      .when((s) => recordResult(s, found(otherId), rules, testNow))
      .then(result(otherId, 'o2'), completed));
  it('are given once, for inspections that there are', () => {
    given(...drawn, result(taskId, 'o1'))
      .when((s) => recordResult(s, found(taskId), rules, testNow))
      .refused('INSPECTION_DONE', { result: 'clean' });
    given(...drawn)
      .when((s) => recordResult(s, found(childId('d', 'o9')), rules, testNow))
      .refused('INSPECTION_NOT_FOUND');
  });
  it('come from the team, with what it wrote down, and one fact for each person', () => {
    const report = { classId: 'k', note: '教室无人', evidence: [{ name: 'a.jpg', sha256: 'a'.repeat(64), bytes: 9 }] };
    const asked = { taskId, kind: 'proxy_sign_in', by: 'i1', forAnyTeam: false, report, personIds: ['p1', 'p2', 'p1'] };
    given(...drawn)
      .when((s) => recordResult(s, asked, rules, testNow))
      .then(
        { type: 'InspectionResultRecorded', taskId, objectId: 'o1', kind: 'proxy_sign_in', by: 'i1', report, recordedAt: testNow },
        { type: 'PersonConcerned', taskId, personId: 'p1', recordedAt: testNow },
        { type: 'PersonConcerned', taskId, personId: 'p2', recordedAt: testNow },
      );
    given(...drawn)
      .when((s) => recordResult(s, { ...asked, by: 'nobody' }, rules, testNow))
      .refused('NOT_ON_TEAM');
  });
});

describe('publishing a draw', () => {
  const all = [...drawn, result(taskId, 'o1'), result(otherId, 'o2'), completed];
  const published: DrawFact = { type: 'DrawResultPublished', dueOn: '2026-03-30', publishedAt: testNow };
  it('says by when it was due', () =>
    given(...all)
      .when((s) => publishDraw(s, testNow))
      .then(published));
  it('waits for every result, and is done once', () => {
    given(...drawn)
      .when((s) => publishDraw(s, testNow))
      .refused('TASKS_NOT_COMPLETED', { open: 2 });
    given(...all, published)
      .when((s) => publishDraw(s, testNow))
      .refused('RESULT_PUBLISHED', { at: testNow });
    given()
      .when((s) => publishDraw(s, testNow))
      .refused('DRAW_NOT_FOUND');
  });
});
