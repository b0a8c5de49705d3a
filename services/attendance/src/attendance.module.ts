import { Module } from '@nestjs/common';
import { service } from '@libs/platform';
import { announce } from './announce';
import { AttendanceController } from './attendance.controller';
import { classSession } from './class-session/class-session.decider';
import { OnClassPlanApproved } from './class-session/on-class-plan-approved';
import { ClassSessionListProjection, ClassSessionRow } from './class-session-list/class-session-list.projection';
import { ClassSessionList } from './class-session-list/class-session-list.query';
import { FirstTables1767225600001 } from './migrations/0001-first-tables';

@Module(
  service({
    name: 'attendance',
    controllers: [AttendanceController],
    providers: [ClassSessionList],
    deciders: [classSession],
    projections: [ClassSessionListProjection],
    consumers: [OnClassPlanApproved],
    announce,
    entities: [ClassSessionRow],
    migrations: [FirstTables1767225600001],
  }),
)
export class AttendanceModule {}
