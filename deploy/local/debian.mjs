// Programs that come as packages of Debian: installed where we are root and one is missing.
import { execFileSync } from 'node:child_process';
import { Trouble, say } from './say.mjs';
import { isRoot } from './processes.mjs';

const present = (command) => {
  try {
    execFileSync(command, ['--version'], { stdio: 'ignore' });
    return true;
  } catch (error) {
    return error.code !== 'ENOENT';
  }
};

export function provision(command, packages) {
  if (present(command)) return;
  const line = `apt-get install ${packages.join(' ')}`;
  const missing = new Trouble(`找不到 ${command}：${line}。`, `${command} is missing: ${line}.`);
  if (!isRoot() || !present('apt-get')) throw missing;
  say(`installing ${packages.join(', ')} with apt-get 正在安装 …`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  try {
    execFileSync('apt-get', ['update', '-qq'], { stdio: ['ignore', 'ignore', 'pipe'], env });
    // RUNLEVEL keeps a package from starting a server of its own on the standard port.
    execFileSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...env, RUNLEVEL: '1' },
    });
  } catch (error) {
    throw new Trouble(
      `${missing.message}\n  ${String(error.stderr).trim().slice(-400)}`,
      'apt-get could not install it; its words are above.',
    );
  }
}
