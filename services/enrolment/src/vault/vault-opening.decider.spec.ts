import { describe, it } from '@jest/globals';
import { spec } from '@libs/testing';
import { openVault, vaultOpening, type VaultOpeningFact } from './vault-opening.decider';

const { given } = spec(vaultOpening);
const now = '2026-03-02T01:00:00.000Z';
const asked = { purpose: 'payout 1', askedBy: 'subsidy-payment', payees: [{ kind: 'PERSON', id: 'p1' }] } as const;
const opened: VaultOpeningFact = { type: 'VaultOpened', ...asked, openedAt: now };

describe('opening the vault', () => {
  it('is a fact with its purpose, and again a fact the next time', () => {
    given()
      .when((it) => openVault(it, asked, now))
      .then(opened);
    given(opened)
      .when((it) => openVault(it, asked, now))
      .then(opened);
  });
});
