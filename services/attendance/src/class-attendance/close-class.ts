import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, IsUUID, ValidateNested, IsBoolean } from 'class-validator';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, type CommandMeta } from '@libs/event-store';
import { Refused } from '@libs/kernel';
import { IsBusinessDay, IsInstant, type Actor } from '@libs/platform';
import { classSession, type ClassSession } from '../class-session/class-session.decider';
import { AttendancePacks } from './attendance-packs';
import { classAttendance, closeClass, lastEnd } from './class-attendance.decider';
import { reachedOpening } from './whose-class';

export class ClassDayView {
  /** The day's place in the class, counted from 1. */
  @IsInt() readonly day!: number;
  @IsBusinessDay() readonly on!: string;
  @IsInt() readonly present!: number;
  @IsInt() readonly enrolled!: number;
}

export class BelowThresholdView extends ClassDayView {
  /** What was needed, in hundredths of a percent. */
  @IsInt() readonly needBp!: number;
  @IsString() readonly pack!: string;
}

export class ClosingAnswer {
  @IsUUID() readonly classId!: string;
  @IsIn(['CLOSED']) readonly status!: 'CLOSED';
  @IsInstant() readonly closedAt!: string;
  @ValidateNested({ each: true }) @Type(() => ClassDayView) readonly days!: readonly ClassDayView[];
  /** The first day on which too few people came. */
  @IsOptional() @ValidateNested() @Type(() => BelowThresholdView) readonly below?: BelowThresholdView;
  @IsInt() readonly version!: number;
  @IsInt() readonly seq!: number;
  @IsBoolean() readonly repeated!: boolean;
}

export class CloseClass extends Command<ClosingAnswer> {
  constructor(
    readonly command: CommandMeta,
    readonly actor: Actor,
    readonly classId: string,
  ) {
    super();
  }
}

@CommandHandler(CloseClass)
export class CloseClassHandler implements ICommandHandler<CloseClass> {
  constructor(
    private readonly store: EventStore,
    private readonly packs: AttendancePacks,
  ) {}

  async execute({ command, actor, classId }: CloseClass): Promise<ClosingAnswer> {
    const { state: known } = await this.store.stateOf(classAttendance, classId);
    const opening = reachedOpening(actor, known);
    const rules = this.packs.closing(opening.region, lastEnd(opening));
    // The class and all its sessions in one decision: nobody signs in between the sum and the seal.
    const named = Object.fromEntries(opening.sessions.map(({ sessionId }) => [`session/${sessionId}`, [classSession, sessionId]] as const));
    const streams: Streams = { ...named, class: [classAttendance, classId] };
    const decided = await this.store.decideTogether(command, streams, (states, { now }) => {
      const sessions = new Map(opening.sessions.map(({ sessionId }) => [sessionId, sessionOf(states[`session/${sessionId}`])]));
      return { class: closeClass(states.class, sessions, rules, now) };
    });
    const { state, version } = decided.streams.class;
    if (state.closed === undefined) throw new Refused('CLASS_NOT_FOUND');
    return { classId, status: 'CLOSED', ...state.closed, version, seq: decided.seq, repeated: decided.repeated };
  }
}

type Streams = {
  readonly class: readonly [typeof classAttendance, string];
  readonly [session: `session/${string}`]: readonly [typeof classSession, string];
};

const sessionOf = (session: ClassSession | undefined): ClassSession => session ?? classSession.initial;
