import { Injectable } from '@nestjs/common';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, IsUUID, ValidateNested } from 'class-validator';
import { DataSource } from 'typeorm';
import { Refused } from '@libs/kernel';
import { IsBusinessDay, IsInstant, Views, type Actor, type AfterQuery } from '@libs/platform';
import { BelowThresholdView, ClassDayView } from '../class-attendance/close-class';
import { ClassAttendanceRow, PersonAttendanceRow } from './class-attendance-list.projection';

export class PersonDayView {
  @IsBusinessDay() readonly on!: string;
  @IsInt() readonly countedHours!: number;
  @IsInt() readonly scheduledHours!: number;
}

export class PersonAttendanceView {
  @IsUUID() readonly personId!: string;
  @IsUUID() readonly enrolmentId!: string;
  @IsInt() readonly place!: number;
  /** The sums are there once the class has closed. */
  @IsOptional() @IsInt() readonly countedHours?: number;
  @IsOptional() @IsInt() readonly scheduledHours?: number;
  @IsOptional() @IsInt() readonly faceFlags?: number;
  @IsOptional() @ValidateNested({ each: true }) @Type(() => PersonDayView) readonly days?: readonly PersonDayView[];
}

export class ClassAttendanceView {
  @IsUUID() readonly classId!: string;
  @IsString() readonly institutionId!: string;
  @IsString() readonly region!: string;
  @IsIn(['OPEN', 'CLOSED']) readonly status!: 'OPEN' | 'CLOSED';
  @IsOptional() @IsInstant() readonly closedAt?: string;
  @ValidateNested({ each: true }) @Type(() => ClassDayView) readonly days!: readonly ClassDayView[];
  @IsOptional() @ValidateNested() @Type(() => BelowThresholdView) readonly below?: BelowThresholdView;
  /** In the order of the roster. */
  @ValidateNested({ each: true }) @Type(() => PersonAttendanceView) readonly people!: readonly PersonAttendanceView[];
  @IsInt() readonly version!: number;
  @IsInt() readonly seq!: number;
}

@Injectable()
export class ClassAttendanceList {
  constructor(
    private readonly database: DataSource,
    private readonly views: Views,
  ) {}

  async one(actor: Actor, classId: string, { after }: AfterQuery): Promise<ClassAttendanceView> {
    await this.views.caughtUp('class-attendance-list', after);
    const classes = this.database
      .getRepository(ClassAttendanceRow)
      .createQueryBuilder('class')
      .where('class.classId = :classId', { classId });
    const row = await actor.scope.narrow(classes, { region: 'class.region', organisation: 'class.institutionId' }).getOne();
    if (!row) throw new Refused('CLASS_NOT_FOUND');
    const people = await this.database.getRepository(PersonAttendanceRow).find({ where: { classId }, order: { place: 'ASC' } });
    const { closedAt, below, ...shown } = row;
    return {
      ...shown,
      status: closedAt === null ? 'OPEN' : 'CLOSED',
      ...(closedAt !== null && { closedAt }),
      ...(below !== null && { below }),
      people: people.map(personOf),
    };
  }
}

function personOf({
  personId,
  enrolmentId,
  place,
  countedHours,
  scheduledHours,
  faceFlags,
  days,
}: PersonAttendanceRow): PersonAttendanceView {
  return {
    personId,
    enrolmentId,
    place,
    ...(countedHours !== null && { countedHours }),
    ...(scheduledHours !== null && { scheduledHours }),
    ...(faceFlags !== null && { faceFlags }),
    ...(days !== null && { days }),
  };
}
