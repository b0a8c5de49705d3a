import { Injectable } from '@nestjs/common';
import { Refused } from '@libs/kernel';
import { Logs, Views } from '@libs/platform';
import { DataSource } from 'typeorm';
import { InspectionRow } from './draw-list.projection';

@Injectable()
export class Inspections {
  constructor(
    private readonly database: DataSource,
    private readonly views: Views,
    private readonly logs: Logs,
  ) {}

  /** Whoever names a task has its id from the draw itself, which may be ahead of the view: so the view first reads all that there is. */
  async drawOf(taskId: string): Promise<{ readonly drawId: string; readonly taskId: string }> {
    await this.views.caughtUp('draw-list', await this.logs.readers[0]?.head());
    const row = await this.database.getRepository(InspectionRow).findOneBy({ taskId });
    if (!row) throw new Refused('INSPECTION_NOT_FOUND');
    return { drawId: row.drawId, taskId };
  }
}
