import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SignJWT, UnsecuredJWT } from 'jose';
import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfiguration } from './configuration';
import type { Rejected } from './problem';
import { AnnouncerKeys } from '@libs/messaging';
import { createTokenKeys, signServiceToken, signToken } from './token-signing';
import { Tokens } from './tokens';

let folder: string;
let tokens: Tokens;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'xunbu-tokens-'));
  createTokenKeys(folder);
  tokens = new Tokens(readConfiguration({ DATABASE_URL: 'postgres://a@b/c', BUS_DATABASE_URL: 'postgres://a@b/c', KEYS_DIR: folder }));
});
afterAll(() => rmSync(folder, { recursive: true }));

const claims = { roles: ['registrar'], region: '1201' };
type Change = (jwt: SignJWT) => SignJWT;
const signed = (
  change: Change = (jwt) => jwt,
  header: Record<string, string> = {},
  key = createPrivateKey(readFileSync(join(folder, 'tokens.private.pem'))),
) =>
  change(
    new SignJWT(claims)
      .setProtectedHeader({ alg: 'EdDSA', typ: 'at+jwt', ...header })
      .setSubject('wang')
      .setIssuer('urn:xunbu:local')
      .setAudience('xunbu')
      .setIssuedAt()
      .setExpirationTime('1h'),
  ).sign(key);
const refusal = (token: string) =>
  tokens.actorOf(token).then(
    () => 'accepted',
    (error: unknown) => (error as Rejected).code,
  );

describe('tokens', () => {
  it('say who asks, in which roles and how far they see', async () => {
    const token = await signToken(folder, { sub: 'wang', roles: ['registrar', 'reviewer'], region: '1201', organisation: 'school-1' });
    expect(await tokens.actorOf(token)).toMatchObject({
      id: 'wang',
      roles: ['registrar', 'reviewer'],
      scope: { region: '1201', organisation: 'school-1' },
    });
  });

  it('are taken when they are right, which shows that the refusals below have one reason each', async () => {
    expect(await refusal(await signed())).toBe('accepted');
  });

  it('are refused without a signature', async () => {
    const none = new UnsecuredJWT(claims)
      .setSubject('wang')
      .setIssuer('urn:xunbu:local')
      .setAudience('xunbu')
      .setIssuedAt()
      .setExpirationTime('1h')
      .encode();
    expect(await refusal(none)).toBe('TOKEN_INVALID');
  });

  it('are refused under a symmetric algorithm keyed with the public key', async () => {
    const publicPem = createPublicKey(readFileSync(join(folder, 'tokens.public.pem'))).export({ type: 'spki', format: 'pem' });
    const forged = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt' })
      .setSubject('wang')
      .setIssuer('urn:xunbu:local')
      .setAudience('xunbu')
      .setIssuedAt()
      .setExpirationTime('1h')
      .sign(Buffer.from(publicPem));
    expect(await refusal(forged)).toBe('TOKEN_INVALID');
  });

  it.each<readonly [string, Change, string]>([
    ['of another issuer', (jwt) => jwt.setIssuer('urn:else'), 'TOKEN_INVALID'],
    ['for another audience', (jwt) => jwt.setAudience('else'), 'TOKEN_INVALID'],
    ['that have expired', (jwt) => jwt.setExpirationTime(Math.floor(Date.now() / 1000) - 60), 'TOKEN_EXPIRED'],
    ['for nobody that can be named', (jwt) => jwt.setSubject('wang:POST /x'), 'TOKEN_INVALID'],
  ])('are refused %s', async (_, change, code) => {
    expect(await refusal(await signed(change))).toBe(code);
  });

  it('are refused under another type, such as an id token', async () => {
    expect(await refusal(await signed(undefined, { typ: 'JWT' }))).toBe('TOKEN_INVALID');
  });

  it('are refused when another key signed them', async () => {
    expect(await refusal(await signed(undefined, {}, generateKeyPairSync('ed25519').privateKey))).toBe('TOKEN_INVALID');
  });

  it('expire also when they are remembered', async () => {
    const token = await signToken(folder, { sub: 'wang', roles: [] }, { seconds: 1 });
    expect(await refusal(token)).toBe('accepted');
    const now = Date.now;
    Date.now = () => now() + 2_000;
    try {
      expect(await refusal(token)).toBe('TOKEN_EXPIRED');
    } finally {
      Date.now = now;
    }
  });
});

describe('tokens of services', () => {
  beforeAll(() => ['attendance', 'enrolment'].forEach((service) => AnnouncerKeys.create(folder, service)));
  const keyOf = (service: string) => createPrivateKey(readFileSync(join(folder, `${service}.private.pem`)));
  const bySomeService: Change = (jwt) => jwt.setIssuer('urn:xunbu:service').setSubject('attendance');

  it('let a service speak in its own name, as the system and as nobody else', async () => {
    const actor = await tokens.actorOf(await signServiceToken(folder, 'attendance'));
    expect(actor).toMatchObject({ id: 'attendance', roles: ['system'], scope: { region: undefined, organisation: undefined } });
  });
  it('are refused under the name of another service, and under no service at all', async () => {
    expect(await refusal(await signed(bySomeService, { kid: 'attendance' }, keyOf('attendance')))).toBe('accepted');
    expect(await refusal(await signed(bySomeService, { kid: 'enrolment' }, keyOf('enrolment')))).toBe('TOKEN_INVALID');
    expect(await refusal(await signed(bySomeService, { kid: 'attendance' }, keyOf('enrolment')))).toBe('TOKEN_INVALID');
    expect(await refusal(await signed(bySomeService, { kid: 'payroll' }, keyOf('attendance')))).toBe('TOKEN_INVALID');
    expect(await refusal(await signed(bySomeService, { kid: '../attendance' }, keyOf('attendance')))).toBe('TOKEN_INVALID');
  });
  it('never make an officer of a service', async () => {
    const token = await signed((jwt) => bySomeService(jwt), { kid: 'attendance' }, keyOf('attendance'));
    expect((await tokens.actorOf(token)).roles).toEqual(['system']);
  });
  it('cannot be made with the key of people, nor those of people with the key of a service', async () => {
    expect(await refusal(await signed(bySomeService, { kid: 'tokens' }))).toBe('TOKEN_INVALID');
    expect(await refusal(await signed(undefined, {}, keyOf('attendance')))).toBe('TOKEN_INVALID');
  });
});
