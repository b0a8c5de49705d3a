import { Injectable } from '@nestjs/common';
import { IsOptional } from 'class-validator';
import { DataSource } from 'typeorm';
import { PageQuery, QueryInt, Views, pageOf, type Actor, type Page } from '@libs/platform';
import type { DeviceView } from '../device/device-answer';
import { DeviceRow } from './device-list.projection';

export class DeviceListQuery extends PageQuery {
  @IsOptional() @QueryInt(0, Number.MAX_SAFE_INTEGER) readonly after?: number;
}

@Injectable()
export class DeviceList {
  constructor(
    private readonly database: DataSource,
    private readonly views: Views,
  ) {}

  async page(actor: Actor, asked: DeviceListQuery): Promise<Page<DeviceView>> {
    await this.views.caughtUp('device-list', asked.after);
    const rows = this.database.getRepository(DeviceRow).createQueryBuilder('device').where('true');
    const query = actor.scope.narrow(rows, { region: 'device.region', organisation: 'device.institutionId' });
    const page = await pageOf(query, asked, { list: 'devices', by: [['device.firstSeq', (row) => row.firstSeq]], descending: true });
    return { ...page, items: page.items.map(({ firstSeq: _, ...device }) => device) };
  }
}
