// Starting, recognising and stopping server processes, by pid and never by name.
import { spawn } from 'node:child_process';
import { openSync, closeSync, readFileSync, readlinkSync, rmSync, writeFileSync, existsSync, statSync, readSync } from 'node:fs';
import { createServer, connect } from 'node:net';
import { execFileSync } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { Trouble } from './say.mjs';

export const isRoot = () => process.getuid?.() === 0;

export function alive(pid) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
  return !isZombie(pid);
}

// A process that has ended but was not yet collected by its parent still answers signal 0.
function isZombie(pid) {
  try {
    return /^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

/** The command line and the working folder of a process, as far as the system tells. */
export function describe(pid) {
  try {
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    let folder = '';
    try {
      folder = readlinkSync(`/proc/${pid}/cwd`);
    } catch {
      // Another user's process does not show its folder.
    }
    return { command, folder };
  } catch {
    try {
      return { command: execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }), folder: '' };
    } catch {
      return { command: '', folder: '' };
    }
  }
}

/** Waits until the condition holds; answers false when the time is over. */
export async function until(condition, milliseconds, everyMilliseconds = 50) {
  const end = Date.now() + milliseconds;
  for (;;) {
    if (await condition()) return true;
    if (Date.now() > end) return false;
    await pause(everyMilliseconds);
  }
}

export async function freePort(host = '127.0.0.1') {
  const server = createServer();
  await new Promise((resolve, reject) => server.once('error', reject).listen(0, host, resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

export const canListen = (port, host = '127.0.0.1') =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error) => (error.code === 'EADDRINUSE' ? resolve(false) : reject(error)));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });

export const answers = (port, host = '127.0.0.1') =>
  new Promise((resolve) => {
    const socket = connect({ port, host });
    socket.once('connect', () => resolve(true) || socket.destroy());
    socket.once('error', () => resolve(false));
  });

/** The end of a log file, for the sentence that says why a server did not start. */
export function tailOf(file, bytes = 1500) {
  if (!existsSync(file)) return '';
  const { size } = statSync(file);
  const buffer = Buffer.alloc(Math.min(size, bytes));
  const handle = openSync(file, 'r');
  readSync(handle, buffer, 0, buffer.length, Math.max(0, size - bytes));
  closeSync(handle);
  return buffer.toString('utf8').trim();
}

/**
 * Starts a server in a process group of its own, so that Ctrl-C in the terminal reaches only the script that started it, and that script
 * stops its servers in order. Its output goes to a file: a pipe would break when we are gone, and would block when nobody reads it.
 */
export function startServer(command, args, { logFile, pidFile, cwd, env, uid, gid }) {
  const log = openSync(logFile, 'a');
  const child = spawn(command, args, { cwd, env, uid, gid, detached: true, stdio: ['ignore', log, log] });
  closeSync(log);
  const exited = new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }));
    child.once('error', (error) => resolve({ code: 1, signal: null, error }));
  });
  child.unref();
  if (pidFile && child.pid) writeFileSync(pidFile, `${child.pid}\n`);
  return { pid: child.pid, exited, ended: () => child.exitCode !== null || child.signalCode !== null || !child.pid };
}

/** Asks a process to end, and kills it when it has not within its time. */
export async function stopPid(pid, { signal = 'SIGTERM', withinMilliseconds = 10_000 } = {}) {
  for (const each of [signal, 'SIGKILL']) {
    if (!alive(pid)) return;
    try {
      process.kill(pid, each);
    } catch (error) {
      if (error.code !== 'ESRCH') throw error;
    }
    if (await until(() => !alive(pid), withinMilliseconds)) return;
  }
  throw new Trouble(`进程 ${pid} 无法停止，请手动结束它。`, `Process ${pid} does not stop; please end it by hand.`);
}

/** A server that an earlier run left behind in this data folder (its parent was killed) is stopped; anything else with that pid is left alone. */
export async function stopLeftOver(pidFile, isOurs, options) {
  if (!existsSync(pidFile)) return false;
  const pid = Number.parseInt(readFileSync(pidFile, 'utf8'), 10);
  const ours = pid > 1 && alive(pid) && isOurs(describe(pid));
  if (ours) await stopPid(pid, options);
  rmSync(pidFile, { force: true });
  return ours;
}
