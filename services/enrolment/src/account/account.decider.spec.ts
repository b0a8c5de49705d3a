import { describe, it } from '@jest/globals';
import { spec } from '@libs/testing';
import { account, grantAccount, signOutAccount, type AccountFact, type Grant, type Granter } from './account.decider';

const { given } = spec(account);
const now = '2026-03-16T01:00:00.000Z';
const reviewer: Grant = { account: 'a-7', personId: 'p-7', roles: ['reviewer'], region: '120101' };
const by: Granter = { account: 'a-1', person: 'p-1', covers: () => true };
const granted = (grant: Grant): AccountFact => ({ type: 'AccountGranted', ...grant, grantedBy: 'a-1', grantedAt: now });

describe('granting', () => {
  it('says what an account may do, and who said so', () =>
    given()
      .when((s) => grantAccount(s, reviewer, by, now))
      .then(granted(reviewer)));
  it('replaces what was granted before, and keeps nothing of it', () => {
    const trainee: Grant = { account: 'a-7', personId: 'p-7', roles: ['trainee'] };
    given(granted(reviewer))
      .when((s) => grantAccount(s, trainee, by, now))
      .then(granted(trainee));
  });
  it('withdraws with no role, wherever the account was', () => {
    const nothing: Grant = { account: 'a-7', personId: 'p-7', roles: [] };
    given(granted(reviewer))
      .when((s) => grantAccount(s, nothing, by, now))
      .then(granted(nothing));
  });
  it('has nothing to add to what is so', () =>
    given(granted(reviewer))
      .when((s) => grantAccount(s, reviewer, by, now))
      .then());
  it('is never for oneself, under any of one’s accounts', () => {
    for (const own of [
      { ...reviewer, account: 'a-1' },
      { ...reviewer, personId: 'p-1' },
    ])
      given()
        .when((s) => grantAccount(s, own, by, now))
        .refused('CANNOT_GRANT_YOURSELF');
    given(granted({ ...reviewer, personId: 'p-1' }))
      .when((s) => grantAccount(s, reviewer, by, now))
      .refused('CANNOT_GRANT_YOURSELF');
  });
  it('does not hand an account on to another person', () =>
    given(granted(reviewer))
      .when((s) => grantAccount(s, { ...reviewer, personId: 'p-8' }, by, now))
      .refused('ACCOUNT_OF_ANOTHER_PERSON'));
  it.each(['registrar', 'employer', 'assessor'])('wants an organisation for a %s', (role) =>
    given()
      .when((s) => grantAccount(s, { ...reviewer, roles: ['trainee', role] }, by, now))
      .refused('GRANT_NEEDS_ORGANISATION', { role }),
  );
  it.each(['reviewer', 'finance', 'fund-manager', 'supervisor', 'inspector', 'third-party', 'policy-officer'])(
    'wants a region for a %s',
    (role) =>
      given()
        .when((s) => grantAccount(s, { account: 'a-7', personId: 'p-7', roles: [role] }, by, now))
        .refused('GRANT_NEEDS_REGION', { role }),
  );
  it('ends at the reach of whoever grants, for what is to be and for what was', () => {
    const near: Granter = { ...by, covers: ({ region = '' }) => region.startsWith('1201') };
    given()
      .when((s) => grantAccount(s, { ...reviewer, region: '31' }, near, now))
      .refused('GRANT_OUT_OF_REACH');
    given(granted({ ...reviewer, region: '31' }))
      .when((s) => grantAccount(s, reviewer, near, now))
      .refused('GRANT_OUT_OF_REACH');
  });
});

describe('administrators', () => {
  const security: Grant = { account: 'a-7', personId: 'p-7', roles: ['security-administrator'] };
  const audit: Grant = { ...security, roles: ['audit-administrator'] };

  it.each([
    [['system-administrator', 'audit-administrator'], 'system-administrator', 'audit-administrator'],
    [['finance', 'security-administrator'], 'security-administrator', 'finance'],
  ])('do nothing else: %j', (roles, role, other) =>
    given()
      .when((s) => grantAccount(s, { ...security, roles, region: '12' }, by, now))
      .refused('ADMINISTRATOR_IS_APART', { role, other }),
  );
  it('hold their person’s one place among the three for as long as they are one', () => {
    given()
      .when((s) => grantAccount(s, security, by, now))
      .keys({ take: ['administrator/p-7'] })
      .then(granted(security));
    given(granted(security))
      .when((s) => grantAccount(s, audit, by, now))
      .keys({})
      .then(granted(audit));
    given(granted(security))
      .when((s) => grantAccount(s, reviewer, by, now))
      .keys({ free: ['administrator/p-7'] })
      .then(granted(reviewer));
  });
});

describe('signing out', () => {
  it('is recorded each time, also of an account that was never granted anything', () => {
    const out: AccountFact = { type: 'AccountSignedOut', account: 'a-7', signedOutAt: now };
    given()
      .when((s) => signOutAccount(s, 'a-7', now))
      .then(out);
    given(granted(reviewer), { ...out, signedOutAt: '2026-03-15T00:00:00.000Z' })
      .when((s) => signOutAccount(s, 'a-7', now))
      .then(out);
  });
});
