// `npm run dev`: standalone that starts anew, on the same data, whenever a source has changed.
import { spawn } from 'node:child_process';
import { watch } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runUntilStopped, say, sayTrouble } from './say.mjs';
import { environment, root, withToolchain } from './toolchain.mjs';

const quietMs = 200;
const isSource = (file) => /\.(ts|mjs|yaml|json|html|css|js)$/.test(file ?? '') && !/spec\.ts$/.test(file);

function launch() {
  const child = spawn(process.execPath, [join(root, 'deploy/local/start.mjs'), ...process.argv.slice(2)], {
    cwd: root,
    env: environment(),
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    detached: true,
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  return { stop: () => child.kill('SIGTERM') && ended, ended };
}

async function main({ onStop }) {
  let running = launch();
  let again = Promise.resolve();
  let timer;
  const restart = () => {
    again = again.then(async () => {
      say('a source has changed, starting anew 源码有变化，重新启动 …');
      await running.stop();
      running = launch();
    });
  };
  for (const folder of ['libs', 'services']) {
    const watcher = watch(join(root, folder), { recursive: true }, (_, file) => {
      if (!isSource(file)) return;
      clearTimeout(timer);
      timer = setTimeout(restart, quietMs);
    });
    onStop(() => watcher.close());
  }
  onStop(async () => {
    clearTimeout(timer);
    await again;
    await running.stop();
  });
}

try {
  await withToolchain(fileURLToPath(import.meta.url));
  await runUntilStopped(main, { name: 'dev' });
} catch (error) {
  sayTrouble(error);
  process.exit(1);
}
