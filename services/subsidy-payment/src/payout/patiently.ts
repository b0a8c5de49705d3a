import { setTimeout as pause } from 'node:timers/promises';

const tries = 4;
const firstPauseMs = 200;

/**
 * For a question to a neighbour that has just been restarted, or follows us by a moment: asked again at once, in the time of the machine.
 * In a rehearsal the clock may stand still, and a row that is to be tried again later would wait for it.
 */
export async function patiently<T>(signal: AbortSignal, ask: () => Promise<T>): Promise<T> {
  for (let failed = 0; ; failed += 1) {
    try {
      return await ask();
    } catch (error) {
      if (failed + 1 >= tries || signal.aborted) throw error;
      await pause(firstPauseMs * 2 ** failed);
    }
  }
}
