import { Refused } from '@libs/kernel';
import type { Actor } from '@libs/platform';
import type { Claim } from './claim.decider';

/** People without an office see what was asked for them; everybody else what lies in their scope; and each what they filed themselves. */
export const isThePerson = (actor: Actor): boolean => actor.roles.length > 0 && actor.roles.every((role) => role === 'trainee');

/** A claim outside the reach of whoever asks is to them as if it did not exist. */
export function mustReach(actor: Actor, claim: Claim): void {
  if (claim.status === 'FILED') {
    const { region, organisationId, filedBy, cases } = claim;
    if (filedBy === actor.id) return;
    if (isThePerson(actor)) {
      if ([...cases.values()].some(({ personId }) => personId === actor.person)) return;
    } else if (actor.scope.covers({ region, ...(organisationId !== undefined && { organisation: organisationId }) })) return;
  }
  throw new Refused('CLAIM_NOT_FOUND');
}
