// What supervision tells the world.
import { ArrayMinSize, IsIn, IsInt, IsOptional, IsString, IsUUID, Min } from 'class-validator';
import { IsDay, IsMoment, IsSha256 } from './fields';

const measures = ['TALK', 'RECTIFY', 'NOTICE', 'TERMINATE'];

/** The frame of a draw, hashed and committed before any seed is known. */
export class InspectionPlanPublishedV1 {
  static readonly type = 'supervision.inspection-plan-published.v1';
  @IsUUID() drawId!: string;
  @IsSha256() frameHash!: string;
  @IsInt() @Min(0) objects!: number;
  @IsInt() @Min(0) inspectors!: number;
  @IsMoment() publishedAt!: string;
}

export class RandomDrawExecutedV1 {
  static readonly type = 'supervision.random-draw-executed.v1';
  @IsUUID() drawId!: string;
  @IsString() seed!: string;
  @IsString({ each: true }) objectIds!: string[];
  @IsMoment() drawnAt!: string;
}

/** 回避: left out before the team of this object was drawn. */
export class InspectorRecusedV1 {
  static readonly type = 'supervision.inspector-recused.v1';
  @IsUUID() drawId!: string;
  @IsString() objectId!: string;
  @IsString() inspectorId!: string;
  @IsMoment() recusedAt!: string;
}

export class InspectorsAssignedV1 {
  static readonly type = 'supervision.inspectors-assigned.v1';
  @IsUUID() drawId!: string;
  @IsUUID() taskId!: string;
  @IsString() objectId!: string;
  @IsString({ each: true }) @ArrayMinSize(1) inspectorIds!: string[];
  @IsMoment() assignedAt!: string;
}

export class FindingRecordedV1 {
  static readonly type = 'supervision.finding-recorded.v1';
  @IsOptional() @IsUUID() taskId?: string;
  @IsOptional() @IsUUID() drawId?: string;
  @IsOptional() @IsUUID() classId?: string;
  /** Where the finding concerns a trainee of the class alone. */
  @IsOptional() @IsUUID() personId?: string;
  @IsString() objectId!: string;
  /** `clean` where nothing was found. */
  @IsString() kind!: string;
  @IsMoment() recordedAt!: string;
}

export class SanctionImposedV1 {
  static readonly type = 'supervision.sanction-imposed.v1';
  @IsUUID() sanctionId!: string;
  @IsString() organisationId!: string;
  @IsIn(measures) measure!: string;
  @IsString() cause!: string;
  @IsDay() imposedOn!: string;
  @IsDay() fixBy!: string;
  @IsDay() reportBy!: string;
  @IsOptional() @IsDay() bannedUntil?: string;
}

export class ResultPublishedV1 {
  static readonly type = 'supervision.result-published.v1';
  @IsOptional() @IsUUID() drawId?: string;
  @IsOptional() @IsUUID() classId?: string;
  @IsDay() dueOn!: string;
  @IsMoment() publishedAt!: string;
}

export class RiskAlertRaisedV1 {
  static readonly type = 'supervision.risk-alert-raised.v1';
  @IsString() kind!: string;
  @IsOptional() @IsUUID() personId?: string;
  @IsOptional() @IsUUID() classId?: string;
  @IsOptional() @IsString() subject?: string;
  @IsMoment() raisedAt!: string;
}
