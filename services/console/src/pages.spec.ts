import { afterAll, describe, expect, it } from '@jest/globals';
import fastify from 'fastify';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addPages } from './pages';
import { addSignIn } from './sign-in';
import { addWeb, lostPage } from './web';

const web = join(import.meta.dirname, '../web');
const sources = ['portal.html', 'console.html'].map((name) => readFileSync(join(web, name), 'utf8'));
// As a build leaves them: the pages with the names of their files.
const built = mkdtempSync(join(tmpdir(), 'xunbu-web-'));
mkdirSync(join(built, 'assets'));
writeFileSync(join(built, 'assets/portal-1a2b.js'), 'export {};');
for (const name of ['portal', 'console'])
  writeFileSync(join(built, `${name}.html`), `<title>${name}</title><script type="module" src="/assets/portal-1a2b.js"></script>`);
const front = fastify();
addPages(front);
await addWeb(front, built);
const lost = lostPage(built);
front.setNotFoundHandler((request, reply) => void (lost(request, reply) || reply.code(404).send({ code: 'ROUTE_NOT_FOUND' })));
afterAll(() => rmSync(built, { recursive: true }));
const get = async (url: string) => front.inject({ method: 'GET', url });

describe('the portal', () => {
  it.each(['/', '/?lang=en', '/publicity', '/publicity/some-id', '/certificates/S000', '/draws'])('answers at %s', async (path) => {
    const page = await get(path);
    expect([page.statusCode, page.headers['content-type'], page.headers['cache-control']]).toEqual([
      200,
      'text/html; charset=utf-8',
      'no-cache',
    ]);
    expect(page.body).toContain('<title>portal</title>');
  });
  it('has an English first page under a short address, leaves the console its own, and answers nothing else', async () => {
    const english = await get('/en');
    expect([english.statusCode, english.headers.location]).toEqual([302, '/?lang=en']);
    expect((await get('/console/reviewing/queue')).body).toContain('<title>console</title>');
    expect((await get('/elsewhere')).statusCode).toBe(404);
  });
  it('tells people in a page that there is none, and programmes in their own words', async () => {
    const asked = (url: string, accept: string) => front.inject({ method: 'GET', url, headers: { accept } });
    const page = await asked('/elsewhere', 'text/html,*/*');
    expect([page.statusCode, page.body]).toEqual([404, expect.stringContaining('<title>portal</title>')]);
    for (const [url, accept] of [
      ['/elsewhere', 'application/json'],
      ['/api/elsewhere', 'text/html'],
    ] as const)
      expect((await asked(url, accept)).json()).toEqual({ code: 'ROUTE_NOT_FOUND' });
  });
  it('has its files, which may be kept for ever, and its sign', async () => {
    const file = await get('/assets/portal-1a2b.js');
    expect([file.statusCode, file.headers['cache-control']]).toEqual([200, 'public, max-age=31536000, immutable']);
    expect((await get('/icon.svg')).headers['content-type']).toBe('image/svg+xml');
  });
});

describe.each(sources)('a page as it is written', (source) => {
  it('asks nobody else for anything, and holds no script or style of its own', () => {
    expect(source).not.toMatch(/(?:href|src)="(?:https?:)?\/\//);
    expect(source).not.toMatch(/<script(?![^>]*src=)|<style|\sstyle=|\son[a-z]+=/);
  });
  it('says what it is where no script runs, in both languages', () => {
    expect(source).toMatch(/<html lang="zh-CN">/);
    expect(source).toMatch(/<noscript>[^<]*JavaScript[^<]*JavaScript/);
  });
});

describe('the first page', () => {
  it('calls every service by a name of its own, in both languages', () => {
    const services = join(import.meta.dirname, '../..');
    const names = readdirSync(services).filter((name) => existsSync(join(services, name, `src/announce.ts`)));
    expect(names.length).toBeGreaterThan(5);
    const known = readFileSync(join(web, 'src/portal/service-names.ts'), 'utf8');
    for (const name of names)
      expect([name, new RegExp(`^ +'?${name}'?: \\{ zh: '[^']+', en: '[^']+' \\},$`, 'm').test(known)]).toEqual([name, true]);
  });
});

describe('the tour of the first page', () => {
  const settings = { issuer: 'http://127.0.0.1/oidc', clientId: 'xunbu-console' };
  const asked = async (demo: boolean, tour: () => Promise<object | undefined>) => {
    const other = fastify();
    addSignIn(other, { settings: { ...settings, demo }, tour });
    const { statusCode, body } = await other.inject({ method: 'GET', url: '/sign-in/tour' });
    return [statusCode, demo && statusCode === 200 ? (JSON.parse(body) as unknown) : ''];
  };
  it('is told by a demo in which something was paid, and by nobody else', async () => {
    const tour = async () => ({ orderId: 'one' });
    expect(await asked(true, tour)).toEqual([200, { orderId: 'one' }]);
    expect(await asked(true, async () => undefined)).toEqual([404, '']);
    expect(await asked(false, tour)).toEqual([404, '']);
  });
});
