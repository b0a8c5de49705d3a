import { Refused } from '@libs/kernel';
import type { Actor, Role } from '@libs/platform';
import type { Categories, Introducer, Person } from './person.decider';

/** A trainee is the person whom the token names; all others reach those who were entered within their scope. Whoever else does not exist for them. */
export function mustReachPerson(actor: Actor, personId: string, state: Person): void {
  if (!reachesPerson(actor, personId, state)) throw new Refused('PERSON_NOT_FOUND');
}

export const reachesPerson = (actor: Actor, personId: string, state: Person): boolean =>
  state.status === 'REGISTERED' && (actor.id === personId || reachesOne(actor, state.introducers));

function reachesOne({ scope, roles }: Actor, introducers: readonly Introducer[]): boolean {
  if (roles.every((role) => role === 'trainee')) return false;
  return introducers.some(({ region, organisationId }) =>
    scope.covers({ ...(region !== undefined && { region }), ...(organisationId !== undefined && { organisation: organisationId }) }),
  );
}

/** For whom somebody enters a person. */
export const introducerOf = ({ scope: { region, organisation } }: Actor): Introducer => ({
  ...(organisation !== undefined && { organisationId: organisation }),
  ...(region !== undefined && { region }),
});

const speakForAll: readonly Role[] = ['registrar', 'reviewer'];

/** An employer speaks for its own staff, and for nobody else's: money may follow from whom somebody works for. */
export function employmentOf({ roles, scope }: Actor, { group, employerId }: Partial<Categories>): { readonly employerId?: string } {
  const own = scope.organisation;
  if (own === undefined || roles.some((role) => speakForAll.includes(role))) return {};
  if (employerId !== undefined && employerId !== own) throw new Refused('EMPLOYER_NOT_OWN');
  return group === undefined ? {} : { employerId: own };
}
