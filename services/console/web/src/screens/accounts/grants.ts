// What a grant needs before it can be sent. The service says the same; this spares a vain try.

/** These act for an organisation, and without one for all of them. */
const ofAnOrganisation: ReadonlySet<string> = new Set(['registrar', 'employer', 'assessor']);
/** These act for the office of a region. */
const ofARegion: ReadonlySet<string> = new Set([
  'reviewer',
  'finance',
  'fund-manager',
  'supervisor',
  'inspector',
  'third-party',
  'policy-officer',
]);

export const needsOrganisation = (roles: readonly string[]): boolean => roles.some((role) => ofAnOrganisation.has(role));
export const needsRegion = (roles: readonly string[]): boolean => roles.some((role) => ofARegion.has(role));

export type State = 'GRANTED' | 'WITHDRAWN' | 'NONE';
type Account = { readonly roles: readonly string[]; readonly grantedAt?: string };

/** NONE: an account that signed in and out and was never granted anything. */
export const stateOf = ({ roles, grantedAt }: Account): State =>
  roles.length > 0 ? 'GRANTED' : grantedAt === undefined ? 'NONE' : 'WITHDRAWN';

/** Duties that one account should not hold together: whoever grants, whoever operates, whoever looks after both. */
const apart: readonly (readonly [string, string])[] = [
  ['system-administrator', 'security-administrator'],
  ['system-administrator', 'audit-administrator'],
  ['security-administrator', 'audit-administrator'],
  ['operator', 'security-administrator'],
  ['reviewer', 'finance'],
];
export const incompatible = (roles: readonly string[]): readonly (readonly [string, string])[] =>
  apart.filter(([one, other]) => roles.includes(one) && roles.includes(other));

export type GrantInput = {
  readonly account: string;
  readonly personId: string;
  readonly roles: readonly string[];
  readonly region?: string;
  readonly organisation?: string;
};

/** As it is sent: what was left empty is left out. */
export const grantOf = ({ account, personId, roles, region, organisation }: GrantInput): GrantInput => ({
  account: account.trim(),
  personId: personId.trim(),
  roles: [...roles],
  ...(region?.trim() && { region: region.trim() }),
  ...(organisation && { organisation }),
});
