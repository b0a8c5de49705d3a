// A person of the vault, as facts may speak of one: an id, categories, what the identity base said, and which version of a sealed value holds.
import { withKeys, type Decider, type WithKeys } from '@libs/event-store';
import { Refused } from '@libs/kernel';

export type IdentityOutcome = 'MATCHED' | 'MISMATCHED' | 'UNANSWERED';
export type IdentityAnswer = { readonly outcome: IdentityOutcome; readonly source: string; readonly askedAt: string };
export type AccountKind = 'SOCIAL_CARD' | 'BANK';
/** A category beside the group, with the days on which it holds. */
export type PersonTag = { readonly tag: string; readonly from: string; readonly to?: string };
export type Categories = { readonly group?: string; readonly employerId?: string; readonly tags: readonly PersonTag[] };
/** For whom a person was entered, and so who may see them. */
export type Introducer = { readonly organisationId?: string; readonly region?: string };

export type PersonFact =
  | { readonly type: 'PersonRegistered'; readonly sex: 'M' | 'F'; readonly registeredAt: string }
  /** Name, phone and account lie in the vault; a version is a keyed hash that finds them there. */
  | { readonly type: 'PersonNamed'; readonly nameVersion: string }
  | ({ readonly type: 'PersonIntroduced' } & Introducer)
  | ({ readonly type: 'PersonCategorised' } & Categories)
  | { readonly type: 'PersonPhoneChanged'; readonly phoneVersion: string }
  | ({ readonly type: 'IdentityChecked'; readonly nameVersion: string } & IdentityAnswer)
  | { readonly type: 'PersonAccountChanged'; readonly accountVersion: number; readonly kind: AccountKind; readonly accountHash: string };

export type PersonAccount = { readonly version: number; readonly kind: AccountKind; readonly hash: string };
export type Registered = {
  readonly status: 'REGISTERED';
  readonly sex: 'M' | 'F';
  readonly nameVersion: string;
  readonly phoneVersion?: string;
  readonly categories: Categories;
  readonly introducers: readonly Introducer[];
  readonly identity: IdentityOutcome;
  readonly account?: PersonAccount;
};
export type Person = { readonly status: 'UNKNOWN' } | Registered;

export const person: Decider<Person, PersonFact> = {
  category: 'person',
  initial: { status: 'UNKNOWN' },
  schemas: {
    PersonRegistered: 1,
    PersonNamed: 1,
    PersonIntroduced: 1,
    PersonCategorised: 1,
    PersonPhoneChanged: 1,
    IdentityChecked: 1,
    PersonAccountChanged: 1,
  },
  evolve(state, fact) {
    if (fact.type === 'PersonRegistered')
      return { status: 'REGISTERED', sex: fact.sex, nameVersion: '', categories: { tags: [] }, introducers: [], identity: 'UNANSWERED' };
    return state.status === 'UNKNOWN' ? state : { ...state, ...changeOf(state, fact) };
  },
};

function changeOf(state: Registered, fact: Exclude<PersonFact, { readonly type: 'PersonRegistered' }>): Partial<Registered> {
  switch (fact.type) {
    case 'PersonNamed':
      return { nameVersion: fact.nameVersion };
    case 'PersonIntroduced':
      return { introducers: [...state.introducers, introducerOf(fact)] };
    case 'PersonCategorised':
      return { categories: categoriesOf(fact) };
    case 'PersonPhoneChanged':
      return { phoneVersion: fact.phoneVersion };
    case 'IdentityChecked':
      return fact.nameVersion === state.nameVersion ? { identity: fact.outcome } : {};
    case 'PersonAccountChanged':
      return { account: { version: fact.accountVersion, kind: fact.kind, hash: fact.accountHash } };
  }
}

const introducerOf = ({ organisationId, region }: Introducer): Introducer => ({
  ...(organisationId !== undefined && { organisationId }),
  ...(region !== undefined && { region }),
});

