import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Clock } from '@libs/kernel';
import type { Standing } from '@libs/platform';
import { Browser, ConsoleClient, type Seen } from '@libs/testing';
import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TOTP } from 'otpauth';
import { demoPassword, demoSecretOf } from './demo-accounts';
import { openSignIn, type SignIn } from './sign-in';

const machineTime = Date.now;
let ahead = 0;
/** The clock that the issuer's library reads as well. */
class MovedClock extends Clock {
  override now = () => new Date(Date.now()).toISOString();
}

let keysDir: string;
let server: Server;
let origin: string;
let issuer: string;
let signIn: SignIn;
const standings = new Map<string, Standing>();
const grants = { of: async (account: string): Promise<Standing> => standings.get(account) ?? { roles: [] } };

beforeAll(async () => {
  keysDir = mkdtempSync(join(tmpdir(), 'xunbu-issuer-'));
  server = createServer((request, response) => signIn.handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  issuer = `${origin}/oidc`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
  rmSync(keysDir, { recursive: true });
});

let browser: Browser;
let client: ConsoleClient;
beforeEach(async () => {
  // Nothing is remembered from one test to the next, neither sessions nor codes nor wrong tries.
  signIn = await openSignIn({ demo: true, issuer, keysDir, grants, clock: new MovedClock() });
  standings.clear();
  ahead = 0;
  Date.now = () => machineTime() + ahead;
  browser = new Browser(origin);
  client = new ConsoleClient(issuer, origin);
});
afterEach(() => void (Date.now = machineTime));

const codeOf = (account: string) => new TOTP({ secret: demoSecretOf(account) }).generate({ timestamp: Date.now() });
const fields = (account: string, change: Readonly<Record<string, string>> = {}) => ({
  account,
  password: demoPassword,
  code: codeOf(account),
  ...change,
});
const enter = (page: Seen, account: string, change: Readonly<Record<string, string>> = {}) => browser.submit(page, fields(account, change));
const signedIn = async (account: string) => client.redeem(await enter(await browser.open(client.authorization()), account));
const oneClick = (account: string, more: Readonly<Record<string, string>> = {}) =>
  browser.open(client.authorization({ one_click: '1', login_hint: account, ...more }));
const ended = ({ url }: Seen) => new URL(url).pathname === '/console/signed-in';

describe('signing in', () => {
  it('gives the console a token that names the account and how it was shown, and no role', async () => {
    const page = await browser.open(client.authorization());
    expect([page.status, page.headers.get('content-security-policy')]).toEqual([200, expect.stringContaining("default-src 'none'")]);
    expect(page.text).not.toContain('<script');
    const { access_token: access, id_token: id } = await client.redeem(await enter(page, 'demo-reviewer-1'));
    const keys = createRemoteJWKSet(new URL(`${issuer}/jwks`));
    const { payload, protectedHeader } = await jwtVerify(access, keys, { issuer, audience: 'xunbu', typ: 'at+jwt' });
    expect(payload).toMatchObject({ sub: 'demo-reviewer-1', amr: ['pwd', 'otp'], auth_time: expect.any(Number) });
    expect([payload['roles'], Number(payload.exp) - Number(payload.iat), protectedHeader.alg]).toEqual([undefined, 300, 'ES256']);
    expect((await jwtVerify(id, keys, { issuer, audience: 'xunbu-console' })).payload).toMatchObject({
      sub: 'demo-reviewer-1',
      amr: ['pwd', 'otp'],
      auth_time: payload['auth_time'],
    });
  });

  it('takes a password alone from whoever has no codes, and says so', async () => {
    const { access_token } = await client.redeem(await enter(await browser.open(client.authorization()), 'demo-trainee-1', { code: '' }));
    expect(decodeJwt(access_token)).toMatchObject({ sub: 'demo-trainee-1', amr: ['pwd'] });
  });

  it('says on the page, in the reader’s language, that something is wrong, and not what', async () => {
    const page = await browser.open(client.authorization());
    for (const wrong of [{ password: 'no' }, { code: '000000' }, { account: 'demo-nobody' }]) {
      const again = await enter(page, 'demo-reviewer-1', wrong);
      expect([again.status, again.text]).toEqual([200, expect.stringContaining('账号、密码或验证码不正确')]);
    }
    const english = await browser.submit(page, fields('demo-reviewer-1', { password: 'no' }), { origin, 'accept-language': 'en' });
    expect(english.text).toContain('The account, the password or the code is not right.');
  });

  it('speaks as the console does, or as was chosen on the page', async () => {
    const page = await browser.open(client.authorization({ ui_locales: 'en' }), { headers: { 'accept-language': 'zh-CN' } });
    expect(page.text).toContain('One-time code, if the account has one');
    const [, inOther = ''] = /<a href="([^"]+lang=zh)"/.exec(page.text) ?? [];
    const chosen = await browser.open(new URL(inOther, page.url).href);
    expect(chosen.text).toContain('动态验证码（如已启用）');
    expect((await enter(chosen, 'demo-reviewer-1', { password: 'no' })).text).toContain('账号、密码或验证码不正确');
    expect(ended(await enter(chosen, 'demo-reviewer-1'))).toBe(true);
  });

  it('shows what was entered as text, whatever it is', async () => {
    const again = await enter(await browser.open(client.authorization()), '"><script>alert(1)</script>');
    expect(again.text).not.toContain('<script');
  });

  it('locks an account for a minute after five wrong tries', async () => {
    const page = await browser.open(client.authorization());
    for (let tries = 1; tries < 5; tries += 1) await enter(page, 'demo-reviewer-1', { password: 'no' });
    expect((await enter(page, 'demo-reviewer-1', { password: 'no' })).text).toContain('锁定一分钟');
    expect((await enter(page, 'demo-reviewer-1')).text).toContain('锁定一分钟');
    ahead += 60_001;
    expect(ended(await enter(page, 'demo-reviewer-1'))).toBe(true);
  });

  it('takes a code once', async () => {
    expect(ended(await enter(await browser.open(client.authorization()), 'demo-reviewer-1'))).toBe(true);
    const another = new Browser(origin);
    const page = await another.open(client.authorization());
    expect((await another.submit(page, fields('demo-reviewer-1'))).text).toContain('不正确');
  });

  it('is not possible with a form of another site, nor with somebody else’s half of it', async () => {
    const page = await browser.open(client.authorization());
    expect((await browser.submit(page, fields('demo-trainee-1'), { origin: 'https://elsewhere.example' })).status).toBe(403);
    expect((await new Browser(origin).submit(page, fields('demo-trainee-1'))).status).toBe(404);
    expect(ended(await enter(page, 'demo-trainee-1'))).toBe(true);
  });

  it('wants a challenge, its own answer to it, and one of its own addresses', async () => {
    const without = await browser.open(client.authorization({ code_challenge: '', code_challenge_method: '' }));
    expect(new URL(without.url).searchParams.get('error')).toBe('invalid_request');
    const plain = await browser.open(client.authorization({ code_challenge_method: 'plain' }));
    expect(new URL(plain.url).searchParams.get('error')).toBe('invalid_request');
    const elsewhere = await browser.open(client.authorization({ redirect_uri: 'https://elsewhere.example/console/signed-in' }));
    expect([elsewhere.status, elsewhere.url]).toEqual([400, expect.stringContaining(issuer)]);
    const seen = await enter(await browser.open(client.authorization()), 'demo-trainee-1');
    expect(await client.redeem(seen, { code_verifier: 'x'.repeat(43) })).toMatchObject({ error: 'invalid_grant' });
  });

  it('has to be done in time', async () => {
    const page = await browser.open(client.authorization());
    ahead += 16 * 60_000;
    expect((await enter(page, 'demo-trainee-1')).status).toBe(404);
    ahead = 0;
    const seen = await enter(await browser.open(client.authorization()), 'demo-trainee-1');
    ahead += 80_000;
    expect(await client.redeem(seen)).toMatchObject({ error: 'invalid_grant' });
  });
});

