import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { SignJWT, UnsecuredJWT, exportJWK } from 'jose';
import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AnnouncerKeys } from '@libs/messaging';
import { readConfiguration } from './configuration';
import type { Standing } from './grants';
import type { Rejected } from './problem';
import { Actor, Scope } from './actor';
import { StepUps } from './step-ups';
import { createTokenKeys, signServiceToken, signStepUp, signToken } from './token-signing';
import { Tokens } from './tokens';

const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
let folder: string;
let server: Server;
let issuer: string;
let up = true;
const asked: string[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'xunbu-issuer-'));
  createTokenKeys(folder);
  AnnouncerKeys.create(folder, 'attendance');
  const key = { ...(await exportJWK(pair.publicKey)), alg: 'ES256', kid: 'k1', use: 'sig' };
  server = createServer((request, response) => {
    asked.push(request.url ?? '');
    if (!up) return void response.writeHead(500).end();
    response.writeHead(200, { 'content-type': 'application/json' });
    const discovery = { issuer, jwks_uri: `${issuer}/keys` };
    response.end(JSON.stringify(request.url === '/keys' ? { keys: [key] } : discovery));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true });
});

const configuration = (more: Readonly<Record<string, string>> = {}) =>
  readConfiguration({
    DATABASE_URL: 'postgres://a@b/c',
    BUS_DATABASE_URL: 'postgres://a@b/c',
    KEYS_DIR: folder,
    ISSUER_URL: issuer,
    ...more,
  });
const configured = (more: Readonly<Record<string, string>> = {}) => new Tokens(configuration(more));

const now = Math.floor(Date.now() / 1_000);
type Change = { readonly claims?: object; readonly header?: object; readonly key?: KeyObject; readonly issuedAt?: number };
const issued = ({ claims = {}, header = {}, key = pair.privateKey, issuedAt = now }: Change = {}) =>
  new SignJWT({ iss: issuer, aud: 'xunbu', sub: 'a-7', amr: ['pwd', 'otp'], ...claims })
    .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: 'k1', ...header })
    .setIssuedAt(issuedAt)
    .setExpirationTime('5m')
    .sign(key);

let tokens: Tokens;
let standing: Standing;
const grants = { of: async () => standing };
const actor = (token: string) => tokens.actorOf(token, grants);
const refusal = (token: string) =>
  actor(token).then(
    () => 'accepted',
    (error: unknown) => (error as Rejected).code,
  );

beforeEach(() => {
  up = true;
  asked.length = 0;
  tokens = configured();
  standing = { roles: ['reviewer', 'trainee'], region: '120101', organisation: 'o-1', person: 'p-7' };
});

describe('tokens of the issuer', () => {
  it('say who, and the grant says what', async () => {
    expect(await actor(await issued({ claims: { roles: ['finance'], region: '31' } }))).toMatchObject({
      id: 'a-7',
      person: 'p-7',
      roles: ['trainee', 'reviewer'],
      scope: { region: '120101', organisation: 'o-1' },
      withheld: [],
    });
  });

  it('are nothing without a grant, and never the system, whatever is granted', async () => {
    standing = { roles: [] };
    expect(await actor(await issued())).toMatchObject({ roles: [], person: 'a-7' });
    standing = { roles: ['system', 'trainee', 'emperor'] };
    expect((await actor(await issued())).roles).toEqual(['trainee']);
  });

  it('withhold what needs a second factor where none was shown', async () => {
    expect(await actor(await issued({ claims: { amr: ['pwd'] } }))).toMatchObject({
      roles: ['trainee'],
      withheld: ['reviewer'],
      secondFactor: false,
    });
    tokens = configured({ ACR_SECOND_FACTOR: 'urn:two' });
    expect((await actor(await issued({ claims: { amr: [], acr: 'urn:two' } }))).withheld).toEqual([]);
    expect((await actor(await issued({ claims: { amr: [], acr: 'urn:one' } }))).withheld).toEqual(['reviewer']);
  });

  it('end when the account signs out, from the second of their issue or of the sign-in behind them', async () => {
    const out = (seconds: number) => (standing = { ...standing, signedOutAt: new Date((now + seconds) * 1_000).toISOString() });
    out(-1);
    expect(await refusal(await issued())).toBe('accepted');
    out(0);
    expect(await refusal(await issued())).toBe('SIGNED_OUT');
    // Renewed after the signing out, of a sign-in from before it.
    expect(await refusal(await issued({ claims: { auth_time: now - 60 }, issuedAt: now + 2 }))).toBe('SIGNED_OUT');
  });

  it('ask for the keys once', async () => {
    await Promise.all([refusal(await issued()), refusal(await issued({ claims: { jti: '2' } }))]);
    expect(asked).toEqual(['/.well-known/openid-configuration', '/keys']);
  });

  it('say that it is the issuer who does not answer, and ask again', async () => {
    up = false;
    expect(await refusal(await issued())).toBe('ISSUER_UNAVAILABLE');
    up = true;
    expect(await refusal(await issued())).toBe('accepted');
  });

  it.each<readonly [string, Change]>([
    ['of another key', { key: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey }],
    ['of a key that the issuer does not have', { header: { kid: 'k2' } }],
    ['for another audience', { claims: { aud: 'else' } }],
    ['that are ID tokens', { header: { typ: 'JWT' } }],
    ['for nobody that can be named', { claims: { sub: 'a:b' } }],
  ])('are refused %s', async (_, change) => {
    expect(await refusal(await issued(change))).toBe('TOKEN_INVALID');
  });

  it('are refused unsigned, and under a symmetric algorithm keyed with the public key', async () => {
    const none = new UnsecuredJWT({ iss: issuer, aud: 'xunbu', sub: 'a-7' }).setIssuedAt().setExpirationTime('5m').encode();
    expect(await refusal(none)).toBe('TOKEN_INVALID');
    const pem = Buffer.from(createPublicKey(pair.privateKey).export({ type: 'spki', format: 'pem' }));
    const forged = await new SignJWT({ iss: issuer, aud: 'xunbu', sub: 'a-7' })
      .setProtectedHeader({ alg: 'HS256', typ: 'at+jwt', kid: 'k1' })
      .setIssuedAt()
      .setExpirationTime('5m')
      .sign(pem);
    expect(await refusal(forged)).toBe('TOKEN_INVALID');
  });
});

