// An opening of the vault: what was shown in clear, to whom and what for. It is recorded before anything is handed out.
import type { Decider } from '@libs/event-store';

export type PayeeRef = { readonly kind: 'PERSON' | 'ORGANISATION'; readonly id: string };

export type VaultOpeningFact = {
  readonly type: 'VaultOpened';
  readonly purpose: string;
  readonly askedBy: string;
  readonly payees: readonly PayeeRef[];
  readonly openedAt: string;
};

export type VaultOpening = { readonly times: number; readonly lastAt?: string };

export const vaultOpening: Decider<VaultOpening, VaultOpeningFact> = {
  category: 'vault-opening',
  initial: { times: 0 },
  schemas: { VaultOpened: 1 },
  evolve({ times }, fact) {
    switch (fact.type) {
      case 'VaultOpened':
        return { times: times + 1, lastAt: fact.openedAt };
    }
  },
};

export type Opening = Omit<VaultOpeningFact, 'type' | 'openedAt'>;

/** Every opening is a fact, also one that was asked for before; only the same request sent again is the same opening. */
export function openVault(_opening: VaultOpening, asked: Opening, now: string): readonly VaultOpeningFact[] {
  return [{ type: 'VaultOpened', ...asked, openedAt: now }];
}
