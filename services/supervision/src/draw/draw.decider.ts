// 双随机: first the frame is hashed and committed, then one seed is revealed, and from the two follow objects and teams. There is no second seed.
import { withKeys, type Decider, type Decision } from '@libs/event-store';
import { Refused, businessDate, childId, nthWorkingDayAfter, type CalendarData } from '@libs/kernel';
import type { InspectorRegister } from '../inspector-register/inspector-register.decider';
import type { ObjectRegister } from '../object-register/object-register.decider';
import type { DrawnObject, Drawing } from './drawing';
import { frameOf, type Frame } from './frame';

export type DrawFact =
  | {
      readonly type: 'InspectionPlanPublished';
      readonly frame: Frame;
      readonly frameHash: string;
      readonly office?: string;
      /** By when every team has to have been there. */
      readonly inspectBy?: string;
      readonly publishedAt: string;
    }
  | { readonly type: 'RandomDrawExecuted'; readonly seed: string; readonly objects: readonly DrawnObject[]; readonly drawnAt: string }
  | { readonly type: 'InspectorRecused'; readonly objectId: string; readonly inspectorId: string; readonly recusedAt: string }
  | {
      readonly type: 'InspectorsAssigned';
      readonly taskId: string;
      readonly objectId: string;
      readonly inspectorIds: readonly string[];
      readonly tickets: readonly string[];
      readonly office?: string;
      readonly inspectBy?: string;
      readonly assignedAt: string;
    }
  | {
      readonly type: 'InspectionResultRecorded';
      readonly taskId: string;
      readonly objectId: string;
      readonly kind: string;
      readonly by: string;
      readonly report?: InspectionReport;
      readonly recordedAt: string;
    }
  /** One fact a person, as a fact speaks of one person alone. */
  | { readonly type: 'PersonConcerned'; readonly taskId: string; readonly personId: string; readonly recordedAt: string }
  | { readonly type: 'InspectionsCompleted'; readonly completedOn: string; readonly publishBy: string }
  | { readonly type: 'DrawResultPublished'; readonly dueOn: string; readonly publishedAt: string };

/** What the team wrote down: never public, for it speaks of what was seen before anything was confirmed. */
export type InspectionReport = {
  readonly classId?: string;
  readonly note?: string;
  /** Files stay with the inspector; that they are these files can be shown at any time. */
  readonly evidence?: readonly { readonly name: string; readonly sha256: string; readonly bytes: number }[];
};

export type Task = Omit<Extract<DrawFact, { type: 'InspectorsAssigned' }>, 'type' | 'assignedAt' | keyof Terms> & {
  readonly result?: string;
};
export type Recusal = { readonly objectId: string; readonly inspectorId: string };

export type Draw = {
  readonly frame: Frame | undefined;
  readonly frameHash: string;
  /** The region of the office whose draw it is; undefined where it is that of the whole country. */
  readonly office?: string;
  readonly inspectBy?: string;
  readonly seed: string | undefined;
  readonly objects: readonly DrawnObject[];
  readonly recused: readonly Recusal[];
  readonly tasks: readonly Task[];
  readonly completed: { readonly completedOn: string; readonly publishBy: string } | undefined;
  readonly publishedAt: string | undefined;
};

/** Whose draw it is, and by when every team has to have been there: the same for all its tasks. */
type Terms = { readonly office?: string; readonly inspectBy?: string };

const termsOf = ({ office, inspectBy }: Terms): Terms => ({
  ...(office !== undefined && { office }),
  ...(inspectBy !== undefined && { inspectBy }),
});

export const draw: Decider<Draw, DrawFact> = {
  category: 'draw',
  initial: {
    frame: undefined,
    frameHash: '',
    seed: undefined,
    objects: [],
    recused: [],
    tasks: [],
    completed: undefined,
    publishedAt: undefined,
  },
  schemas: {
    InspectionPlanPublished: 1,
    RandomDrawExecuted: 1,
    InspectorRecused: 1,
    InspectorsAssigned: 1,
    InspectionResultRecorded: 1,
    PersonConcerned: 1,
    InspectionsCompleted: 1,
    DrawResultPublished: 1,
  },
  evolve(state, fact) {
    switch (fact.type) {
      case 'InspectionPlanPublished':
        return { ...state, frame: fact.frame, frameHash: fact.frameHash, ...termsOf(fact) };
      case 'RandomDrawExecuted':
        return { ...state, seed: fact.seed, objects: fact.objects };
      case 'InspectorRecused':
        return { ...state, recused: [...state.recused, { objectId: fact.objectId, inspectorId: fact.inspectorId }] };
      case 'InspectorsAssigned': {
        const { type: _, assignedAt: __, inspectBy: ___, office: ____, ...task } = fact;
        return { ...state, tasks: [...state.tasks, task] };
      }
      case 'InspectionResultRecorded':
        return { ...state, tasks: state.tasks.map((task) => (task.taskId === fact.taskId ? { ...task, result: fact.kind } : task)) };
      case 'PersonConcerned':
        return state;
      case 'InspectionsCompleted':
        return { ...state, completed: { completedOn: fact.completedOn, publishBy: fact.publishBy } };
      case 'DrawResultPublished':
        return { ...state, publishedAt: fact.publishedAt };
    }
  },
};

