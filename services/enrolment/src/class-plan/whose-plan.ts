import { Refused } from '@libs/kernel';
import type { Actor } from '@libs/platform';
import type { ClassPlan } from './class-plan.decider';

/** Whoever assesses and does nothing else works for no institution: their region bounds them, and not their organisation. */
export const assessesOnly = ({ roles }: Actor): boolean => roles.length > 0 && roles.every((role) => role === 'assessor');

/** A plan outside the reach of whoever asks is to them as if it did not exist. */
export function mustReach(actor: Actor, plan: ClassPlan): void {
  const reached = plan.status !== 'UNFILED' && actor.scope.covers({ region: plan.plan.region, organisation: plan.plan.institutionId });
  if (!reached) throw new Refused('CLASS_PLAN_NOT_FOUND');
}

/** The institution for which somebody files, and the region must be one in which they may. */
export function institutionOf(actor: Actor, region: string): string {
  const institutionId = actor.scope.organisation;
  if (institutionId === undefined) throw new Refused('NO_INSTITUTION');
  if (!actor.scope.covers({ region, organisation: institutionId })) throw new Refused('REGION_OUT_OF_REACH', { region });
  return institutionId;
}

/** What an officer decides on is what the officer has seen. */
export function mustBeAsSeen(seen: number | undefined, version: number): void {
  if (seen !== undefined && seen !== version) throw new Refused('CLASS_PLAN_CHANGED', { seen, version });
}
