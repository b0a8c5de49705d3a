// A device that takes captures: whose it is, the key that seals what it says, and which of its counters have been used.
import { withKeys, type Decider, type WithKeys } from '@libs/event-store';
import { Refused } from '@libs/kernel';

/** Both ends belong to it. */
export type CounterRange = readonly [from: number, to: number];
export type Registration = { readonly institutionId: string; readonly region: string; readonly name: string; readonly publicKey: string };

export type RefusalOfCapture =
  | 'SIGNATURE_INVALID'
  | 'SESSION_NOT_FOUND'
  | 'CLASS_CLOSED'
  | 'NOT_ENROLLED'
  | 'COUNTER_REPLAYED'
  | 'CAPTURE_NOT_OF_THAT_DAY'
  | 'CAPTURE_AHEAD_OF_CLOCK'
  | 'ALREADY_SIGNED_IN'
  | 'ALREADY_SIGNED_OUT';
export type RefusedCapture = { readonly place: number; readonly captureId: string; readonly code: RefusalOfCapture };

export type DeviceFact =
  | ({ readonly type: 'DeviceRegistered'; readonly registeredAt: string } & Registration)
  | { readonly type: 'DeviceRevoked'; readonly revokedAt: string }
  /** What became of one batch; the captures that were taken are facts of their sessions. Places are counted from 0. */
  | {
      readonly type: 'CapturesTaken';
      readonly counters: readonly CounterRange[];
      readonly known: readonly number[];
      readonly refused: readonly RefusedCapture[];
    };

export type Registered = {
  readonly status: 'ACTIVE' | 'REVOKED';
  readonly registration: Registration;
  readonly used: readonly CounterRange[];
  readonly lastBatch?: { readonly known: readonly number[]; readonly refused: readonly RefusedCapture[] };
};
export type Device = { readonly status: 'UNKNOWN' } | Registered;

export const device: Decider<Device, DeviceFact> = {
  category: 'device',
  initial: { status: 'UNKNOWN' },
  schemas: { DeviceRegistered: 1, DeviceRevoked: 1, CapturesTaken: 1 },
  evolve(known, fact) {
    switch (fact.type) {
      case 'DeviceRegistered': {
        const { institutionId, region, name, publicKey } = fact;
        return { status: 'ACTIVE', registration: { institutionId, region, name, publicKey }, used: [] };
      }
      case 'DeviceRevoked':
        return known.status === 'UNKNOWN' ? known : { ...known, status: 'REVOKED' };
      case 'CapturesTaken': {
        if (known.status === 'UNKNOWN') return known;
        const { counters, known: knownBefore, refused } = fact;
        return { ...known, used: merged([...known.used, ...counters]), lastBatch: { known: knownBefore, refused } };
      }
    }
  },
};

/** In order, with those that touch as one: a gap that stays is a capture that never came. */
export function merged(ranges: readonly CounterRange[]): readonly CounterRange[] {
  const result: [number, number][] = [];
  for (const [from, to] of [...ranges].sort(([one], [other]) => one - other)) {
    const last = result.at(-1);
    if (last !== undefined && from <= last[1] + 1) last[1] = Math.max(last[1], to);
    else result.push([from, to]);
  }
  return result;
}

export const isUsed = (ranges: readonly CounterRange[], counter: number): boolean =>
  ranges.some(([from, to]) => from <= counter && counter <= to);

export const lastCounter = (ranges: readonly CounterRange[]): number => ranges.at(-1)?.[1] ?? 0;

const keyOf = ({ publicKey }: Registration): string => `device-key/${publicKey}`;

/** One key is one device, for ever: the log would not know otherwise which of two had spoken. */
export function registerDevice(known: Device, registration: Registration, now: string): WithKeys<readonly DeviceFact[]> {
  if (known.status !== 'UNKNOWN') return withKeys([], {});
  return withKeys([{ type: 'DeviceRegistered', ...registration, registeredAt: now }], { take: [keyOf(registration)] });
}

export function revokeDevice(known: Device, now: string): readonly DeviceFact[] {
  if (known.status === 'UNKNOWN') throw new Refused('DEVICE_NOT_FOUND');
  return known.status === 'REVOKED' ? [] : [{ type: 'DeviceRevoked', revokedAt: now }];
}
