import { Injectable } from '@nestjs/common';
import { Type } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsOptional, IsString, IsUUID, ValidateNested, isUUID } from 'class-validator';
import { DataSource, In } from 'typeorm';
import { IsInstant, Views, type Actor, type AfterQuery } from '@libs/platform';
import { AttendancePacks } from '../class-attendance/attendance-packs';
import { countedHours, type Times } from '../class-attendance/hours';
import { ClassAttendanceRow, PersonAttendanceRow } from '../class-attendance-list/class-attendance-list.projection';
import type { FaceOutcome, Flag } from '../class-session/class-session.decider';
import { ClassSessionRow } from '../class-session-list/class-session-list.projection';
import { SignInRow } from '../sign-in-list/sign-in-list.projection';

const mostClasses = 50;
const lists = ['class-attendance-list', 'class-session-list', 'sign-in-list'];

export class OwnSessionView {
  @IsUUID() readonly sessionId!: string;
  @IsInstant() readonly startsAt!: string;
  @IsInstant() readonly endsAt!: string;
  @IsInt() readonly classHours!: number;
  /** By the clock of the device, and when we heard of it. */
  @IsOptional() @IsInstant() readonly inAt?: string;
  @IsOptional() @IsInstant() readonly inReceivedAt?: string;
  @IsOptional() @IsInstant() readonly outAt?: string;
  @IsOptional() @IsInstant() readonly outReceivedAt?: string;
  @IsOptional() @IsIn(['MATCHED', 'MISMATCHED', 'NOT_TAKEN']) readonly face?: FaceOutcome;
  @IsString({ each: true }) readonly flags!: readonly Flag[];
  @IsBoolean() readonly faceAccepted!: boolean;
}

export class OwnClassAttendanceView {
  @IsUUID() readonly classId!: string;
  @IsString() readonly institutionId!: string;
  @IsIn(['OPEN', 'CLOSED']) readonly status!: 'OPEN' | 'CLOSED';
  /** As summed when the class was closed; until then, what would count by now. */
  @IsInt() readonly countedHours!: number;
  @IsInt() readonly scheduledHours!: number;
  /** In the order of time. */
  @ValidateNested({ each: true }) @Type(() => OwnSessionView) readonly sessions!: readonly OwnSessionView[];
}

export class OwnAttendanceView {
  @ValidateNested({ each: true }) @Type(() => OwnClassAttendanceView) readonly classes!: readonly OwnClassAttendanceView[];
}

/** What is kept of a trainee's own coming and going; nobody else's is in reach of it. */
@Injectable()
export class OwnAttendance {
  constructor(
    private readonly database: DataSource,
    private readonly views: Views,
    private readonly packs: AttendancePacks,
  ) {}

  async of({ person: personId }: Actor, { after }: AfterQuery): Promise<OwnAttendanceView> {
    await Promise.all(lists.map((list) => this.views.caughtUp(list, after)));
    if (!isUUID(personId)) return { classes: [] };
    const places = await this.database.getRepository(PersonAttendanceRow).find({ where: { personId }, take: mostClasses });
    const classId = In(places.map((place) => place.classId));
    const [classes, sessions, signIns] = await Promise.all([
      this.database.getRepository(ClassAttendanceRow).find({ where: { classId }, order: { seq: 'DESC' } }),
      this.database.getRepository(ClassSessionRow).find({ where: { classId }, order: { startsAt: 'ASC', sessionId: 'ASC' } }),
      this.database.getRepository(SignInRow).find({ where: { classId, personId } }),
    ]);
    const taken = Map.groupBy(signIns, ({ sessionId }) => sessionId);
    return {
      classes: classes.map((row) => {
        const held = sessions.filter((session) => session.classId === row.classId);
        const own = places.find((place) => place.classId === row.classId);
        const sum = held.reduce((hours, session) => hours + this.#hoursIn(session, taken.get(session.sessionId)), 0);
        return {
          classId: row.classId,
          institutionId: row.institutionId,
          status: row.closedAt === null ? 'OPEN' : 'CLOSED',
          countedHours: own?.countedHours ?? sum,
          scheduledHours: own?.scheduledHours ?? held.reduce((hours, { classHours }) => hours + classHours, 0),
          sessions: held.map((session) => sessionOf(session, taken.get(session.sessionId))),
        };
      }),
    };
  }

  #hoursIn(session: ClassSessionRow, captures: readonly SignInRow[] = []): number {
    return countedHours(session, presenceOf(captures), this.packs.closing(session.region, session.startsAt));
  }
}

const capturesOf = (captures: readonly SignInRow[]) => ({
  signIn: captures.find(({ direction }) => direction === 'IN'),
  signOut: captures.find(({ direction }) => direction === 'OUT'),
});

function presenceOf(captures: readonly SignInRow[]): Times {
  const { signIn, signOut } = capturesOf(captures);
  return {
    ...(signIn && { in: { at: signIn.deviceAt, flags: signIn.flags, faceAccepted: signIn.faceAccepted } }),
    ...(signOut && { out: { at: signOut.deviceAt } }),
  };
}

function sessionOf({ sessionId, startsAt, endsAt, classHours }: ClassSessionRow, captures: readonly SignInRow[] = []): OwnSessionView {
  const { signIn, signOut } = capturesOf(captures);
  return {
    sessionId,
    startsAt,
    endsAt,
    classHours,
    ...(signIn && { inAt: signIn.deviceAt, inReceivedAt: signIn.receivedAt, face: signIn.face }),
    ...(signOut && { outAt: signOut.deviceAt, outReceivedAt: signOut.receivedAt }),
    flags: signIn?.flags ?? [],
    faceAccepted: signIn?.faceAccepted ?? false,
  };
}
