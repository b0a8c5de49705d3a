import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsBoolean, IsIn, IsInt, IsUUID, Matches, MaxLength } from 'class-validator';
import { EventStore, type CommandMeta } from '@libs/event-store';
import { Refused } from '@libs/kernel';
import type { Actor } from '@libs/platform';
import { classAttendance } from '../class-attendance/class-attendance.decider';
import { classSession, reviewFaceFlag } from './class-session.decider';

const longestNote = 1_000;

// Several lines are welcome; a note of spaces is none.
const visible = /[^\x00-\x20\x7f-\xa0\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]/;

export class ReviewFaceFlagBody {
  @IsUUID() readonly personId!: string;
  /** True where it is the same person after all. */
  @IsBoolean() readonly accepted!: boolean;
  @Matches(visible) @MaxLength(longestNote) readonly note!: string;
}

export class FlagReviewAnswer {
  @IsUUID() readonly sessionId!: string;
  @IsUUID() readonly personId!: string;
  @IsIn([true, false]) readonly faceAccepted!: boolean;
  @IsInt() readonly version!: number;
  @IsInt() readonly seq!: number;
  @IsBoolean() readonly repeated!: boolean;
}

export class ReviewFaceFlag extends Command<FlagReviewAnswer> {
  constructor(
    readonly command: CommandMeta,
    readonly actor: Actor,
    readonly sessionId: string,
    readonly body: ReviewFaceFlagBody,
  ) {
    super();
  }
}

@CommandHandler(ReviewFaceFlag)
export class ReviewFaceFlagHandler implements ICommandHandler<ReviewFaceFlag> {
  constructor(private readonly store: EventStore) {}

  async execute({ command, actor, sessionId, body }: ReviewFaceFlag): Promise<FlagReviewAnswer> {
    const { personId, accepted, note } = body;
    const { state: asked } = await this.store.stateOf(classSession, sessionId);
    if (asked.status === 'UNSCHEDULED') throw new Refused('SESSION_NOT_FOUND');
    const { classId, region, institutionId } = asked.schedule;
    if (!actor.scope.covers({ region, organisation: institutionId })) throw new Refused('SESSION_NOT_FOUND');
    const streams = { session: [classSession, sessionId], attendance: [classAttendance, classId] } as const;
    const decided = await this.store.decideTogether(command, streams, ({ session, attendance }, { now }) => {
      if (attendance.closed !== undefined) throw new Refused('CLASS_CLOSED');
      return { session: reviewFaceFlag(session, { personId, accepted, note, reviewer: actor.person }, now) };
    });
    const { state, version } = decided.streams.session;
    const faceAccepted = state.status === 'SCHEDULED' && (state.present.get(personId)?.in?.faceAccepted ?? false);
    return { sessionId, personId, faceAccepted, version, seq: decided.seq, repeated: decided.repeated };
  }
}
