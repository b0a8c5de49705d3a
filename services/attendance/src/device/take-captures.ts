import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { LRUCache } from 'lru-cache';
import { EventStore, type CommandMeta } from '@libs/event-store';
import { Refused } from '@libs/kernel';
import type { Actor } from '@libs/platform';
import { AttendancePacks } from '../class-attendance/attendance-packs';
import { classAttendance } from '../class-attendance/class-attendance.decider';
import { classSession, type ClassSession } from '../class-session/class-session.decider';
import type { CaptureBody, CaptureOutcome, CapturesAnswer, CapturesBody } from './capture-body';
import { takeCaptures, type BroughtCapture } from './captures.decider';
import { mustOwn } from './device-answer';
import { device, type Registered } from './device.decider';
import { isSealed, keyFrom } from './seal';

const mostSessions = 100;
/** A clock that is set over the network is right to the second; this much is forgiven. */
const minutesAhead = 5;
const sessionsRemembered = 20_000;

export class TakeCaptures extends Command<CapturesAnswer> {
  constructor(
    readonly command: CommandMeta,
    readonly actor: Actor,
    readonly deviceId: string,
    readonly body: CapturesBody,
  ) {
    super();
  }
}

type Streams = {
  readonly device: readonly [typeof device, string];
  readonly [session: `session/${string}`]: readonly [typeof classSession, string];
  readonly [attendance: `class/${string}`]: readonly [typeof classAttendance, string];
};

@CommandHandler(TakeCaptures)
export class TakeCapturesHandler implements ICommandHandler<TakeCaptures> {
  // A session never changes its class.
  private readonly classes = new LRUCache<string, string>({ max: sessionsRemembered });

  constructor(
    private readonly store: EventStore,
    private readonly packs: AttendancePacks,
  ) {}

  async execute({ command, actor, deviceId, body }: TakeCaptures): Promise<CapturesAnswer> {
    const { state: known } = await this.store.stateOf(device, deviceId);
    mustOwn(actor, known);
    if (known.status === 'UNKNOWN') throw new Refused('DEVICE_NOT_FOUND');
    const sessionIds = [...new Set(body.captures.map(({ sessionId }) => sessionId))];
    if (sessionIds.length > mostSessions) throw new Refused('TOO_MANY_SESSIONS_IN_BATCH', { limit: mostSessions });
    const [brought, classIds] = await Promise.all([broughtBy(deviceId, known, body.captures), this.classesOf(sessionIds)]);
    const streams: Streams = {
      ...Object.fromEntries(sessionIds.map((id) => [`session/${id}`, [classSession, id]] as const)),
      ...Object.fromEntries(classIds.map((id) => [`class/${id}`, [classAttendance, id]] as const)),
      device: [device, deviceId],
    };
    const decided = await this.store.decideTogether(command, streams, (states, { now }) => {
      const facts = takeCaptures(states.device, brought, {
        deviceId,
        sessions: new Map(sessionIds.map((id) => [id, states[`session/${id}`] ?? classSession.initial])),
        classes: new Map(classIds.map((id) => [id, states[`class/${id}`] ?? classAttendance.initial])),
        rulesOf: ({ region, startsAt }) => this.packs.capture(region, startsAt),
        minutesAhead,
        now,
      });
      return { ...Object.fromEntries([...facts.sessions].map(([id, each]) => [`session/${id}`, each] as const)), device: facts.device };
    });
    const { state, version } = decided.streams.device;
    const sessionOf = (id: string): ClassSession => decided.streams[`session/${id}`]?.state ?? classSession.initial;
    const became = state.status === 'UNKNOWN' ? undefined : state.lastBatch;
    return { deviceId, captures: outcomesOf(body.captures, became, sessionOf), version, seq: decided.seq, repeated: decided.repeated };
  }

  private async classesOf(sessionIds: readonly string[]): Promise<readonly string[]> {
    const known = await Promise.all(sessionIds.map((id) => this.classOf(id)));
    return [...new Set(known.filter((id) => id !== undefined))];
  }

  private async classOf(sessionId: string): Promise<string | undefined> {
    const known = this.classes.get(sessionId);
    if (known !== undefined) return known;
    const { state } = await this.store.stateOf(classSession, sessionId);
    if (state.status === 'UNSCHEDULED') return undefined;
    this.classes.set(sessionId, state.schedule.classId);
    return state.schedule.classId;
  }
}

function broughtBy(deviceId: string, { registration }: Registered, captures: readonly CaptureBody[]): Promise<readonly BroughtCapture[]> {
  const key = keyFrom(registration.publicKey);
  return Promise.all(
    captures.map(async (body) => {
      const { sessionId, direction, ...capture } = body;
      return { capture, sessionId, direction, sealed: await isSealed(key, deviceId, body) };
    }),
  );
}

/** Made from what is recorded, so that the same batch sent again is answered the same. */
function outcomesOf(
  captures: readonly CaptureBody[],
  became: Registered['lastBatch'],
  sessionOf: (id: string) => ClassSession,
): readonly CaptureOutcome[] {
  const refused = new Map(became?.refused.map(({ place, code }) => [place, code]));
  const known = new Set(became?.known);
  return captures.map(({ captureId, sessionId, personId, direction }, place) => {
    const code = refused.get(place);
    if (code !== undefined) return { captureId, outcome: 'REFUSED', code };
    if (known.has(place)) return { captureId, outcome: 'DUPLICATE' };
    if (direction === 'OUT') return { captureId, outcome: 'ACCEPTED' };
    const session = sessionOf(sessionId);
    const flags = session.status === 'SCHEDULED' ? (session.present.get(personId)?.in?.flags ?? []) : [];
    return { captureId, outcome: 'ACCEPTED', flags };
  });
}
