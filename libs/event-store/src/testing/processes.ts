// Starts writers as operating-system processes, from the compiled form of this lib.
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { WriterTask } from './writer';

const repository = join(import.meta.dirname, '../../../..');

/** Compiles everything to dist/, as `npm run build` does. */
export async function compiled(): Promise<void> {
  const { build } = (await import(join(repository, 'deploy/local/build.mjs'))) as { build(): Promise<number> };
  await build();
}

export const startWriter = (task: WriterTask): ChildProcess =>
  fork(join(repository, 'dist/libs/event-store/src/testing/writer.js'), [JSON.stringify(task)], {
    execArgv: [],
    env: {},
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });

/** What a writer reports when it is done; a writer that dies first is a failure. */
export async function reportOf<Report>(writer: ChildProcess): Promise<Report> {
  const died = once(writer, 'exit').then(([code, signal]) => {
    throw new Error(`the writer ended with ${code ?? signal} before it reported`);
  });
  const [report] = (await Promise.race([once(writer, 'message'), died])) as [Report];
  died.catch(() => undefined);
  return report;
}
