// An organisation of the directory: who it is, where its money goes, and until when it may not apply for classes.
import { withKeys, type Decider, type WithKeys } from '@libs/event-store';
import { Refused } from '@libs/kernel';

export type OrganisationKind = 'training_institution' | 'enterprise' | 'assessor' | 'agency' | 'online_platform';
export type Tier = 'A+' | 'A' | 'B' | 'C' | 'D';

export type OrganisationFact =
  | {
      readonly type: 'OrganisationRegistered';
      readonly kind: OrganisationKind;
      readonly name: string;
      readonly region: string;
      readonly uscc: string;
      readonly tier?: Tier;
      readonly registeredAt: string;
    }
  /** The account itself lies in the vault, under its keyed hash. */
  | {
      readonly type: 'OrganisationAccountChanged';
      readonly accountVersion: number;
      readonly accountHash: string;
      readonly changedAt: string;
    }
  | { readonly type: 'OrganisationBanned'; readonly sanctionId: string; readonly until: string; readonly imposedOn: string };

export type OrganisationAccount = { readonly version: number; readonly hash: string };
type Directory = Omit<Extract<OrganisationFact, { readonly type: 'OrganisationRegistered' }>, 'type' | 'registeredAt'>;
type Standing = { readonly bannedUntil?: string; readonly sanctions: readonly string[] };

// A sanction may reach an organisation that was never registered here: its ban holds all the same.
export type Organisation =
  | ({ readonly status: 'UNREGISTERED' } & Standing)
  | ({ readonly status: 'REGISTERED'; readonly directory: Directory; readonly account?: OrganisationAccount } & Standing);

export const organisation: Decider<Organisation, OrganisationFact> = {
  category: 'organisation',
  initial: { status: 'UNREGISTERED', sanctions: [] },
  schemas: { OrganisationRegistered: 1, OrganisationAccountChanged: 1, OrganisationBanned: 1 },
  evolve(state, fact) {
    switch (fact.type) {
      case 'OrganisationRegistered': {
        const { type: _, registeredAt: __, ...directory } = fact;
        return { ...standingOf(state), status: 'REGISTERED', directory };
      }
      case 'OrganisationAccountChanged':
        return state.status === 'UNREGISTERED' ? state : { ...state, account: { version: fact.accountVersion, hash: fact.accountHash } };
      case 'OrganisationBanned': {
        const until = state.bannedUntil !== undefined && state.bannedUntil > fact.until ? state.bannedUntil : fact.until;
        return { ...state, bannedUntil: until, sanctions: [...state.sanctions, fact.sanctionId] };
      }
    }
  },
};

const standingOf = ({ bannedUntil, sanctions }: Standing): Standing => ({ sanctions, ...(bannedUntil !== undefined && { bannedUntil }) });

export function registerOrganisation(
  state: Organisation,
  directory: Directory,
  accountHash: string | undefined,
  now: string,
): WithKeys<readonly OrganisationFact[]> {
  if (state.status === 'REGISTERED') return withKeys([], {});
  const registered: OrganisationFact = { type: 'OrganisationRegistered', ...directory, registeredAt: now };
  const account = accountHash === undefined ? [] : [changed(1, accountHash, now)];
  return withKeys([registered, ...account], { take: [`uscc/${directory.uscc}`] });
}

const changed = (accountVersion: number, accountHash: string, changedAt: string): OrganisationFact => ({
  type: 'OrganisationAccountChanged',
  accountVersion,
  accountHash,
  changedAt,
});

export function changeOrganisationAccount(state: Organisation, accountHash: string, now: string): readonly OrganisationFact[] {
  if (state.status === 'UNREGISTERED') throw new Refused('ORGANISATION_NOT_FOUND');
  if (state.account?.hash === accountHash) return [];
  return [changed((state.account?.version ?? 0) + 1, accountHash, now)];
}

export type Sanction = { readonly sanctionId: string; readonly until: string; readonly imposedOn: string };

/** A measure with a ban; one without a ban, or one that is known, changes nothing here. */
export function banOrganisation(state: Organisation, sanction: Sanction): readonly OrganisationFact[] {
  return state.sanctions.includes(sanction.sanctionId) ? [] : [{ type: 'OrganisationBanned', ...sanction }];
}

// 天津市职业技能培训补贴: during a ban no opening is accepted, its last day included.
export function mustNotBeBanned({ bannedUntil }: Organisation, today: string): void {
  if (bannedUntil !== undefined && today <= bannedUntil) throw new Refused('INSTITUTION_BANNED', { until: bannedUntil });
}
