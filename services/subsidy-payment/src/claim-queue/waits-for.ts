// What a case waits for from an office: its next step, or that somebody resolves what holds it.
import { cameBack, type Case, type Stage } from '../claim/claim.decider';
import { goesOn, lives } from '../claim/steps';

export const waitingKinds = [
  'FIRST_REVIEW',
  'SECOND_REVIEW',
  'PUBLICITY_START',
  'IN_PUBLICITY',
  'OBJECTION',
  'RELEASE',
  'REISSUE',
  'HOLD',
] as const;
export type WaitsFor = (typeof waitingKinds)[number];

const nextStep: Readonly<Record<Stage, WaitsFor | undefined>> = {
  DECIDED: 'FIRST_REVIEW',
  FIRST_REVIEWED: 'SECOND_REVIEW',
  SECOND_REVIEWED: 'PUBLICITY_START',
  IN_PUBLICITY: 'IN_PUBLICITY',
  PUBLICITY_ENDED: 'RELEASE',
  RELEASED: undefined,
  PAID: undefined,
};

const heldBy = (reason: string): WaitsFor => (reason === 'PUBLICITY_OBJECTION' ? 'OBJECTION' : cameBack({ reason }) ? 'REISSUE' : 'HOLD');

export function waitsFor(one: Case): readonly WaitsFor[] {
  if (!lives(one) || one.stage === 'PAID') return [];
  const next = nextStep[one.stage];
  // Publicity runs on whatever holds the case; every other step is for those alone whom nothing holds.
  const step = next !== undefined && (goesOn(one) || next === 'IN_PUBLICITY') ? [next] : [];
  const held = one.holds.map(({ reason }) => heldBy(reason));
  return [...new Set([...step, ...held, ...(one.decision?.outcome === 'HELD' ? (['HOLD'] as const) : [])])];
}
