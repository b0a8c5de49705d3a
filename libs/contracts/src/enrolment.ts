// What the enrolment service tells the world. Append a V2 beside a class; never edit a version that has shipped.
import { Type } from 'class-transformer';
import { ArrayMinSize, IsISO8601, IsInt, IsString, IsUUID, Matches, Min, ValidateNested } from 'class-validator';

export class PlannedSessionV1 {
  @IsUUID() sessionId!: string;
  @IsISO8601() startsAt!: string;
  @IsISO8601() endsAt!: string;
  @IsInt() @Min(1) classHours!: number;
}

export class ClassPlanApprovedV1 {
  static readonly type = 'enrolment.class-plan-approved.v1';
  @IsUUID() classId!: string;
  @IsString() institutionId!: string;
  @Matches(/^\d{6}$/) region!: string;
  @IsISO8601() approvedAt!: string;
  @ValidateNested({ each: true }) @Type(() => PlannedSessionV1) @ArrayMinSize(1) sessions!: PlannedSessionV1[];
}