const categoriesOf = ({ group, employerId, tags }: Categories): Categories => ({
  ...(group !== undefined && { group }),
  ...(employerId !== undefined && { employerId }),
  tags: tags.map(({ tag, from, to }) => ({ tag, from, ...(to !== undefined && { to }) })),
});

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** What somebody entered of a person; all that is personal in it lies in the vault before the decision. */
export type Entry = {
  readonly sex: 'M' | 'F';
  readonly blindIndex: string;
  readonly nameVersion: string;
  readonly phoneVersion?: string;
  readonly introducer: Introducer;
  /** Whether whoever entered this could see the person before. */
  readonly reached: boolean;
  /** Whether it is the person, or the office. */
  readonly answersForAccount: boolean;
  /** Left out where nothing was said of them. */
  readonly categories?: Categories;
  readonly account?: { readonly kind: AccountKind; readonly hash: string };
  /** Left out where this name was verified before. */
  readonly identity?: IdentityAnswer;
};

/** Registers a person, or takes in what is new of one who is known: the same number is always the same person. */
export function registerPerson(state: Person, entry: Entry, now: string): WithKeys<readonly PersonFact[]> {
  if (state.status === 'UNKNOWN') {
    const registered: PersonFact = { type: 'PersonRegistered', sex: entry.sex, registeredAt: now };
    return withKeys([registered, ...news(person.evolve(state, registered) as Registered, entry)], { take: [`id-no/${entry.blindIndex}`] });
  }
  mustBeCalledSo(state, entry.nameVersion);
  return withKeys(news(state, entry.reached ? entry : ofStranger(entry)), {});
}

/** Who only now comes to know a person says nothing of what that person is paid for. */
const ofStranger = ({ categories: _, ...entry }: Entry): Entry => entry;

/** A number that was verified under one name is not another's. */
export function mustBeCalledSo(state: Person, nameVersion: string): void {
  if (state.status === 'REGISTERED' && state.identity === 'MATCHED' && state.nameVersion !== nameVersion)
    throw new Refused('NAME_MISMATCH');
}

function news(state: Registered, entry: Entry): readonly PersonFact[] {
  const renamed = state.nameVersion !== entry.nameVersion;
  const introducer = introducerOf(entry.introducer);
  const facts: PersonFact[] = [];
  if (renamed) facts.push({ type: 'PersonNamed', nameVersion: entry.nameVersion });
  if (!state.introducers.some((known) => same(known, introducer))) facts.push({ type: 'PersonIntroduced', ...introducer });
  // The first answer is always kept, also that there was none; later ones where they say something new.
  if (entry.identity !== undefined && (renamed || entry.identity.outcome !== state.identity))
    facts.push({ type: 'IdentityChecked', nameVersion: entry.nameVersion, ...entry.identity });
  if (entry.categories !== undefined) facts.push(...categorisePerson(state, entry.categories));
  if (entry.phoneVersion !== undefined && entry.phoneVersion !== state.phoneVersion)
    facts.push({ type: 'PersonPhoneChanged', phoneVersion: entry.phoneVersion });
  if (entry.account !== undefined) facts.push(...changePersonAccount(state, entry.account, entry.answersForAccount));
  return facts;
}

export function categorisePerson(state: Person, categories: Categories): readonly PersonFact[] {
  const wanted = categoriesOf(categories);
  if (state.status === 'UNKNOWN') throw new Refused('PERSON_NOT_FOUND');
  return same(state.categories, wanted) ? [] : [{ type: 'PersonCategorised', ...wanted }];
}

/** Whoever enters a person may say where their money goes; once that is known, the person or the office says so, and no organisation. */
export function changePersonAccount(
  state: Person,
  { kind, hash }: { readonly kind: AccountKind; readonly hash: string },
  answersForAccount: boolean,
): readonly PersonFact[] {
  if (state.status === 'UNKNOWN') throw new Refused('PERSON_NOT_FOUND');
  const { account } = state;
  if (account?.kind === kind && account.hash === hash) return [];
  if (account && !answersForAccount) throw new Refused('ACCOUNT_OF_PERSON_KNOWN', { accountVersion: account.version });
  return [{ type: 'PersonAccountChanged', accountVersion: (account?.version ?? 0) + 1, kind, accountHash: hash }];
}

/** What the identity base said when it was asked again; of a name that was replaced meanwhile it says nothing any more. */
export function answerIdentity(state: Person, nameVersion: string, answer: IdentityAnswer): readonly PersonFact[] {
  const open = state.status === 'REGISTERED' && state.identity === 'UNANSWERED' && state.nameVersion === nameVersion;
  return open ? [{ type: 'IdentityChecked', nameVersion, ...answer }] : [];
}
