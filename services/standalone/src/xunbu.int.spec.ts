import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createTokenKeys } from '@libs/platform';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runXunbu } from './xunbu';

let data: string;
const run = (...args: readonly string[]) => runXunbu({ data, services: ['attendance', 'enrolment'] }, args);
const claimsOf = (token: string) => JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as Record<string, unknown>;

beforeAll(() => {
  data = mkdtempSync(join(tmpdir(), 'xunbu-tool-'));
  createTokenKeys(join(data, 'keys'));
});
afterAll(() => rmSync(data, { recursive: true }));

describe('a token', () => {
  it.each([
    [['--role', 'registrar', '--role', 'reviewer']],
    [['--roles', 'registrar,reviewer']],
    [['--role', 'registrar', '--roles', 'reviewer']],
  ])('has the roles of %j', async (roles) => {
    const { text } = await run('token', ...roles, '--organisation', 'ins1', '--region', '12', '--sub', 'wang', '--seconds', '60');
    const { iat, exp, ...claims } = claimsOf(text);
    expect(claims).toMatchObject({ sub: 'wang', roles: ['registrar', 'reviewer'], organisation: 'ins1', region: '12' });
    expect(Number(exp) - Number(iat)).toBeGreaterThan(50);
  });

  it.each([[[]], [['--role', 'emperor']], [['--roles', 'registrar,emperor']]])(
    'is refused for %j, with the roles that there are',
    async (roles) => {
      await expect(run('token', ...roles)).rejects.toThrow(/must be one of: registrar, /);
    },
  );

  it('is made by the commands that the readme shows', async () => {
    const readme = readFileSync(join(import.meta.dirname, '../../../README.md'), 'utf8');
    const shown = [...readme.matchAll(/(token --role (?:registrar|reviewer)[^)`\n]*)/g)].map((match) => match[1] ?? '');
    expect(shown).toHaveLength(2);
    const tokens = await Promise.all(shown.map((line) => run(...line.split(/\s+/))));
    expect(tokens.map(({ text }) => claimsOf(text)['roles'])).toEqual([['registrar'], ['reviewer']]);
  });
});

describe('the tool', () => {
  it('lists its commands', async () => {
    const { text } = await run('help');
    for (const command of ['token', 'grant', 'work', 'parked', 'release', 'drop', 'jobs', 'release-job', 'republish', 'rebuild'])
      expect(text).toMatch(new RegExp(`^  ${command} `, 'm'));
    await expect(run('no-such')).rejects.toThrow(/no command no-such[\s\S]*release SERVICE LANE/);
  });

  it('says that nothing runs, where nothing was started and where it was killed', async () => {
    await expect(run('work')).rejects.toThrow('Nothing runs on');
    await expect(run('rebuild', '--compare')).rejects.toThrow('Nothing runs on');
    const closed = createServer();
    await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve));
    const { port } = closed.address() as AddressInfo;
    await new Promise((resolve) => closed.close(resolve));
    writeFileSync(join(data, 'running.json'), JSON.stringify({ url: `http://127.0.0.1:${port}` }));
    await expect(run('parked')).rejects.toThrow('Nothing runs on');
  });

  it('names the services that there are', async () => {
    await expect(run('release', 'nowhere', 'lane')).rejects.toThrow('attendance, enrolment');
    await expect(run('republish', 'enrolment', '--group', 'nobody')).rejects.toThrow('attendance, enrolment');
  });
});
