import { describe, it } from '@jest/globals';
import { spec } from '@libs/testing';
import {
  answerIdentity,
  categorisePerson,
  changePersonAccount,
  person,
  registerPerson,
  type Entry,
  type IdentityAnswer,
  type IdentityOutcome,
  type PersonFact,
} from './person.decider';

const { given } = spec(person);
const now = '2026-03-02T01:00:00.000Z';
const said = (outcome: IdentityOutcome): IdentityAnswer => ({ outcome, source: 'identity-base', askedAt: now });
const entry: Entry = {
  sex: 'F',
  blindIndex: 'b',
  nameVersion: 'n1',
  introducer: { organisationId: 'i1', region: '120101' },
  reached: true,
  answersForAccount: false,
  identity: said('MATCHED'),
};
const registered: PersonFact = { type: 'PersonRegistered', sex: 'F', registeredAt: now };
const named = (nameVersion = 'n1'): PersonFact => ({ type: 'PersonNamed', nameVersion });
const introduced = (organisationId = 'i1'): PersonFact => ({ type: 'PersonIntroduced', organisationId, region: '120101' });
const checked = (outcome: IdentityOutcome, nameVersion = 'n1'): PersonFact => ({ type: 'IdentityChecked', nameVersion, ...said(outcome) });
const paid = (accountVersion: number, accountHash: string): PersonFact => ({
  type: 'PersonAccountChanged',
  accountVersion,
  kind: 'SOCIAL_CARD',
  accountHash,
});
const known = [registered, named(), introduced(), checked('MATCHED')];
const register =
  (change: Partial<Entry> = {}) =>
  (it: Parameters<typeof registerPerson>[0]) =>
    registerPerson(it, { ...entry, ...change }, now);

describe('registering a person', () => {
  it('takes the number, and keeps what the identity base said with its time', () =>
    given()
      .when(register({ categories: { group: '企业职工', tags: [] }, account: { kind: 'SOCIAL_CARD', hash: 'h1' }, phoneVersion: 'p1' }))
      .keys({ take: ['id-no/b'] })
      .then(
        ...known,
        { type: 'PersonCategorised', group: '企业职工', tags: [] },
        { type: 'PersonPhoneChanged', phoneVersion: 'p1' },
        paid(1, 'h1'),
      ));
  it('changes nothing when everything is known', () =>
    given(...known)
      .when(register())
      .keys({})
      .then());
  const other = { introducer: { organisationId: 'i2', region: '120101' }, account: { kind: 'SOCIAL_CARD', hash: 'h2' } } as const;
  it('adds for whom else the person was entered, and the account of somebody who had none', () =>
    given(...known)
      .when(register(other))
      .then(introduced('i2'), paid(1, 'h2')));
  it('takes another account from the person and the office alone, however well an organisation knows the person', () => {
    for (const reached of [true, false])
      given(...known, paid(1, 'h1'))
        .when(register({ ...other, reached }))
        .refused('ACCOUNT_OF_PERSON_KNOWN', { accountVersion: 1 });
    given(...known, introduced('i2'), paid(1, 'h1'))
      .when(register({ ...other, answersForAccount: true }))
      .then(paid(2, 'h2'));
  });
  it('says the known account again without a word', () =>
    given(...known, paid(1, 'h2'))
      .when(register({ ...other, reached: false }))
      .then(introduced('i2')));
  it('lets whoever could not see the person before change no categories', () =>
    given(...known)
      .when(register({ introducer: other.introducer, reached: false, categories: { group: '企业职工', tags: [] } }))
      .then(introduced('i2')));
  it('keeps silence too, and then the answer that comes later', () => {
    given()
      .when(register({ identity: said('UNANSWERED') }))
      .then(registered, named(), introduced(), checked('UNANSWERED'));
    given(registered, named(), introduced(), checked('UNANSWERED')).when(register()).then(checked('MATCHED'));
  });
  it('does not give a verified number another name', () =>
    given(...known)
      .when(register({ nameVersion: 'n2' }))
      .refused('NAME_MISMATCH', {}));
  it('lets a name that was never verified be mended', () =>
    given(registered, named(), introduced(), checked('MISMATCHED'))
      .when(register({ nameVersion: 'n2' }))
      .then(named('n2'), checked('MATCHED', 'n2')));
});

describe('asking the identity base again', () => {
  const silent = [registered, named(), introduced(), checked('UNANSWERED')];
  it('keeps the answer, and also that there was none again', () => {
    given(...silent)
      .when((it) => answerIdentity(it, 'n1', said('MATCHED')))
      .then(checked('MATCHED'));
    given(...silent)
      .when((it) => answerIdentity(it, 'n1', said('UNANSWERED')))
      .then(checked('UNANSWERED'));
  });
  it('says nothing of a person who was answered for, or of a name that was replaced', () => {
    given(...known)
      .when((it) => answerIdentity(it, 'n1', said('MISMATCHED')))
      .then();
    given(...silent, named('n2'))
      .when((it) => answerIdentity(it, 'n1', said('MATCHED')))
      .then();
  });
});

describe('categories and accounts', () => {
  const categories = { group: '企业职工', employerId: 'e1', tags: [{ tag: '残疾人', from: '2025-01-01' }] };
  it('are facts where they differ', () => {
    given(...known)
      .when((it) => categorisePerson(it, categories))
      .then({ type: 'PersonCategorised', ...categories });
    given(...known, { type: 'PersonCategorised', ...categories })
      .when((it) => categorisePerson(it, categories))
      .then();
    given(...known, paid(1, 'h1'))
      .when((it) => changePersonAccount(it, { kind: 'SOCIAL_CARD', hash: 'h1' }, false))
      .then();
    given(...known, paid(1, 'h1'))
      .when((it) => changePersonAccount(it, { kind: 'SOCIAL_CARD', hash: 'h2' }, true))
      .then(paid(2, 'h2'));
  });
  it('belong to somebody', () => {
    given()
      .when((it) => categorisePerson(it, categories))
      .refused('PERSON_NOT_FOUND');
    given()
      .when((it) => changePersonAccount(it, { kind: 'BANK', hash: 'h' }, true))
      .refused('PERSON_NOT_FOUND');
  });
});
