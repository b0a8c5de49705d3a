// What the attendance service tells the world. Captures travel on a topic of their own, so that they hold up nothing else.
import { Type } from 'class-transformer';
import { ArrayMinSize, IsIn, IsInt, IsNumber, IsOptional, IsString, IsUUID, Max, Min, ValidateNested, IsDefined } from 'class-validator';
import { IsDay, IsDegrees, IsMoment, IsSha256 } from './fields';

export class CaptureV1 {
  @IsUUID() captureId!: string;
  @IsUUID() sessionId!: string;
  @IsUUID() classId!: string;
  @IsUUID() personId!: string;
  @IsString() deviceId!: string;
  /** The device's own counter: a gap or a repeat shows. */
  @IsInt() @Min(1) counter!: number;
  @IsMoment() deviceAt!: string;
  @IsMoment() receivedAt!: string;
  @IsDegrees(90) latitude!: number;
  @IsDegrees(180) longitude!: number;
  @IsIn(['MATCHED', 'MISMATCHED', 'NOT_TAKEN']) face!: string;
  /** SHA-256 over what the device took; the picture itself is kept nowhere. */
  @IsSha256() captureDigest!: string;
}

export class SignInRecordedV1 {
  static readonly type = 'attendance.sign-in-recorded.v1';
  static readonly topic = 'captures';
  @IsDefined() @ValidateNested() @Type(() => CaptureV1) capture!: CaptureV1;
}

export class SignOutRecordedV1 {
  static readonly type = 'attendance.sign-out-recorded.v1';
  static readonly topic = 'captures';
  @IsDefined() @ValidateNested() @Type(() => CaptureV1) capture!: CaptureV1;
}

export class SignInFlaggedV1 {
  static readonly type = 'attendance.sign-in-flagged.v1';
  static readonly topic = 'captures';
  @IsUUID() captureId!: string;
  @IsUUID() sessionId!: string;
  @IsUUID() classId!: string;
  @IsUUID() personId!: string;
  @IsIn(['OUTSIDE_FENCE', 'FACE_SCORE'], { each: true }) flags!: string[];
  @IsMoment() flaggedAt!: string;
}

export class PersonDayV1 {
  @IsDay() on!: string;
  @IsInt() @Min(0) countedHours!: number;
  @IsInt() @Min(0) scheduledHours!: number;
}

/** One trainee's attendance of one class, as it was when the class closed. */
export class AttendanceSummarisedV1 {
  static readonly type = 'attendance.attendance-summarised.v1';
  @IsUUID() classId!: string;
  @IsUUID() enrolmentId!: string;
  @IsUUID() personId!: string;
  @IsInt() @Min(0) countedHours!: number;
  @IsInt() @Min(0) scheduledHours!: number;
  @IsDefined() @ValidateNested({ each: true }) @Type(() => PersonDayV1) days!: PersonDayV1[];
  /** Half-days flagged by face. */
  @IsInt() @Min(0) faceFlags!: number;
  @IsMoment() summarisedAt!: string;
}

export class ClassDayV1 {
  /** The day's place in the class, counted from 1. */
  @IsInt() @Min(1) day!: number;
  @IsDay() on!: string;
  @IsInt() @Min(0) present!: number;
  @IsInt() @Min(0) enrolled!: number;
}

export class ClassAttendanceClosedV1 {
  static readonly type = 'attendance.class-attendance-closed.v1';
  @IsUUID() classId!: string;
  @ValidateNested({ each: true }) @Type(() => ClassDayV1) @ArrayMinSize(1) days!: ClassDayV1[];
  @IsMoment() closedAt!: string;
}

export class ClassDayBelowThresholdV1 {
  static readonly type = 'attendance.class-day-below-threshold.v1';
  @IsUUID() classId!: string;
  @IsString() institutionId!: string;
  @IsInt() @Min(1) day!: number;
  @IsDay() on!: string;
  @IsInt() @Min(0) present!: number;
  @IsInt() @Min(0) enrolled!: number;
  @IsNumber() @Max(10_000) needBp!: number;
  @IsOptional() @IsString() pack?: string;
}
