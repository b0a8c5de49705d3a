import { Injectable } from '@nestjs/common';
import { Column, Entity, PrimaryColumn, type EntityManager } from 'typeorm';
import type { Projection, RecordedFact } from '@libs/event-store';
import { lastCounter, type DeviceFact, type Registered } from '../device/device.decider';

// PostgreSQL's bigint comes as text; positions and counters stay below 2^53.
const whole = { to: (value: number) => value, from: (value: string | number) => Number(value) };

@Entity('device')
export class DeviceRow {
  @PrimaryColumn('uuid', { name: 'device_id' }) deviceId!: string;
  @Column('text', { name: 'institution_id' }) institutionId!: string;
  @Column('text') region!: string;
  @Column('text') name!: string;
  @Column('text') status!: Registered['status'];
  @Column('bigint', { name: 'last_counter', transformer: whole }) lastCounter!: number;
  @Column('bigint', { name: 'first_seq', transformer: whole }) firstSeq!: number;
  @Column('integer') version!: number;
  @Column('bigint', { transformer: whole }) seq!: number;
}

@Injectable()
export class DeviceListProjection implements Projection {
  readonly name = 'device-list';
  readonly rows = [DeviceRow];

  async apply({ category, streamId, seq, version, fact }: RecordedFact, rows: EntityManager): Promise<void> {
    if (category !== 'device') return;
    const known = fact as DeviceFact;
    switch (known.type) {
      case 'DeviceRegistered': {
        const { institutionId, region, name } = known;
        const registered = { institutionId, region, name, status: 'ACTIVE' as const, lastCounter: 0 };
        await rows.insert(DeviceRow, { deviceId: streamId, ...registered, firstSeq: seq, version, seq });
        return;
      }
      case 'DeviceRevoked':
        await rows.update(DeviceRow, { deviceId: streamId }, { status: 'REVOKED', version, seq });
        return;
      case 'CapturesTaken': {
        // Batches may come out of order; the highest counter stays.
        const highest = lastCounter(known.counters);
        await rows
          .createQueryBuilder()
          .update(DeviceRow)
          .set({ lastCounter: () => 'greatest(last_counter, :highest)', version, seq })
          .where('device_id = :streamId', { streamId, highest })
          .execute();
        return;
      }
    }
  }
}
