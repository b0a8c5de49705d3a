// One operating-system process of the cluster: started, looked after, restarted with back-off when it dies, killed and brought back by tests.
import { spawn } from 'node:child_process';
import { closeSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { stopLeftOver, stopPid, tailOf, until } from './processes.mjs';
import { Trouble, say } from './say.mjs';
import { root } from './toolchain.mjs';

const firstBackOffMs = 500;
const longestBackOffMs = 15_000;
const steadyAfterMs = 30_000;
const readyWithinMs = 90_000;

async function isReady(url) {
  try {
    const answer = await fetch(`${url}/ready`, { signal: AbortSignal.timeout(2000) });
    await answer.arrayBuffer();
    return answer.ok;
  } catch {
    return false;
  }
}

export class Child {
  #process;
  #held = false;
  #backOffMs = firstBackOffMs;

  /** @param {{service: string, replica: number, entry: string, port: number, env: Record<string, string>, folder: string}} options */
  constructor(options) {
    Object.assign(this, options);
    this.url = `http://127.0.0.1:${this.port}`;
    this.name = `${this.service}-${this.replica}`;
    this.logFile = join(this.folder, `${this.name}.log`);
    this.pidFile = join(this.folder, `${this.name}.pid`);
  }

  get pid() {
    return this.#process?.pid;
  }

  /** Left over from a run that was killed: the same entry, with our folder's pid file. */
  stopEarlier() {
    return stopLeftOver(this.pidFile, ({ command }) => command.includes(this.entry));
  }

  launch() {
    const log = openSync(this.logFile, 'a');
    const args = ['--enable-source-maps', '--import', join(root, 'deploy/local/stop-with-parent.mjs'), this.entry];
    const child = spawn(process.execPath, args, { cwd: root, env: this.env, stdio: ['ignore', log, log, 'ipc'], detached: true });
    closeSync(log);
    this.#process = child;
    const startedAt = Date.now();
    child.once('error', () => undefined);
    if (child.pid) writeFileSync(this.pidFile, `${child.pid}\n`);
    child.once('exit', (code, signal) => void this.#ended(child, signal ?? `exit code ${code}`, Date.now() - startedAt));
  }

  async #ended(child, why, livedMs) {
    if (this.#held || this.#process !== child) return;
    this.#backOffMs = livedMs > steadyAfterMs ? firstBackOffMs : Math.min(this.#backOffMs * 2, longestBackOffMs);
    say(`${this.name} ended (${why}); again in ${this.#backOffMs / 1000} s, its log: ${this.logFile}`);
    await pause(this.#backOffMs);
    if (!this.#held && this.#process === child) this.launch();
  }

  async ready() {
    const up = await until(() => this.#process?.exitCode !== null || isReady(this.url), readyWithinMs, 100);
    if (up && (await isReady(this.url))) return;
    throw new Trouble(
      `${this.name} 未能就绪，日志末尾：\n${tailOf(this.logFile)}`,
      `${this.name} did not become ready; the end of its log ${this.logFile} is above.`,
    );
  }

  /** Killed as by a power cut; it stays away until `restart`. */
  async kill(signal = 'SIGKILL') {
    this.#held = true;
    if (this.pid) await stopPid(this.pid, { signal, withinMilliseconds: 20_000 });
  }

  async restart() {
    await this.kill('SIGTERM');
    this.#held = false;
    this.launch();
    await this.ready();
  }

  async stop() {
    await this.kill('SIGTERM');
    rmSync(this.pidFile, { force: true });
  }
}
