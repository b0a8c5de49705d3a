// Everybody's day in the console, in a real browser, on an installation as `npm start` makes it.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readdirSync } from 'node:fs';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { freePort } from '@libs/testing';
import { repository } from './testing/copied-tree';
import { Window, accountIn, accountsAt, openBrowser } from './testing/console/browser';
import type { DemoAccount, Journey } from './testing/console/journey';
import { Started } from './testing/started';

const folder = join(import.meta.dirname, 'testing/console');
const files = readdirSync(folder)
  .filter((file) => file.endsWith('.journey.ts'))
  .toSorted();
const modules = (await Promise.all(files.map((file) => import(join(folder, file))))) as readonly {
  readonly journeys: readonly Journey[];
}[];
const journeys = modules.flatMap((module) => module.journeys);
const offices = ['registrar', 'employer', 'assessor', 'reviewer', 'finance', 'fund-manager', 'supervisor', 'inspector', 'policy-officer'];
const others = ['trainee', 'operator', 'system-administrator', 'security-administrator', 'audit-administrator'];

let data: string;
let started: Started;
let browser: Browser;
let url: string;
let accounts: Promise<readonly DemoAccount[]>;

beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), 'xunbu-console-'));
  started = new Started(repository, 'start.mjs', ['--port', String(await freePort()), '--data', data]);
  [url, browser] = await Promise.all([started.ready(), openBrowser()]);
  accounts = accountsAt(url);
}, 180_000);
afterAll(async () => {
  await browser?.close();
  await started?.stop();
  rmSync(data, { recursive: true, force: true });
});

/** Windows of people who are signed in, by account and language: whoever comes next as the same takes theirs. */
const kept = new Map<string, Window>();
const keyOf = (account: string | undefined, language: string): string => `${account} ${language}`;

async function windowOf(journey: Journey): Promise<Window> {
  const fresh = () => Window.open(browser, url, journey);
  if (journey.role === undefined) return fresh();
  const { account } = accountIn(await accounts, journey.role, journey.nth);
  const key = keyOf(account, journey.language);
  const window = kept.get(key);
  kept.delete(key);
  await window?.takenOver(journey.name);
  return window ?? fresh();
}

async function visit(journey: Journey): Promise<readonly string[]> {
  const window = await windowOf(journey);
  try {
    if (journey.role !== undefined) await window.become(journey.role, journey.nth);
    await journey.walk(window);
    await window.rest();
    const key = keyOf(window.account, journey.language);
    if (window.account === undefined || kept.has(key)) await window.close();
    else kept.set(key, window);
    return window.troubles;
  } catch (error) {
    await window.close();
    throw error;
  }
}

describe('every page of the menu', () => {
  it.each([...offices, ...others].flatMap((role) => [[role, 'zh'] as const, ...(role === 'reviewer' ? [[role, 'en'] as const] : [])]))(
    'of %s in %s opens, fails at nothing and keeps nobody out',
    async (role, language) => {
      const walk: Journey['walk'] = async (window) => {
        const links = await (window as Window).menu();
        expect(links.length).toBeGreaterThan(0);
        for (const link of links) {
          await (window as Window).choose(link);
          await window.shot(link.slice(1).replaceAll('/', '-'));
        }
      };
      expect(await visit({ name: `${role}-${language}`, role, language, walk })).toEqual([]);
    },
    120_000,
  );
});

describe('the journey', () => {
  it.each(journeys.map((journey) => [journey.name, journey] as const))(
    '%s',
    async (_name, journey) => {
      expect(await visit(journey)).toEqual([]);
    },
    180_000,
  );
});
