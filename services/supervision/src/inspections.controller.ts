import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { Actor, ActorOf, AfterQuery, Allow, Answers, PageOf } from '@libs/platform';
import { InspectionClasses, InspectionClassesView } from './draw/inspection-classes.query';
import { InspectionList, InspectionListQuery, InspectionView } from './draw/inspection-list.query';
import { ObjectRecord, ObjectRecordView } from './object-register/object-record.query';

@Controller()
export class InspectionsController {
  constructor(
    private readonly inspections: InspectionList,
    private readonly classes: InspectionClasses,
    private readonly objects: ObjectRecord,
  ) {}

  @Get('inspections')
  @Allow('supervisor', 'inspector')
  @Answers(PageOf(InspectionView))
  inspectionList(@ActorOf() actor: Actor, @Query() query: InspectionListQuery) {
    return this.inspections.page(actor, query);
  }

  @Get('inspections/:taskId')
  @Allow('supervisor', 'inspector')
  @Answers(InspectionView)
  inspection(@ActorOf() actor: Actor, @Param('taskId', ParseUUIDPipe) taskId: string, @Query() { after }: AfterQuery) {
    return this.inspections.one(actor, taskId, after);
  }

  @Get('inspections/:taskId/classes')
  @Allow('supervisor', 'inspector')
  @Answers(InspectionClassesView)
  inspectionClasses(@ActorOf() actor: Actor, @Param('taskId', ParseUUIDPipe) taskId: string) {
    return this.classes.of(actor, taskId);
  }

  @Get('objects/:objectId')
  @Allow('supervisor')
  @Answers(ObjectRecordView)
  objectRecord(@ActorOf() actor: Actor, @Param('objectId') objectId: string) {
    return this.objects.one(actor, objectId);
  }
}
