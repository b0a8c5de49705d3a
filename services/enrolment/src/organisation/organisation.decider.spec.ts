import { describe, expect, it } from '@jest/globals';
import { spec } from '@libs/testing';
import {
  banOrganisation,
  changeOrganisationAccount,
  mustNotBeBanned,
  organisation,
  registerOrganisation,
  type OrganisationFact,
} from './organisation.decider';

const { given } = spec(organisation);
const now = '2026-03-02T01:00:00.000Z';
const directory = { kind: 'training_institution', name: '示范学校', region: '120101', uscc: '91350100M000100Y43', tier: 'A' } as const;
const registered: OrganisationFact = { type: 'OrganisationRegistered', ...directory, registeredAt: now };
const account = (accountVersion: number, accountHash: string): OrganisationFact => ({
  type: 'OrganisationAccountChanged',
  accountVersion,
  accountHash,
  changedAt: now,
});
const banned = (sanctionId: string, until: string): OrganisationFact => ({
  type: 'OrganisationBanned',
  sanctionId,
  until,
  imposedOn: '2026-03-02',
});
const sanction = { sanctionId: 's1', until: '2027-03-02', imposedOn: '2026-03-02' };

describe('registering an organisation', () => {
  it('takes its code, and the account that came with it', () =>
    given()
      .when((it) => registerOrganisation(it, directory, 'h1', now))
      .keys({ take: ['uscc/91350100M000100Y43'] })
      .then(registered, account(1, 'h1')));
  it('changes nothing when it is registered', () =>
    given(registered)
      .when((it) => registerOrganisation(it, directory, undefined, now))
      .keys({})
      .then());
  it('keeps the ban that was heard of before', () =>
    given(banned('s1', '2027-03-02'))
      .when((it) => registerOrganisation(it, directory, undefined, now))
      .then(registered));
});

describe('an account', () => {
  it('is counted up, and the same one again is not a new one', () => {
    given(registered, account(1, 'h1'))
      .when((it) => changeOrganisationAccount(it, 'h2', now))
      .then(account(2, 'h2'));
    given(registered, account(1, 'h1'))
      .when((it) => changeOrganisationAccount(it, 'h1', now))
      .then();
  });
  it('belongs to an organisation that is registered', () =>
    given()
      .when((it) => changeOrganisationAccount(it, 'h1', now))
      .refused('ORGANISATION_NOT_FOUND'));
});

describe('a ban', () => {
  it('is recorded once for one sanction, registered or not', () => {
    given(registered)
      .when((it) => banOrganisation(it, sanction))
      .then(banned('s1', '2027-03-02'));
    given()
      .when((it) => banOrganisation(it, sanction))
      .then(banned('s1', '2027-03-02'));
    given(registered, banned('s1', '2027-03-02'))
      .when((it) => banOrganisation(it, sanction))
      .then();
  });
  it('holds to its last day, and the longest of several counts', () => {
    const { state } = given(registered, banned('s1', '2027-03-02'), banned('s2', '2026-06-02'));
    expect(() => mustNotBeBanned(state, '2027-03-02')).toThrow(
      expect.objectContaining({ code: 'INSTITUTION_BANNED', values: { until: '2027-03-02' } }),
    );
    expect(() => mustNotBeBanned(state, '2027-03-03')).not.toThrow();
    expect(() => mustNotBeBanned(given(registered).state, '2026-03-02')).not.toThrow();
  });
});
