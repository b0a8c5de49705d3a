// The wall's stream: read by fetch, as the token must not stand in an address; taken up again after the last event that was seen.
import { authorised } from '@api';
import { currentLanguage } from '@kit';
import { eventReader, type WallEvent } from './wall-events';

export type Watching = {
  readonly classId: string;
  readonly sessionId: string;
  readonly signal: AbortSignal;
  readonly on: (events: readonly WallEvent[]) => void;
  readonly onLine: (open: boolean) => void;
};

const comeBackMs = 500;
const longestWaitMs = 10_000;
const refusedForGood = new Set([400, 403, 404]);

/** Watches until the signal says otherwise. */
export async function watchWall({ classId, sessionId, signal, on, onLine }: Watching): Promise<void> {
  let [seen, failures]: [string | undefined, number] = [undefined, 0];
  while (!signal.aborted) {
    try {
      const headers = {
        ...(await authorised()),
        'accept-language': currentLanguage(),
        ...(seen !== undefined && { 'last-event-id': seen }),
      };
      const answer = await fetch(`/api/attendance/classes/${classId}/wall?sessionId=${sessionId}`, { headers, signal });
      if (refusedForGood.has(answer.status)) return onLine(false);
      if (!answer.ok || !answer.body) throw new Error(String(answer.status));
      onLine(true);
      failures = 0;
      const read = eventReader();
      const decoder = new TextDecoder();
      for await (const bytes of answer.body as unknown as AsyncIterable<Uint8Array>) {
        const events = read(decoder.decode(bytes, { stream: true }));
        seen = events.at(-1)?.id ?? seen;
        if (events.length > 0) on(events);
      }
    } catch {
      if (signal.aborted) return;
      failures += 1;
      onLine(false);
    }
    await new Promise((resolve) => setTimeout(resolve, Math.min(longestWaitMs, comeBackMs * 2 ** failures)));
  }
}
