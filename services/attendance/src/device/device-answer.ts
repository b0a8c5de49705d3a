import { IsBoolean, IsIn, IsInt, IsString, IsUUID } from 'class-validator';
import type { Decided } from '@libs/event-store';
import { Refused } from '@libs/kernel';
import type { Actor } from '@libs/platform';
import { lastCounter, type Device, type Registered } from './device.decider';

export class DeviceView {
  @IsUUID() readonly deviceId!: string;
  @IsString() readonly institutionId!: string;
  @IsString() readonly region!: string;
  @IsString() readonly name!: string;
  @IsIn(['ACTIVE', 'REVOKED']) readonly status!: Registered['status'];
  /** The highest counter that was used; 0 before the first. */
  @IsInt() readonly lastCounter!: number;
  @IsInt() readonly version!: number;
  @IsInt() readonly seq!: number;
}

export class DeviceAnswer extends DeviceView {
  @IsBoolean() readonly repeated!: boolean;
}

export function answerOf({ streamId, state, version, seq, repeated }: Decided<Device>): DeviceAnswer {
  if (state.status === 'UNKNOWN') throw new Refused('DEVICE_NOT_FOUND');
  const { institutionId, region, name } = state.registration;
  return {
    deviceId: streamId,
    institutionId,
    region,
    name,
    status: state.status,
    lastCounter: lastCounter(state.used),
    version,
    seq,
    repeated,
  };
}

/** A device of somebody else is to them as if it did not exist. */
export function mustOwn(actor: Actor, known: Device): void {
  const own =
    known.status !== 'UNKNOWN' && actor.scope.covers({ region: known.registration.region, organisation: known.registration.institutionId });
  if (!own) throw new Refused('DEVICE_NOT_FOUND');
}