describe('a session', () => {
  it('signs in again by itself, in the name of the same account', async () => {
    await signedIn('demo-reviewer-1');
    const again = await browser.open(client.authorization());
    expect(ended(again)).toBe(true);
    expect(decodeJwt((await client.redeem(again)).access_token).sub).toBe('demo-reviewer-1');
  });

  it('renews its tokens, each refresh token once; one that comes again ends them all', async () => {
    const first = await signedIn('demo-reviewer-1');
    const second = await client.refresh(first);
    expect(decodeJwt(second.access_token)).toMatchObject({ sub: 'demo-reviewer-1', amr: ['pwd', 'otp'] });
    expect(second.refresh_token).not.toBe(first.refresh_token);
    expect(await client.refresh(first)).toMatchObject({ error: 'invalid_grant' });
    expect(await client.refresh(second)).toMatchObject({ error: 'invalid_grant' });
  });

  it('ends after half an hour without work, and after eight hours in any case', async () => {
    const idle = await signedIn('demo-trainee-1');
    ahead += 31 * 60_000;
    expect(await client.refresh(idle)).toMatchObject({ error: 'invalid_grant' });
    expect(ended(await browser.open(client.authorization()))).toBe(false);

    let busy = await signedIn('demo-trainee-1');
    for (let minutes = 25; minutes < 8 * 60; minutes += 25) {
      ahead += 25 * 60_000;
      busy = await client.refresh(busy);
      expect(busy.error).toBeUndefined();
    }
    ahead += 25 * 60_000;
    expect(await client.refresh(busy)).toMatchObject({ error: 'invalid_grant' });
    expect(ended(await browser.open(client.authorization()))).toBe(false);
  });

  it('is over everywhere as soon as the account has signed out everywhere', async () => {
    const tokens = await signedIn('demo-trainee-1');
    standings.set('demo-trainee-1', { roles: ['trainee'], signedOutAt: new Date(Date.now() + 1).toISOString() });
    expect(await client.refresh(tokens)).toMatchObject({ error: 'invalid_grant' });
    ahead += 1_100;
    const page = await browser.open(client.authorization());
    expect(ended(page)).toBe(false);
    const anew = await client.redeem(await enter(page, 'demo-trainee-1'));
    expect(await client.refresh(anew)).toMatchObject({ access_token: expect.any(String) });
  });

  it('ends when the console says so, and takes the reader back', async () => {
    const tokens = await signedIn('demo-trainee-1');
    const leaving = new URLSearchParams({ id_token_hint: tokens.id_token, post_logout_redirect_uri: `${origin}/` });
    const page = await browser.open(`${issuer}/session/end?${leaving.toString()}`);
    expect(page.text).toContain('确定要退出吗');
    expect((await browser.submit(page, { logout: 'yes' })).url).toBe(`${origin}/`);
    expect(await client.refresh(tokens)).toMatchObject({ error: 'invalid_grant' });
    expect(ended(await browser.open(client.authorization()))).toBe(false);
  });
});

