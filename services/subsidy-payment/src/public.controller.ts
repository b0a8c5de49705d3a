import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { Answers, PageOf, Public } from '@libs/platform';
import {
  ObjectionStateView,
  RunningPublicities,
  RunningPublicitiesQuery,
  RunningPublicityView,
} from './publicity-list/running-publicities.query';

/** What anybody may ask. */
@Controller()
export class PublicController {
  constructor(private readonly publicities: RunningPublicities) {}

  @Get('publicity-lists')
  @Public()
  @Answers(PageOf(RunningPublicityView))
  runningPublicities(@Query() query: RunningPublicitiesQuery) {
    return this.publicities.page(query);
  }

  @Get('claims/:claimId/objections/:objectionId')
  @Public()
  @Answers(ObjectionStateView)
  objection(@Param('claimId', ParseUUIDPipe) claimId: string, @Param('objectionId', ParseUUIDPipe) objectionId: string) {
    return this.publicities.objection(claimId, objectionId);
  }
}
