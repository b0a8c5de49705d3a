import { Injectable } from '@nestjs/common';
import { Type } from 'class-transformer';
import { IsBoolean, IsIn, IsOptional, IsString, IsUUID, ValidateNested } from 'class-validator';
import { DataSource } from 'typeorm';
import { Refused } from '@libs/kernel';
import { IsInstant, Views, type Actor, type AfterQuery } from '@libs/platform';
import type { FaceOutcome, Flag } from '../class-session/class-session.decider';
import { ClassSessionRow } from '../class-session-list/class-session-list.projection';
import { SignInRow } from './sign-in-list.projection';

export class SignInView {
  @IsUUID() readonly personId!: string;
  @IsOptional() @IsInstant() readonly inAt?: string;
  @IsOptional() @IsInstant() readonly inReceivedAt?: string;
  @IsOptional() @IsInstant() readonly outAt?: string;
  @IsOptional() @IsInstant() readonly outReceivedAt?: string;
  @IsOptional() @IsIn(['MATCHED', 'MISMATCHED', 'NOT_TAKEN']) readonly face?: FaceOutcome;
  @IsString({ each: true }) readonly flags!: readonly Flag[];
  /** Somebody has compared the faces by hand and found one person. */
  @IsBoolean() readonly faceAccepted!: boolean;
}

export class SignInsView {
  @IsUUID() readonly sessionId!: string;
  @IsUUID() readonly classId!: string;
  @ValidateNested({ each: true }) @Type(() => SignInView) readonly items!: readonly SignInView[];
}

@Injectable()
export class SignInList {
  constructor(
    private readonly database: DataSource,
    private readonly views: Views,
  ) {}

  async ofSession(actor: Actor, sessionId: string, { after }: AfterQuery): Promise<SignInsView> {
    await this.views.caughtUp('sign-in-list', after);
    const sessions = this.database
      .getRepository(ClassSessionRow)
      .createQueryBuilder('session')
      .where('session.sessionId = :sessionId', { sessionId });
    const session = await actor.scope.narrow(sessions, { region: 'session.region', organisation: 'session.institutionId' }).getOne();
    if (!session) throw new Refused('SESSION_NOT_FOUND');
    const rows = await this.database.getRepository(SignInRow).find({ where: { sessionId }, order: { personId: 'ASC' } });
    const items = [...Map.groupBy(rows, ({ personId }) => personId)].map(([personId, captures]) => viewOf(personId, captures));
    return { sessionId, classId: session.classId, items };
  }
}

function viewOf(personId: string, captures: readonly SignInRow[]): SignInView {
  const signIn = captures.find(({ direction }) => direction === 'IN');
  const signOut = captures.find(({ direction }) => direction === 'OUT');
  return {
    personId,
    ...(signIn && { inAt: signIn.deviceAt, inReceivedAt: signIn.receivedAt, face: signIn.face }),
    ...(signOut && { outAt: signOut.deviceAt, outReceivedAt: signOut.receivedAt }),
    flags: signIn?.flags ?? [],
    faceAccepted: signIn?.faceAccepted ?? false,
  };
}
