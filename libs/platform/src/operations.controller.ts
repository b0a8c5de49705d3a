import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import type { CommandMeta } from '@libs/event-store';
import { Allow, Answers } from './allow';
import { CommandOf } from './command-of';
import { Operations } from './operations';
import {
  DropBody,
  DroppedView,
  JobReleaseBody,
  JobReleasedView,
  LaneReleaseBody,
  LaneReleasedView,
  ParkedJobView,
  ParkedMessageView,
  RepublicationBody,
  RepublishedView,
  WorkView,
} from './operations-views';
import { PageOf, PageQuery } from './paging';

/** For operators of the installation, of every region: nothing here names people. System administrators look on. */
@Controller('operations')
@Allow('operator', 'system')
export class OperationsController {
  constructor(private readonly operations: Operations) {}

  @Get('work')
  @Allow('operator', 'system-administrator', 'system')
  @Answers(WorkView)
  work(): Promise<WorkView> {
    return this.operations.reading();
  }

  @Get('parked')
  @Allow('operator', 'system-administrator', 'system')
  @Answers(PageOf(ParkedMessageView))
  parked(@Query() query: PageQuery) {
    return this.operations.parked(query);
  }

  @Post('parked/releases')
  @HttpCode(200)
  @Answers(LaneReleasedView)
  release(@CommandOf() command: CommandMeta, @Body() body: LaneReleaseBody): Promise<LaneReleasedView> {
    return this.operations.releaseLane(command, body);
  }

  @Post('parked/drops')
  @HttpCode(200)
  @Answers(DroppedView)
  drop(@CommandOf() command: CommandMeta, @Body() body: DropBody): Promise<DroppedView> {
    return this.operations.drop(command, body);
  }

  @Get('jobs')
  @Allow('operator', 'system-administrator', 'system')
  @Answers(PageOf(ParkedJobView))
  jobs(@Query() query: PageQuery) {
    return this.operations.jobs(query);
  }

  @Post('jobs/releases')
  @HttpCode(200)
  @Answers(JobReleasedView)
  releaseJob(@CommandOf() command: CommandMeta, @Body() body: JobReleaseBody): Promise<JobReleasedView> {
    return this.operations.releaseJob(command, body);
  }

  @Post('republications')
  @HttpCode(200)
  @Answers(RepublishedView)
  republish(@CommandOf() command: CommandMeta, @Body() body: RepublicationBody): Promise<RepublishedView> {
    return this.operations.republish(command, body);
  }
}
