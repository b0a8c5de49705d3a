import { Module } from '@nestjs/common';
import { service } from '@libs/platform';
import { announce } from './announce';
import { AttendanceController } from './attendance.controller';
import { AttendancePacks } from './class-attendance/attendance-packs';
import { classAttendance } from './class-attendance/class-attendance.decider';
import { CloseClassHandler } from './class-attendance/close-class';
import { OnTraineeEnrolled } from './class-attendance/on-trainee-enrolled';
import {
  ClassAttendanceListProjection,
  ClassAttendanceRow,
  PersonAttendanceRow,
} from './class-attendance-list/class-attendance-list.projection';
import { ClassAttendanceList } from './class-attendance-list/class-attendance-list.query';
import { classSession } from './class-session/class-session.decider';
import { OnClassOpeningApproved } from './class-session/on-class-opening-approved';
import { ReviewFaceFlagHandler } from './class-session/review-face-flag';
import { ClassSessionListProjection, ClassSessionRow } from './class-session-list/class-session-list.projection';
import { ClassSessionList } from './class-session-list/class-session-list.query';
import { ClassesController } from './classes.controller';
import { device } from './device/device.decider';
import { RegisterDeviceHandler } from './device/register-device';
import { RevokeDeviceHandler } from './device/revoke-device';
import { TakeCapturesHandler } from './device/take-captures';
import { DeviceListProjection, DeviceRow } from './device-list/device-list.projection';
import { DeviceList } from './device-list/device-list.query';
import { DevicesController } from './devices.controller';
import { FirstTables1767225600001 } from './migrations/0001-first-tables';
import { OwnAttendance1767225600011 } from './migrations/0002-own-attendance';
import { OwnAttendance } from './own-attendance/own-attendance.query';
import { SignInListProjection, SignInRow } from './sign-in-list/sign-in-list.projection';
import { SignInList } from './sign-in-list/sign-in-list.query';
import { TraineeController } from './trainee.controller';
import { Wall } from './wall/wall.query';

@Module(
  service({
    name: 'attendance',
    controllers: [AttendanceController, ClassesController, DevicesController, TraineeController],
    providers: [
      ...[RegisterDeviceHandler, RevokeDeviceHandler, TakeCapturesHandler, ReviewFaceFlagHandler, CloseClassHandler],
      ...[AttendancePacks, ClassSessionList, DeviceList, SignInList, ClassAttendanceList, OwnAttendance, Wall],
    ],
    deciders: [classSession, classAttendance, device],
    projections: [ClassSessionListProjection, DeviceListProjection, SignInListProjection, ClassAttendanceListProjection],
    consumers: [OnClassOpeningApproved, OnTraineeEnrolled],
    announce,
    entities: [ClassSessionRow, DeviceRow, SignInRow, ClassAttendanceRow, PersonAttendanceRow],
    migrations: [FirstTables1767225600001, OwnAttendance1767225600011],
  }),
)
export class AttendanceModule {}
