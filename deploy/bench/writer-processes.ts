import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Seen } from './load';

const script = fileURLToPath(new URL('./writer-process.js', import.meta.url));

export type Task = { readonly callers: number; readonly seconds: number };
export type Writers = { run(callers: number, seconds: number): Promise<Seen>; stop(): Promise<void> };

async function answerOf<Answer>(child: ChildProcess): Promise<Answer> {
  const ended = new AbortController();
  const gone = () => ended.abort(new Error('a writer process ended before it answered'));
  child.once('exit', gone);
  try {
    return (await once(child, 'message', { signal: ended.signal }))[0] as Answer;
  } finally {
    child.off('exit', gone);
  }
}

/** So many processes that share the callers among them; together they are seen as one. */
export async function writerProcesses(count: number, url: string, log: string, callers: number): Promise<Writers> {
  const children = Array.from({ length: count }, () => fork(script, [url, log, String(Math.round(callers / count))]));
  await Promise.all(children.map((child) => answerOf(child)));
  return {
    run: async (callers, seconds) => {
      for (const child of children) child.send({ callers: Math.round(callers / count), seconds } satisfies Task);
      const seen = await Promise.all(children.map((child) => answerOf<Seen>(child)));
      return {
        perSecond: seen.reduce((sum, { perSecond }) => sum + perSecond, 0),
        p50Ms: Math.max(...seen.map(({ p50Ms }) => p50Ms)),
        p99Ms: Math.max(...seen.map(({ p99Ms }) => p99Ms)),
        calls: seen.reduce((sum, { calls }) => sum + calls, 0),
      };
    },
    stop: async () => {
      const ends = children.map((child) => once(child, 'exit'));
      for (const child of children) child.disconnect();
      await Promise.all(ends);
    },
  };
}
