import { Injectable } from '@nestjs/common';
import { Vault, organisationHolder } from '../vault/vault';

export type Account = { readonly number: string; readonly bankName?: string | undefined };

/** The accounts of organisations, as the vault keeps them. */
@Injectable()
export class OrganisationAccounts {
  constructor(private readonly vault: Vault) {}

  /** Puts an account into the vault and answers the hash under which it lies there. */
  async keep(organisationId: string, { number, bankName }: Account): Promise<string> {
    const holder = organisationHolder(organisationId);
    const value = JSON.stringify({ number, bankName });
    const version = this.vault.versionOf(holder, 'account', value);
    await this.vault.hold(holder);
    await this.vault.put(holder, [{ field: 'account', version, value }]);
    return version;
  }
}