describe('the demo', () => {
  it('signs in by one click, with both factors, and as somebody else by another', async () => {
    const reviewer = await client.redeem(await oneClick('demo-reviewer-1'));
    expect(decodeJwt(reviewer.access_token)).toMatchObject({ sub: 'demo-reviewer-1', amr: ['pwd', 'otp'] });
    const trainee = await client.redeem(await oneClick('demo-trainee-1'));
    expect(decodeJwt(trainee.access_token)).toMatchObject({ sub: 'demo-trainee-1', amr: ['pwd'] });
    // What was open in this browser before is over.
    expect(await client.refresh(reviewer)).toMatchObject({ error: 'invalid_grant' });
    expect(await client.refresh(trainee)).toMatchObject({ access_token: expect.any(String) });
  });

  it('signs nobody in by a click who has no account', async () => {
    expect(ended(await oneClick('demo-nobody'))).toBe(false);
  });

  it('never shortens a step-up: its page shows the code beside the field, and its token carries what it is for', async () => {
    await client.redeem(await oneClick('demo-finance-1'));
    ahead += 5_000;
    const page = await oneClick('demo-finance-1', { prompt: 'login', nonce: 'what it is for' });
    expect([ended(page), page.text]).toEqual([false, expect.stringContaining('再次验证身份')]);
    const [, code = ''] = /示范验证码：<code>(\d{6})<\/code>/.exec(page.text) ?? [];
    expect((await enter(page, 'demo-finance-1', { code: '' })).text).toContain('不正确');
    const { id_token } = await client.redeem(await enter(page, 'demo-finance-1', { code }));
    expect(decodeJwt(id_token)).toMatchObject({ nonce: 'what it is for', amr: ['pwd', 'otp'], sub: 'demo-finance-1' });
    expect(Math.abs(Number(decodeJwt(id_token)['auth_time']) - Date.now() / 1_000)).toBeLessThan(3);
  });

  it('lets machines in with their secret, in their own name', async () => {
    const ask = (secret: string) =>
      fetch(`${issuer}/token`, {
        method: 'POST',
        headers: { authorization: `Basic ${Buffer.from(`demo-bank:${secret}`).toString('base64')}` },
        body: new URLSearchParams({ grant_type: 'client_credentials' }),
      });
    const { access_token } = (await (await ask('xunbu-demo-bank-secret')).json()) as { access_token: string };
    expect(decodeJwt(access_token)).toMatchObject({ sub: 'demo-bank', aud: 'xunbu', iss: issuer });
    expect((await ask('no')).status).toBe(401);
  });

  it('starts for nobody who does not say that it is one', async () => {
    await expect(openSignIn({ demo: false, issuer, keysDir, grants })).rejects.toThrow('ISSUER_URL');
  });

  it('keeps its keys to their owner', () => {
    for (const file of ['issuer.private.pem', 'issuer-cookies.key']) expect(statSync(join(keysDir, file)).mode & 0o777).toBe(0o600);
  });
});
