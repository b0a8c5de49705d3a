// What the start scripts say to the person at the terminal. Node built-ins only: these scripts run before anything is installed.
import { setTimeout as pause } from 'node:timers/promises';

const began = Date.now();
const longestStepMs = 60_000;

/** Trouble that the person can do something about: a sentence in Chinese and English, no stack, exit code 1. */
export class Trouble extends Error {
  name = 'Trouble';

  constructor(zh, en) {
    super(`${zh}\n  ${en}`);
  }
}

export const say = (text) => void process.stdout.write(`[${((Date.now() - began) / 1000).toFixed(1).padStart(5)} s] ${text}\n`);

/** Ends the process for a reason: a sentence for trouble that we know, the whole error for what we did not foresee. */
export function sayTrouble(error) {
  const full = noSpaceLeft(error);
  if (full) console.error(`\n✗ ${full.message}\n`);
  else if (error?.name === 'Trouble' || error?.name === 'BootError') console.error(`\n✗ ${error.message}\n`);
  else console.error(error);
}

function noSpaceLeft(error) {
  const text = `${error?.code ?? ''} ${error?.message ?? error}`;
  if (!/ENOSPC|53100|No space left on device|disk full/i.test(text)) return undefined;
  return new Trouble(
    '磁盘已满，数据无法写入。请腾出磁盘空间后重新启动；已经确认的数据不会丢失。',
    'The disk is full, so nothing can be written. Free some space and start again; nothing that was confirmed is lost.',
  );
}

/**
 * Runs a script's main function, which returns when everything runs. `stop` works once, for the first Ctrl-C, SIGTERM or lost parent, however often
 * they come: it waits for `main`, which looks at `stopping()` between its steps, and then ends in reverse order what `onStop` was given.
 */
export function runUntilStopped(main, { name }) {
  const stops = [];
  let stopping;
  let settled = Promise.resolve();
  const stop = (why, code) => {
    stopping ??= (async () => {
      if (why) say(`${name}: ${why}, stopping 正在停止 …`);
      let exitCode = code;
      // A server that is just being started is not ours to stop until its start has answered.
      await Promise.race([settled, pause(longestStepMs, undefined, { ref: false })]);
      for (const end of stops.reverse()) {
        try {
          await end();
        } catch (error) {
          sayTrouble(error);
          exitCode ||= 1;
        }
      }
      if (why) say(`${name}: stopped, no process left behind 已全部停止`);
      process.exit(exitCode);
    })();
    return stopping;
  };
  process.on('SIGINT', () => void stop('Ctrl-C', 0));
  process.on('SIGTERM', () => void stop('SIGTERM', 0));
  process.on('SIGHUP', () => void stop('SIGHUP', 0));
  // The process that re-executed this one under another Node is gone without a word (SIGKILL): nobody is left to stop us later.
  process.on('disconnect', () => void stop('parent is gone', 0));
  process.channel?.unref();
  // A terminal that was closed must not keep the shutdown from finishing.
  process.stdout.on('error', () => undefined);
  process.stderr.on('error', () => undefined);
  const onStop = (end) => void stops.push(end);
  const failed = (error) => {
    if (stopping) return undefined;
    sayTrouble(error);
    return stop(undefined, 1);
  };
  process.on('uncaughtException', (error) => void failed(error));
  process.on('unhandledRejection', (error) => void failed(error));
  const running = Promise.resolve().then(() => main({ onStop, stop, stopping: () => stopping !== undefined }));
  settled = running.catch(() => undefined);
  return running.catch((error) => void failed(error));
}
