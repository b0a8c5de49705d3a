import { describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

type Told = {
  readonly name: string;
  readonly ok: boolean;
  readonly step?: number;
  readonly differences?: readonly string[];
  readonly freshMs?: number;
};

/** Plays stories of `deploy/stories` as somebody at the terminal does. */
async function play(...args: readonly string[]): Promise<{ readonly code: number | null; readonly lines: readonly string[] }> {
  const files = args.map((arg) => (arg.startsWith('--') ? arg : join('deploy/stories', `${arg}.yaml`)));
  const child = spawn(process.execPath, [join(root, 'deploy/local/story.mjs'), ...files], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (text: Buffer) => (output += text.toString()));
  const code = await new Promise<number | null>((done) => child.once('close', done));
  return { code, lines: output.split('\n').filter((line) => /^(ok|FAIL|\{)/.test(line)) };
}

describe('npm run story', () => {
  it('plays each story against a fresh system, and says where one goes wrong', async () => {
    const { code, lines } = await play('--json', 'skill-subsidy', 'small-class', 'wrong-figure', 'not-built', 'one-rule');
    const told = lines.map((line) => JSON.parse(line) as Told);
    expect(told.map(({ name, ok, step, differences }) => ({ name, ok, step, differences }))).toEqual([
      { name: 'skill-subsidy', ok: true },
      { name: 'small-class', ok: true },
      { name: 'wrong-figure', ok: false, step: 2, differences: ['wei amount: expected "1000.01" got "1000.00"'] },
      { name: 'not-built', ok: false, step: 1, differences: ['issue_voucher is not built yet'] },
      { name: 'own-1', ok: true },
      { name: 'own-2', ok: false, differences: ['expected {"amount":"241.00"} got {"amount":"240.00"}'] },
    ]);
    expect(told[0]?.freshMs).toBeGreaterThan(0);
    expect(code).toBe(1);
  }, 600_000);

  it('plays nothing while a file is wrong, and names file and step', async () => {
    const { code, lines } = await play('skill-subsidy', 'unknown-verb');
    expect(lines).toEqual(['FAIL unknown-verb: unknown-verb.yaml step 2: unknown verb "celebrate"']);
    expect(code).toBe(1);
  }, 120_000);
});
