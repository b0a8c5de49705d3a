import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const nx = join(process.cwd(), 'node_modules/.bin/nx');
const env = { ...process.env, NX_DAEMON: 'false', NX_NO_CLOUD: 'true', NX_TUI: 'false', NO_COLOR: '1', FORCE_COLOR: '0', NODE_OPTIONS: '' };

/** All that the linter said about the planted fixtures, run as `npm run check` runs it. */
const proof = (): Promise<string> =>
  new Promise((answer) => {
    execFile(nx, ['run', 'deploy:prove-lint', '--output-style=static', '--skip-nx-cache'], { env }, (_, said, complaints) =>
      answer(said + complaints),
    );
  });

describe('the linter', () => {
  it('catches every planted fixture by the rule that it names, and leaves no rule out', async () => {
    const said = await proof();
    expect(said).not.toContain('The rule will be skipped');
    expect(said).not.toContain('lint-fixture');
    expect(said).toMatch(/^(\d+) of \1 planted fixtures caught$/m);
  }, 120_000);
});
