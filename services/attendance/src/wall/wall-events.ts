// What goes over the line of a wall, in the form of server-sent events.
import type { SignInRow } from '../sign-in-list/sign-in-list.projection';

const comeBackAfterMs = 500;

/** The first words, so that whoever watches knows at once that somebody listens. */
export const opening = `retry: ${comeBackAfterMs}\n: here\n\n`;
/** Says nothing, and keeps proxies from thinking that nobody is there. */
export const heartbeat = ': here\n\n';

export function eventOf({ seq, sessionId, personId, direction, deviceAt, receivedAt, face, flags, faceAccepted }: SignInRow): string {
  const data = JSON.stringify({ sessionId, personId, direction, deviceAt, receivedAt, face, flags, faceAccepted });
  return `id: ${seq}\nevent: capture\ndata: ${data}\n\n`;
}

/** Where somebody left off; whoever says something else begins at the beginning. */
export const seenSeq = (lastEventId: string | undefined): number => (/^\d{1,15}$/.test(lastEventId ?? '') ? Number(lastEventId) : 0);
