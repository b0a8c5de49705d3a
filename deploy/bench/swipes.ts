// The decision that all rivals take: a trainee swipes at the door of a class session, one of so many, and swipes for that session once.
import { createHash, randomInt } from 'node:crypto';
import type { Decider } from '@libs/event-store';

export const SESSIONS = 100_000;

export type SwipeRecorded = { type: 'SwipeRecorded'; traineeId: string; deviceId: string; sweptAt: string };
export type Swipes = { readonly count: number; readonly last: string };

export const swipes: Decider<Swipes, SwipeRecorded> = {
  category: 'session',
  initial: { count: 0, last: '' },
  schemas: { SwipeRecorded: 1 },
  evolve: ({ count }, { traineeId }) => ({ count: count + 1, last: traineeId }),
};

export type Swipe = { readonly session: string; readonly fact: SwipeRecorded; readonly key: string; readonly command: string };

let swiped = 0;

export function nextSwipe(): Swipe {
  swiped += 1;
  const traineeId = `${process.pid.toString(16).padStart(8, '0')}-0000-4000-8000-${swiped.toString(16).padStart(12, '0')}`;
  const session = `s${randomInt(SESSIONS)}`;
  const fact = { type: 'SwipeRecorded', traineeId, deviceId: 'gate-1', sweptAt: '2026-03-02T00:50:00.000Z' } as const;
  return { session, fact, key: `swipe/${session}/${traineeId}`, command: `gate-1:swipe:${traineeId}` };
}

export function decideSwipe({ last }: Swipes, { fact }: Swipe): SwipeRecorded[] {
  return last === fact.traineeId ? [] : [fact];
}

export const shortHash = (text: string): Buffer => createHash('sha256').update(text).digest();
