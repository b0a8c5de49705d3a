import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { VaultKeys, open, seal } from './vault-keys';

export type Field = 'id-no' | 'birth-date' | 'name' | 'phone' | 'account';

/** What never changes for one person has one version; a later one of the others stands beside the earlier, under what `versionOf` makes of it. */
export const onlyVersion = '1';

/** A place in the vault: whose, what, and which of its versions; facts name it, and say nothing of what lies there. */
export type Place = { readonly holder: string; readonly field: Field; readonly version: string };

export const personHolder = (personId: string): string => `person/${personId}`;
export const organisationHolder = (organisationId: string): string => `organisation/${organisationId}`;

type SealedRow = Place & { readonly sealed: Buffer; readonly wrapped_key: Buffer };

// The place is part of what is sealed: moved to another person, field or version, it does not open.
const boundTo = ({ holder, field, version }: Place): string => `${holder}|${field}|${version}`;

/** Names, numbers and accounts, each sealed under a key of its holder. Whatever is in here stands nowhere else. */
@Injectable()
export class Vault {
  constructor(
    private readonly database: DataSource,
    private readonly keys: VaultKeys,
  ) {}

  blindIndexOf(idNo: string): string {
    return this.keys.blind('id-no', idNo);
  }

  /** The version under which a value lies: the same value of the same holder is one version, however often it is entered. */
  versionOf(holder: string, field: Field, value: string): string {
    return this.keys.blind(holder, field, value);
  }

  /** The person of an ID number: the one who is known, or a new one under the id that is offered. Of two at once, both get the same. */
  async personOf(blindIndex: string, offered: string): Promise<string> {
    await this.hold(personHolder(offered), blindIndex);
    const [row] = await this.database.query<{ holder: string }[]>('select holder from public.vault_holder where blind_index = $1', [
      blindIndex,
    ]);
    if (!row) throw new Error('the vault lost a holder that it has just taken in');
    return row.holder.slice(personHolder('').length);
  }

  /** The people whose numbers these are, as far as they are known; nothing is made by it. */
  async knownPeople(blindIndexes: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const rows = await this.database.query<{ holder: string; blind_index: string }[]>(
      'select holder, blind_index from public.vault_holder where blind_index = any($1)',
      [blindIndexes],
    );
    return new Map(rows.map(({ holder, blind_index }) => [blind_index, holder.slice(personHolder('').length)]));
  }

  /** Makes a key for a holder, unless there is one. */
  async hold(holder: string, blindIndex?: string): Promise<void> {
    await this.database.query(
      'insert into public.vault_holder (holder, blind_index, wrapped_key) values ($1, $2, $3) on conflict do nothing',
      [holder, blindIndex ?? null, this.keys.newWrappedKey(holder)],
    );
  }

  /** Puts values where they belong; what lies there already stays, for it is the same. */
  async put(
    holder: string,
    entries: readonly { readonly field: Field; readonly version: string; readonly value: string }[],
  ): Promise<void> {
    const [row] = await this.database.query<{ wrapped_key: Buffer }[]>('select wrapped_key from public.vault_holder where holder = $1', [
      holder,
    ]);
    if (!row) throw new Error('nothing can be put into the vault for a holder without a key');
    const key = this.keys.unwrapped(holder, row.wrapped_key);
    const sealed = entries.map(({ field, version, value }) => seal(key, boundTo({ holder, field, version }), Buffer.from(value)));
    await this.database.query(
      `insert into public.vault_entry (holder, field, version, sealed)
       select $1, * from unnest($2::text[], $3::text[], $4::bytea[]) on conflict do nothing`,
      [holder, entries.map(({ field }) => field), entries.map(({ version }) => version), sealed],
    );
  }

  /** What lies at these places, in their order; undefined where nothing lies. */
  async at(places: readonly Place[]): Promise<readonly (string | undefined)[]> {
    const rows = await this.database.query<SealedRow[]>(
      `select holder, field, version, sealed, wrapped_key
       from unnest($1::text[], $2::text[], $3::text[]) as asked (holder, field, version)
       join public.vault_entry using (holder, field, version) join public.vault_holder using (holder)`,
      [places.map(({ holder }) => holder), places.map(({ field }) => field), places.map(({ version }) => version)],
    );
    const opened = new Map(rows.map((row) => [boundTo(row), this.#opened(row)]));
    return places.map((place) => opened.get(boundTo(place)));
  }

  #opened(row: SealedRow): string {
    return open(this.keys.unwrapped(row.holder, row.wrapped_key), boundTo(row), row.sealed).toString('utf8');
  }
}
