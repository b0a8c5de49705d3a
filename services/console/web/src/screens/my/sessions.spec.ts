import { describe, expect, it } from '@jest/globals';
import type { OwnSession } from './own';
import { nextSession, presenceOf } from './sessions';

const session: OwnSession = {
  sessionId: 's',
  startsAt: '2026-03-02T00:30:00.000Z',
  endsAt: '2026-03-02T04:00:00.000Z',
  classHours: 4,
  flags: [],
  faceAccepted: false,
};
const [before, during, after] = ['2026-03-02T00:00:00.000Z', '2026-03-02T01:00:00.000Z', '2026-03-03T00:00:00.000Z'];
const came = { ...session, inAt: '2026-03-02T00:28:00.000Z' };

describe('a session', () => {
  it('lies ahead, is on, and was missed or not', () => {
    expect([before, during, after].map((now) => presenceOf(session, now))).toEqual(['AHEAD', 'NOW', 'MISSED']);
    expect([before, during, after].map((now) => presenceOf(came, now))).toEqual(['IN_ONLY', 'IN_ONLY', 'IN_ONLY']);
    expect(presenceOf({ ...came, outAt: session.endsAt }, after)).toBe('COMPLETE');
    expect(presenceOf({ ...session, outAt: session.endsAt }, after)).toBe('OUT_ONLY');
  });
  it('is the next one until it is over', () => {
    const later = { ...session, sessionId: 't', startsAt: '2026-03-02T05:30:00.000Z', endsAt: '2026-03-02T09:00:00.000Z' };
    const at = (now: string) => nextSession({ sessions: [session, later] }, now)?.sessionId;
    expect([at(before), at(during), at(session.endsAt), at(after)]).toEqual(['s', 's', 't', undefined]);
  });
});
