import { Injectable } from '@nestjs/common';
import { Column, Entity, PrimaryColumn, type EntityManager } from 'typeorm';
import type { Projection, RecordedFact } from '@libs/event-store';
import { instant, position } from '@libs/platform';
import type { ClassSessionFact, FaceOutcome, Flag } from '../class-session/class-session.decider';

/** One capture that counts: the sign-in or the sign-out of one person at one session. */
@Entity('sign_in')
export class SignInRow {
  @PrimaryColumn('uuid', { name: 'session_id' }) sessionId!: string;
  @PrimaryColumn('uuid', { name: 'person_id' }) personId!: string;
  @PrimaryColumn('text') direction!: 'IN' | 'OUT';
  @Column('uuid', { name: 'class_id' }) classId!: string;
  @Column('timestamptz', { name: 'device_at', transformer: instant }) deviceAt!: string;
  @Column('timestamptz', { name: 'received_at', transformer: instant }) receivedAt!: string;
  @Column('text') face!: FaceOutcome;
  @Column('jsonb') flags!: readonly Flag[];
  @Column('boolean', { name: 'face_accepted' }) faceAccepted!: boolean;
  /** Where the fact stands that changed it last: whoever watches asks for what came after. */
  @Column('bigint', { transformer: position }) seq!: number;
}

@Injectable()
export class SignInListProjection implements Projection {
  readonly name = 'sign-in-list';
  readonly rows = [SignInRow];

  apply(recorded: RecordedFact, rows: EntityManager): Promise<void> {
    return this.applyAll([recorded], rows);
  }

  /** A hall of people signs in within a minute: their rows come in one statement. */
  async applyAll(recorded: readonly RecordedFact[], rows: EntityManager): Promise<void> {
    const taken = recorded.flatMap(rowsOf);
    if (taken.length > 0) await rows.insert(SignInRow, taken as SignInRow[]);
    for (const { category, streamId, seq, fact } of recorded) {
      if (category !== 'class-session' || fact.type !== 'FaceFlagReviewed') continue;
      const { personId, accepted } = fact as Extract<ClassSessionFact, { type: 'FaceFlagReviewed' }>;
      await rows.update(SignInRow, { sessionId: streamId, personId, direction: 'IN' }, { faceAccepted: accepted, seq });
    }
  }
}

function rowsOf({ category, streamId, seq, fact }: RecordedFact): readonly SignInRow[] {
  if (category !== 'class-session') return [];
  const known = fact as ClassSessionFact;
  switch (known.type) {
    case 'SignInRecorded':
      return [rowOf(streamId, 'IN', seq, known, known.flags)];
    case 'SignOutRecorded':
      return [rowOf(streamId, 'OUT', seq, known, [])];
    case 'SessionScheduled':
    case 'SessionSchedulingWithheld':
    case 'FaceFlagReviewed':
      return [];
  }
}

type Recorded = Pick<SignInRow, 'personId' | 'classId' | 'deviceAt' | 'receivedAt' | 'face'>;

function rowOf(sessionId: string, direction: 'IN' | 'OUT', seq: number, recorded: Recorded, flags: readonly Flag[]): SignInRow {
  const { personId, classId, deviceAt, receivedAt, face } = recorded;
  return { sessionId, personId, direction, classId, deviceAt, receivedAt, face, flags, faceAccepted: false, seq };
}