describe('an ID token of the issuer, shown anew', () => {
  const officer = () => new Actor('a-7', ['finance'], new Scope('12', undefined));
  const shown = async (change: Change = {}) => {
    const claims = { aud: 'xunbu-console', nonce: 'n-1', auth_time: now, ...change.claims };
    const token = await issued({ ...change, claims, header: { typ: 'JWT', ...change.header } });
    return stepUps.shown(token, officer()).then(
      ({ nonce }) => nonce,
      (error: unknown) => (error as Rejected).code,
    );
  };
  let stepUps: StepUps;
  beforeEach(() => void (stepUps = new StepUps(configuration())));

  it('says what it is for', async () => {
    expect(await shown()).toBe('n-1');
  });
  it.each<readonly [string, object, string]>([
    ['of somebody else', { sub: 'a-8' }, 'STEP_UP_INVALID'],
    ['for another client', { aud: 'xunbu' }, 'STEP_UP_INVALID'],
    ['with one factor', { amr: ['pwd'] }, 'STEP_UP_INVALID'],
    ['for nothing', { nonce: undefined }, 'STEP_UP_INVALID'],
    ['that does not say when', { auth_time: undefined }, 'STEP_UP_INVALID'],
    ['of more than five minutes ago', { auth_time: now - 301 }, 'STEP_UP_EXPIRED'],
    ['of times to come', { auth_time: now + 120 }, 'STEP_UP_EXPIRED'],
    ['of no time at all', { auth_time: 'soon' }, 'STEP_UP_EXPIRED'],
  ])('is refused %s', async (_, claims, code) => {
    expect(await shown({ claims })).toBe(code);
  });
  it('is no access token', async () => {
    expect(await shown({ header: { typ: 'at+jwt' } })).toBe('STEP_UP_INVALID');
  });
  it('is not replaced by one of our own where those do not count', async () => {
    const own = await signStepUp(folder, { sub: 'a-7', nonce: 'n-1' });
    await expect(stepUps.shown(own, officer())).rejects.toMatchObject({ code: 'STEP_UP_INVALID' });
    await expect(new StepUps(configuration({ LOCAL_TOKENS: '1' })).shown(own, officer())).resolves.toMatchObject({ nonce: 'n-1' });
  });
});

describe('the installation’s own tokens', () => {
  const own = () => signToken(folder, { sub: 'wang', roles: ['reviewer'], person: 'p-9' });

  it('count beside an issuer only where that is said, and those of services always', async () => {
    expect(await refusal(await own())).toBe('TOKEN_INVALID');
    expect(await refusal(await signServiceToken(folder, 'attendance'))).toBe('accepted');
    tokens = configured({ LOCAL_TOKENS: '1' });
    expect(await actor(await own())).toMatchObject({ id: 'wang', person: 'p-9', roles: ['reviewer'], secondFactor: true });
  });

  it('have shown a second factor unless they say otherwise', async () => {
    tokens = configured({ LOCAL_TOKENS: '1' });
    const without = await signToken(folder, { sub: 'wang', roles: ['reviewer', 'registrar'], amr: ['pwd'] });
    expect(await actor(without)).toMatchObject({ roles: ['registrar'], withheld: ['reviewer'] });
  });
});
