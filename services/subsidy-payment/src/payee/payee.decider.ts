// Somebody who is paid, as far as subsidy-payment has heard: which version of their account is the newest.
import type { Decider } from '@libs/event-store';
import type { Payee } from '@libs/policy';

/** By which maps of payees are keyed. */
export const payeeName = ({ kind, id }: Payee): string => `${kind}/${id}`;

/** The version of the account of each payee; 0 of one who has none. */
export type AccountVersions = ReadonlyMap<string, number>;

export type PayeeFact = { readonly type: 'AccountHeard'; readonly accountVersion: number; readonly heardAt: string };
export type KnownPayee = { readonly accountVersion: number };

export const payee: Decider<KnownPayee, PayeeFact> = {
  category: 'payee',
  initial: { accountVersion: 0 },
  schemas: { AccountHeard: 1 },
  evolve(_, fact) {
    switch (fact.type) {
      case 'AccountHeard':
        return { accountVersion: fact.accountVersion };
    }
  },
};

/** Called by messages, which may be late: an older version is no news. */
export const hearAccount = (known: KnownPayee, accountVersion: number, heardAt: string): readonly PayeeFact[] =>
  accountVersion > known.accountVersion ? [{ type: 'AccountHeard', accountVersion, heardAt }] : [];
