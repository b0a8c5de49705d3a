import { Injectable } from '@nestjs/common';
import { EventStore } from '@libs/event-store';
import { Refused } from '@libs/kernel';
import { organisation } from '../organisation/organisation.decider';
import { person } from '../person/person.decider';
import { Vault, onlyVersion, organisationHolder, personHolder, type Place } from './vault';
import type { PayeeRef } from './vault-opening.decider';

export type Payee = PayeeRef & {
  readonly name: string;
  readonly idNo?: string;
  readonly uscc?: string;
  readonly account?: { readonly kind: 'SOCIAL_CARD' | 'BANK'; readonly number: string; readonly bankName?: string };
  readonly accountVersion: number;
};

/** Where the data of a payee lies: found from facts, without opening anything. */
export type Found = PayeeRef & {
  readonly name: string | Place;
  readonly number: string | Place;
  readonly account?: { readonly kind: 'SOCIAL_CARD' | 'BANK'; readonly place: Place; readonly version: number };
};

@Injectable()
export class Payees {
  constructor(
    private readonly store: EventStore,
    private readonly vault: Vault,
  ) {}

  find(payees: readonly PayeeRef[]): Promise<readonly Found[]> {
    return Promise.all(payees.map((payee) => (payee.kind === 'PERSON' ? this.#person(payee) : this.#organisation(payee))));
  }

  /** In clear; whoever calls this has recorded why. */
  async open(found: readonly Found[]): Promise<readonly Payee[]> {
    const places = found.flatMap(({ name, number, account }) => [name, number, account?.place]).filter(isPlace);
    const opened = await this.vault.at(places);
    const values = new Map(places.map((place, at) => [place, opened[at]]));
    const clear = (text: string | Place): string => {
      const value = typeof text === 'string' ? text : values.get(text);
      if (value === undefined) throw new Error('the vault does not hold what a fact says that it holds');
      return value;
    };
    return found.map(({ kind, id, name, number, account }) => ({
      kind,
      id,
      name: clear(name),
      ...(kind === 'PERSON' ? { idNo: clear(number) } : { uscc: clear(number) }),
      ...(account && { account: { kind: account.kind, ...accountIn(kind, clear(account.place)) } }),
      accountVersion: account?.version ?? 0,
    }));
  }

  async #person({ kind, id }: PayeeRef): Promise<Found> {
    const { state } = await this.store.stateOf(person, id);
    if (state.status === 'UNKNOWN') throw new Refused('PAYEE_NOT_FOUND', { kind, id });
    const holder = personHolder(id);
    const { account } = state;
    return {
      kind,
      id,
      name: { holder, field: 'name', version: state.nameVersion },
      number: { holder, field: 'id-no', version: onlyVersion },
      ...(account && {
        account: { kind: account.kind, version: account.version, place: { holder, field: 'account' as const, version: account.hash } },
      }),
    };
  }

  async #organisation({ kind, id }: PayeeRef): Promise<Found> {
    const { state } = await this.store.stateOf(organisation, id);
    if (state.status === 'UNREGISTERED') throw new Refused('PAYEE_NOT_FOUND', { kind, id });
    const { directory, account } = state;
    const holder = organisationHolder(id);
    return {
      kind,
      id,
      name: directory.name,
      number: directory.uscc,
      ...(account && {
        account: { kind: 'BANK', version: account.version, place: { holder, field: 'account' as const, version: account.hash } },
      }),
    };
  }
}

const isPlace = (value: string | Place | undefined): value is Place => typeof value === 'object';

// A person's account is a number; an organisation's has its bank beside it.
const accountIn = (kind: PayeeRef['kind'], value: string): { readonly number: string; readonly bankName?: string } =>
  kind === 'PERSON' ? { number: value } : (JSON.parse(value) as { readonly number: string; readonly bankName?: string });
