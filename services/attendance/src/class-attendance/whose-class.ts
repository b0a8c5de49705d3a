import { Refused } from '@libs/kernel';
import type { Actor } from '@libs/platform';
import type { ClassAttendance, Opening } from './class-attendance.decider';

/** A class outside the reach of whoever asks is to them as if it did not exist. */
export function reachedOpening(actor: Actor, { opening }: ClassAttendance): Opening {
  const reached = opening !== undefined && actor.scope.covers({ region: opening.region, organisation: opening.institutionId });
  if (!reached) throw new Refused('CLASS_NOT_FOUND');
  return opening;
}
