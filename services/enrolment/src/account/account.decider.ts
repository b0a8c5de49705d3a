// An account: what it may do, which somebody else has granted, and since when its sign-ins count.
import { withKeys, type Decider, type WithKeys } from '@libs/event-store';
import { Refused } from '@libs/kernel';

export type Grant = {
  readonly account: string;
  /** The natural person behind it: the vault's id, or of a machine the name of its owner. */
  readonly personId: string;
  readonly roles: readonly string[];
  readonly region?: string;
  readonly organisation?: string;
};

export type AccountFact =
  | ({ readonly type: 'AccountGranted'; readonly grantedBy: string; readonly grantedAt: string } & Grant)
  | { readonly type: 'AccountSignedOut'; readonly account: string; readonly signedOutAt: string };

export type Account = { readonly grant?: Grant; readonly signedOutAt?: string };

export const account: Decider<Account, AccountFact> = {
  category: 'account',
  initial: {},
  schemas: { AccountGranted: 1, AccountSignedOut: 1 },
  evolve(state, fact) {
    switch (fact.type) {
      case 'AccountGranted':
        return { ...state, grant: grantOf(fact) };
      case 'AccountSignedOut':
        return { ...state, signedOutAt: fact.signedOutAt };
    }
  },
};

const grantOf = ({ account: name, personId, roles, region, organisation }: Grant): Grant => ({
  account: name,
  personId,
  roles: [...roles],
  ...(region !== undefined && { region }),
  ...(organisation !== undefined && { organisation }),
});

/** These act for an organisation, and without one for all of them. */
const ofAnOrganisation: readonly string[] = ['registrar', 'employer', 'assessor'];
/** These act for the office of a region, and without one for the whole country. */
const ofARegion: readonly string[] = ['reviewer', 'finance', 'fund-manager', 'supervisor', 'inspector', 'third-party', 'policy-officer'];

/** 三员分立 (GB/T 22239): whoever runs the system, grants its rights or audits it is somebody of their own, and does nothing else in it. */
const administrators: readonly string[] = ['system-administrator', 'security-administrator', 'audit-administrator'];
/** Held by a person's one account of an administrator. */
const apart = ({ personId }: Grant): string => `administrator/${personId}`;

/** Who grants: the account, the person behind it, and how far it reaches. */
export type Granter = {
  readonly account: string;
  readonly person: string;
  covers(place: { readonly region?: string; readonly organisation?: string }): boolean;
};

export function grantAccount(state: Account, grant: Grant, by: Granter, now: string): WithKeys<readonly AccountFact[]> {
  const wanted = grantOf(grant);
  // 等级保护 (GB/T 22239): nobody gives rights to themselves, under whichever of their accounts.
  if (wanted.account === by.account || [wanted.personId, state.grant?.personId].includes(by.person))
    throw new Refused('CANNOT_GRANT_YOURSELF');
  if (!by.covers(wanted) || (state.grant && !by.covers(state.grant))) throw new Refused('GRANT_OUT_OF_REACH');
  if (state.grant && state.grant.personId !== wanted.personId) throw new Refused('ACCOUNT_OF_ANOTHER_PERSON');
  mustBeBounded(wanted);
  mustBeApart(wanted);
  if (state.grant && JSON.stringify(state.grant) === JSON.stringify(wanted)) return withKeys([], {});
  const [was, willBe] = [isAdministrator(state.grant), isAdministrator(wanted)];
  return withKeys([{ type: 'AccountGranted', ...wanted, grantedBy: by.account, grantedAt: now }], {
    ...(willBe && !was && { take: [apart(wanted)] }),
    ...(was && !willBe && { free: [apart(wanted)] }),
  });
}

const isAdministrator = (grant: Grant | undefined): boolean => grant?.roles.some((role) => administrators.includes(role)) ?? false;

function mustBeApart({ roles }: Grant): void {
  const role = roles.find((each) => administrators.includes(each));
  const other = roles.find((each) => each !== role);
  if (role !== undefined && other !== undefined) throw new Refused('ADMINISTRATOR_IS_APART', { role, other });
}

function mustBeBounded({ roles, region, organisation }: Grant): void {
  const homeless = roles.find((role) => organisation === undefined && ofAnOrganisation.includes(role));
  if (homeless !== undefined) throw new Refused('GRANT_NEEDS_ORGANISATION', { role: homeless });
  const boundless = roles.find((role) => region === undefined && ofARegion.includes(role));
  if (boundless !== undefined) throw new Refused('GRANT_NEEDS_REGION', { role: boundless });
}

export const signOutAccount = (_: Account, name: string, now: string): readonly AccountFact[] => [
  { type: 'AccountSignedOut', account: name, signedOutAt: now },
];
