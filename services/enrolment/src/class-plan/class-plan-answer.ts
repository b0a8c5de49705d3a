import { Type } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsOptional, IsString, IsUUID, ValidateNested } from 'class-validator';
import type { Decided } from '@libs/event-store';
import { Refused } from '@libs/kernel';
import { IsInstant } from '@libs/platform';
import type { ClassPlan, ClassPlanStatus } from './class-plan.decider';

export class PlannedSessionView {
  @IsUUID() readonly sessionId!: string;
  @IsInstant() readonly startsAt!: string;
  @IsInstant() readonly endsAt!: string;
  @IsInt() readonly classHours!: number;
}

/** What every command on a class plan answers: where it stands now. */
export class ClassPlanAnswer {
  @IsUUID() readonly classId!: string;
  @IsIn(['APPLIED', 'RETURNED', 'APPROVED']) readonly status!: ClassPlanStatus;
  /** Code of the 2022 edition. */
  @IsString() readonly occupation!: string;
  /** How often it was filed. */
  @IsInt() readonly round!: number;
  /** When the office's silence approves it, unless the office answers before. */
  @IsInstant() readonly silenceApprovesAt!: string;
  @IsOptional() @IsString() readonly returnReason?: string;
  @IsOptional() @IsInstant() readonly approvedAt?: string;
  @ValidateNested({ each: true }) @Type(() => PlannedSessionView) readonly sessions!: readonly PlannedSessionView[];
  @IsInt() readonly version!: number;
  /** The position to hand to `?after=`. */
  @IsInt() readonly seq!: number;
  @IsBoolean() readonly repeated!: boolean;
}

export function answerOf({ streamId, state, version, seq, repeated }: Decided<ClassPlan>): ClassPlanAnswer {
  if (state.status === 'UNFILED') throw new Refused('CLASS_PLAN_NOT_FOUND');
  return {
    classId: streamId,
    status: state.status,
    occupation: state.plan.occupation,
    round: state.round,
    silenceApprovesAt: state.silenceApprovesAt,
    ...(state.status === 'RETURNED' && { returnReason: state.reason }),
    ...(state.status === 'APPROVED' && { approvedAt: state.approvedAt }),
    sessions: state.plan.sessions,
    version,
    seq,
    repeated,
  };
}
