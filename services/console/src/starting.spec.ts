import { afterAll, describe, expect, it } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createStartingFront } from './starting';

const built = mkdtempSync(join(tmpdir(), 'xunbu-web-'));
mkdirSync(join(built, 'assets'));
writeFileSync(join(built, 'assets/portal-1a2b.js'), 'export {};');
for (const name of ['portal', 'console']) writeFileSync(join(built, `${name}.html`), `<title>${name}</title>`);
let step = 3;
const front = await createStartingFront(() => ({ step, of: 22 }), built);
afterAll(async () => {
  await front.close();
  rmSync(built, { recursive: true });
});
const get = (url: string, accept = 'application/json') => front.inject({ method: 'GET', url, headers: { accept } });

describe('a system that is telling its demo', () => {
  it('shows its first page, and what that is made of', async () => {
    const page = await get('/', 'text/html');
    expect([page.statusCode, page.body]).toEqual([200, '<title>portal</title>']);
    expect(page.headers['content-security-policy']).toContain("default-src 'self'");
    expect((await get('/assets/portal-1a2b.js')).statusCode).toBe(200);
    expect((await get('/en', 'text/html')).headers.location).toBe('/?lang=en');
  });

  it('says how far it is, and that nobody signs in yet', async () => {
    const settings = async () => (await get('/sign-in/settings')).json<object>();
    expect(await settings()).toEqual({ issuer: null, clientId: null, demo: false, starting: { step: 3, of: 22 } });
    step = 4;
    expect(await settings()).toMatchObject({ starting: { step: 4 } });
  });

  it('is alive and not ready', async () => {
    expect((await get('/live')).json()).toEqual({ live: true });
    const ready = await get('/ready');
    expect([ready.statusCode, ready.headers['retry-after'], ready.json()]).toEqual([503, '2', { ready: false, services: {} }]);
  });

  it.each(['/console/', '/publicity/some-id', '/elsewhere'])('leads people from %s to its first page', async (path) => {
    const led = await get(path, 'text/html,*/*');
    expect([led.statusCode, led.headers.location]).toEqual([302, '/']);
  });

  it.each(['/api/enrolment/me', '/sign-in/accounts', '/elsewhere'])('tells programmes at %s when to come back', async (path) => {
    const answer = await get(path);
    expect([answer.statusCode, answer.headers['retry-after'], answer.json<{ code: string }>().code]).toEqual([503, '2', 'NOT_READY']);
  });
});
