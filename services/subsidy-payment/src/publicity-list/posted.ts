import type { Case } from '../claim/claim.decider';
import { lives } from '../claim/steps';

export const isPosted = (one: Case): boolean => one.publicity !== undefined && one.stage === 'IN_PUBLICITY' && lives(one);

const dayMs = 86_400_000;

/** From one business date to another. */
export const daysLeft = (today: string, lastDay: string): number => Math.max(0, (Date.parse(lastDay) - Date.parse(today)) / dayMs);
