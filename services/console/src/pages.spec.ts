import { describe, expect, it } from '@jest/globals';
import fastify from 'fastify';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { addPages } from './pages';

const front = fastify();
addPages(front);
const get = async (url: string) => front.inject({ method: 'GET', url });

describe.each(['/', '/en'])('the page at %s', (path) => {
  it('is served, and so is everything of ours that it names', async () => {
    const page = await get(path);
    expect([page.statusCode, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    const named = [...page.body.matchAll(/(?:href|src)="(\/[^"]*)"/g)]
      .map(([, url]) => url!)
      .filter((url) => !url.startsWith('/api/') && url !== '/ready');
    expect(named).toEqual(expect.arrayContaining(['/page.css', '/page.js', '/icon.svg']));
    for (const url of named) expect((await get(url)).statusCode).toBe(200);
  });
  it('asks nobody else for anything, and holds no script or style of its own', async () => {
    const { body } = await get(path);
    expect(body).not.toMatch(/(?:href|src)="(?:https?:)?\/\//);
    expect(body).not.toMatch(/<script(?![^>]*src=)|<style|\sstyle=|\son[a-z]+=/);
  });
});

describe('the two pages', () => {
  it('name their language and lead to each other', async () => {
    const [zh, en] = [(await get('/')).body, (await get('/en')).body];
    expect([zh.includes('<html lang="zh-CN">'), en.includes('<html lang="en">')]).toEqual([true, true]);
    expect(zh).toMatch(/<a href="\/en" lang="en" hreflang="en">English<\/a>/);
    expect(en).toMatch(/<a href="\/" lang="zh-CN" hreflang="zh-CN">中文<\/a>/);
  });
  it('call every service by a name of its own, in both languages', async () => {
    const services = join(import.meta.dirname, '../..');
    const names = readdirSync(services).filter((name) => existsSync(join(services, name, `src/announce.ts`)));
    expect(names.length).toBeGreaterThan(5);
    const script = (await get('/page.js')).body;
    for (const name of names) expect([name, script.match(new RegExp(`^ +'?${name}'?: '`, 'gm'))?.length]).toEqual([name, 2]);
  });
});
