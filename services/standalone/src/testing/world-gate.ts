// The gate of a world's classrooms: who signs in and out, how honestly, and how it is all summed up when the class is over.
import type { Decider, Fact, Streams } from '@libs/event-store';
import { businessDate, childId } from '@libs/kernel';
import { attendanceRules, nameOf, packInForce, type Pack } from '@libs/policy';
import { classAttendance, closeClass, type ClassAttendance } from '../../../attendance/src/class-attendance/class-attendance.decider';
import { classSession, type ClassSession } from '../../../attendance/src/class-session/class-session.decider';
import { takeCaptures, type BroughtCapture } from '../../../attendance/src/device/captures.decider';
import { device, registerDevice } from '../../../attendance/src/device/device.decider';
import type { Ground } from './world-ground';

const deviceId = childId('world', 'device');
const minute = 60_000;
export const region = '120101';
export const institutionId = childId('world', 'institution');
type Named = Readonly<Record<string, unknown>>;
type Missing = { readonly sessionId: string; readonly personId: string; readonly startsAt: string };
const named = (decider: unknown, id: string) => [decider as Decider<unknown, Fact>, id] as const;

export class Gate {
  #counter = 0;

  constructor(
    private readonly ground: Ground,
    private readonly packs: readonly Pack[],
    /** Whether everybody of a class comes in time, and with a face of their own. */
    private readonly isGood: (classId: string) => boolean,
  ) {}

  async begin(): Promise<void> {
    const registration = { institutionId, region, name: 'gate', publicKey: 'key' };
    await this.ground.ask('attendance', 'registrar', (store, command) =>
      store.decide(device, deviceId, command, (known, { now }) => registerDevice(known, registration, now)),
    );
  }

  /** Who has not signed in and out of which session yet. */
  async missing({ opening, roster }: ClassAttendance): Promise<readonly Missing[]> {
    const found = [];
    for (const { sessionId, startsAt } of opening?.sessions ?? []) {
      const { state } = await this.ground.store('attendance').stateOf(classSession, sessionId);
      if (state.status === 'UNSCHEDULED') continue;
      for (const personId of roster.keys())
        if (!state.present.get(personId)?.in || !state.present.get(personId)?.out) found.push({ sessionId, personId, startsAt });
    }
    return found;
  }

  async capture(classId: string, { opening }: ClassAttendance, missing: readonly Missing[]): Promise<void> {
    const { random } = this.ground;
    const brought = random.some(missing, 2 + random.below(8)).flatMap((one) => this.#brought(classId, one));
    const batch = random.chance(0.2) ? [...brought, ...brought.slice(0, 2)] : brought;
    const sessionIds = (opening?.sessions ?? []).map(({ sessionId }) => sessionId);
    const streams: Streams = {
      ...Object.fromEntries(sessionIds.map((id) => [id, named(classSession, id)])),
      class: named(classAttendance, classId),
      device: named(device, deviceId),
    };
    const { faceMinimum } = attendanceRules(this.packs, { region, on: businessDate(this.ground.clock.now()) });
    await this.ground.ask('attendance', 'gate', (store, command) =>
      store.decideTogether(command, streams, (states: Named, { now }) => {
        const sessions = new Map(sessionIds.map((id) => [id, states[id] as ClassSession]));
        const classes = new Map([[classId, states['class'] as ClassAttendance]]);
        const facts = takeCaptures(states['device'] as never, batch, {
          deviceId,
          sessions,
          classes,
          rulesOf: () => ({ faceMinimum }),
          minutesAhead: 5,
          now,
        });
        return { device: facts.device, ...Object.fromEntries(facts.sessions) };
      }),
    );
  }

  #brought(classId: string, { sessionId, personId, startsAt }: Missing): readonly BroughtCapture[] {
    const { chance, below } = this.ground.random;
    const good = this.isGood(classId);
    const at = (minutes: number) => new Date(Date.parse(startsAt) + minutes * minute).toISOString();
    const capture = (direction: 'IN' | 'OUT', minutes: number): BroughtCapture => ({
      capture: {
        captureId: childId(sessionId, `${personId}/${direction}`),
        ...{ personId, deviceAt: at(minutes), captureDigest: 'd'.repeat(64), signature: 's' },
        counter: chance(0.03) ? 1 : (this.#counter += 1),
        ...{ latitude: good || chance(0.9) ? 39.1 : 39.5, longitude: 117.2 },
        faceScore: good || chance(0.8) ? '0.95' : '0.40',
      },
      ...{ sessionId, direction, sealed: !chance(0.02) },
    });
    return [capture('IN', good || chance(0.8) ? -below(10) : 70), capture('OUT', good || chance(0.8) ? 240 + below(30) : 120)];
  }

  async close(classId: string, { opening }: ClassAttendance): Promise<void> {
    const asked = { region, on: businessDate(this.ground.clock.now()) };
    const rules = attendanceRules(this.packs, asked);
    const { numerator, denominator } = rules.classDayMinimum;
    const closing = {
      ...rules,
      classDayMinimumBp: Number((10_000n * numerator) / denominator),
      classDayPack: nameOf(packInForce(this.packs, 'classDayMinimum', asked)),
    };
    const sessionIds = (opening?.sessions ?? []).map(({ sessionId }) => sessionId);
    const streams: Streams = {
      ...Object.fromEntries(sessionIds.map((id) => [id, named(classSession, id)])),
      class: named(classAttendance, classId),
    };
    await this.ground.ask('attendance', 'registrar', (store, command) =>
      store.decideTogether(command, streams, (states: Named, { now }) => ({
        class: closeClass(
          states['class'] as ClassAttendance,
          new Map(sessionIds.map((id) => [id, states[id] as ClassSession])),
          closing,
          now,
        ),
      })),
    );
  }
}