type Registers = { readonly objects: ObjectRegister; readonly inspectors: InspectorRegister };
type Wanted = Pick<Frame, 'rates' | 'team'> & Terms;

/** The same frame is committed once: who dislikes what was drawn cannot have it drawn again behind the first one's back. */
export function commitFrame(
  { objects, inspectors }: Registers,
  { rates, team, ...terms }: Wanted,
  hashOf: (frame: Frame) => string,
  now: string,
): Decision<{ readonly draw: readonly DrawFact[] }> {
  const on = businessDate(now);
  if (terms.inspectBy !== undefined && terms.inspectBy < on) throw new Refused('INSPECT_BY_PAST', { day: terms.inspectBy });
  const frame = frameOf(objects.values(), inspectors.values(), { on, rates, team });
  const frameHash = hashOf(frame);
  const published: DrawFact = { type: 'InspectionPlanPublished', frame, frameHash, ...terms, publishedAt: now };
  return withKeys({ draw: [published] }, { take: [`frame/${frameHash}`] });
}

export function revealSeed(
  state: Draw,
  drawId: string,
  seed: string,
  drawFrom: (frame: Frame, seed: string) => Drawing,
  now: string,
): readonly DrawFact[] {
  if (!state.frame) throw new Refused('DRAW_NOT_FOUND');
  if (state.seed !== undefined) throw new Refused('SEED_REVEALED', { seed: state.seed });
  const { objects, teams } = drawFrom(state.frame, seed);
  const terms = termsOf(state);
  return [
    { type: 'RandomDrawExecuted', seed, objects, drawnAt: now },
    ...teams.flatMap(({ objectId, recused, inspectorIds, tickets }): DrawFact[] => [
      ...recused.map((inspectorId): DrawFact => ({ type: 'InspectorRecused', objectId, inspectorId, recusedAt: now })),
      { type: 'InspectorsAssigned', taskId: childId(drawId, objectId), objectId, inspectorIds, tickets, ...terms, assignedAt: now },
    ]),
  ];
}

export type Found = {
  readonly taskId: string;
  readonly kind: string;
  readonly by: string;
  /** A supervisor enters what any team reports; an inspector is on the team. */
  readonly forAnyTeam: boolean;
  readonly report?: InspectionReport;
  readonly personIds?: readonly string[];
};
export type PublishingRules = { readonly withinWorkingDays: number; readonly calendar: CalendarData };

export function recordResult(state: Draw, found: Found, rules: PublishingRules, now: string): readonly DrawFact[] {
  const { taskId, kind, by, forAnyTeam, report, personIds = [] } = found;
  const task = state.tasks.find((one) => one.taskId === taskId);
  if (!task) throw new Refused('INSPECTION_NOT_FOUND');
  if (!forAnyTeam && !task.inspectorIds.includes(by)) throw new Refused('NOT_ON_TEAM');
  if (task.result !== undefined) throw new Refused('INSPECTION_DONE', { result: task.result });
  const recorded: readonly DrawFact[] = [
    { type: 'InspectionResultRecorded', taskId, objectId: task.objectId, kind, by, ...(report && { report }), recordedAt: now },
    ...[...new Set(personIds)].map((personId): DrawFact => ({ type: 'PersonConcerned', taskId, personId, recordedAt: now })),
  ];
  if (state.tasks.some((one) => one.taskId !== taskId && one.result === undefined)) return recorded;
  const completedOn = businessDate(now);
  const publishBy = nthWorkingDayAfter(completedOn, rules.withinWorkingDays, rules.calendar);
  return [...recorded, { type: 'InspectionsCompleted', completedOn, publishBy }];
}

/** Late is better than never, and the day that it was due stands beside the day that it was. */
export function publishDraw(state: Draw, now: string): readonly DrawFact[] {
  if (!state.frame) throw new Refused('DRAW_NOT_FOUND');
  if (!state.completed) throw new Refused('TASKS_NOT_COMPLETED', { open: state.tasks.filter(({ result }) => result === undefined).length });
  if (state.publishedAt !== undefined) throw new Refused('RESULT_PUBLISHED', { at: state.publishedAt });
  return [{ type: 'DrawResultPublished', dueOn: state.completed.publishBy, publishedAt: now }];
}
