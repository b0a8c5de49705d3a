import { beforeEach, describe, expect, it } from '@jest/globals';
import { Clock } from '@libs/kernel';
import { Secret, TOTP } from 'otpauth';
import { Credentials, type Verdict } from './credentials';

class SetClock extends Clock {
  at = Date.parse('2026-06-05T01:00:00.000Z');
  override now = () => new Date(this.at).toISOString();
}

const codes = Secret.fromBase32('JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP');
const password = 'a long password';
const accounts = [
  { account: 'officer', password, codes },
  { account: 'trainee', password },
];

describe('credentials', () => {
  let clock: SetClock;
  let credentials: Credentials;
  const code = (seconds = 0) => new TOTP({ secret: codes }).generate({ timestamp: clock.at + seconds * 1_000 });
  const check = (account: string, change: { readonly password?: string; readonly code?: string } = {}): Verdict =>
    credentials.check({ account, password, code: '', ...change });
  const wrong = { ok: false, why: 'WRONG' };
  const locked = { ok: false, why: 'LOCKED' };

  beforeEach(() => {
    clock = new SetClock();
    credentials = new Credentials(accounts, clock);
  });

  it('are a password, and a code where the account has codes', () => {
    expect(check('trainee')).toEqual({ ok: true, amr: ['pwd'] });
    expect(check('officer', { code: code() })).toEqual({ ok: true, amr: ['pwd', 'otp'] });
  });

  it('answer the same for a wrong password, a wrong code, none, and a name that nobody has', () => {
    expect(check('trainee', { password: 'no' })).toEqual(wrong);
    expect(check('officer')).toEqual(wrong);
    expect(check('officer', { code: '000000' })).toEqual(wrong);
    expect(check('officer', { code: code(), password: 'no' })).toEqual(wrong);
    expect(check('nobody', { password: '' })).toEqual(wrong);
  });

  it('take a code of the period before and after, and of no other', () => {
    const early = code(30);
    expect(check('officer', { code: code(-60) })).toEqual(wrong);
    expect(check('officer', { code: code(60) })).toEqual(wrong);
    expect(check('officer', { code: code(-30) })).toMatchObject({ ok: true });
    expect(check('officer', { code: early })).toMatchObject({ ok: true });
  });

  it('take a code once, and none from before it', () => {
    const [before, now] = [code(-30), code()];
    expect(check('officer', { code: now })).toMatchObject({ ok: true });
    expect(check('officer', { code: now })).toEqual(wrong);
    expect(check('officer', { code: before })).toEqual(wrong);
    clock.at += 30_000;
    expect(check('officer', { code: code() })).toMatchObject({ ok: true });
  });

  it('lock an account for a minute after five wrong tries, also for the right password', () => {
    for (let tries = 1; tries < 5; tries += 1) expect(check('trainee', { password: 'no' })).toEqual(wrong);
    expect(check('trainee', { password: 'no' })).toEqual(locked);
    expect(check('trainee')).toEqual(locked);
    expect(check('officer', { code: code() })).toMatchObject({ ok: true });
    clock.at += 59_999;
    expect(check('trainee')).toEqual(locked);
    clock.at += 1;
    expect(check('trainee')).toEqual({ ok: true, amr: ['pwd'] });
  });

  it('count wrong tries from the last right one', () => {
    for (let round = 0; round < 2; round += 1) {
      for (let tries = 1; tries < 5; tries += 1) check('trainee', { password: 'no' });
      expect(check('trainee')).toMatchObject({ ok: true });
    }
  });

  it('lock names that nobody has in the same way', () => {
    for (let tries = 1; tries < 5; tries += 1) check('nobody');
    expect(check('nobody')).toEqual(locked);
  });

  it('show the demo a code that will be taken, or none', () => {
    for (let taken = 0; taken < 2; taken += 1) {
      const next = credentials.nextCode('officer') ?? '';
      expect(check('officer', { code: next })).toMatchObject({ ok: true });
    }
    expect(credentials.nextCode('officer')).toBeUndefined();
    expect(credentials.nextCode('trainee')).toBeUndefined();
  });
});
