import { Refused } from '@libs/kernel';
import type { Actor, Role } from '@libs/platform';
import type { Categories, Introducer, Person } from './person.decider';

/** A trainee is the person behind the account; all others reach those who were entered within their scope. Whoever else does not exist for them. */
export function mustReachPerson(actor: Actor, personId: string, state: Person): void {
  if (!reachesPerson(actor, personId, state)) throw new Refused('PERSON_NOT_FOUND');
}

export const reachesPerson = (actor: Actor, personId: string, state: Person): boolean =>
  state.status === 'REGISTERED' && (actor.person === personId || reachesOne(actor, state.introducers));

/** Where money goes is for the person to say, or for an officer; not for an organisation, however it came to know the person. */
export const answersForAccount = ({ person: own, roles, scope }: Actor, personId: string): boolean =>
  own === personId || (roles.includes('reviewer') && scope.organisation === undefined);

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
