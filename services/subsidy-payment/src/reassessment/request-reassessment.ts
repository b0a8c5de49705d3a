import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsBoolean, IsIn, IsInt, IsString, IsUUID } from 'class-validator';
import { EventStore, type CommandMeta } from '@libs/event-store';
import { childId } from '@libs/kernel';
import { IsInstant, type Actor } from '@libs/platform';
import type { Programme } from '@libs/policy';
import { programmes } from '../claim/claim-body';
import { reassessment, requestReassessment } from './reassessment.decider';

export class RequestReassessmentBody {
  @IsIn(programmes) readonly programme!: Programme;
}

export class ReassessmentAnswer {
  @IsUUID() readonly reassessmentId!: string;
  @IsString() readonly programme!: string;
  @IsInstant() readonly requestedAt!: string;
  @IsInt() readonly version!: number;
  @IsInt() readonly seq!: number;
  @IsBoolean() readonly repeated!: boolean;
}

export class RequestReassessment extends Command<ReassessmentAnswer> {
  constructor(
    readonly command: CommandMeta,
    readonly actor: Actor,
    readonly body: RequestReassessmentBody,
  ) {
    super();
  }
}

@CommandHandler(RequestReassessment)
export class RequestReassessmentHandler implements ICommandHandler<RequestReassessment> {
  constructor(private readonly store: EventStore) {}

  async execute({ command, actor, body: { programme } }: RequestReassessment): Promise<ReassessmentAnswer> {
    const reassessmentId = childId(command.id, 'reassessment');
    const { state, version, seq, repeated } = await this.store.decide(reassessment, reassessmentId, command, (known, { now }) =>
      requestReassessment(known, programme, actor.id, now),
    );
    return { reassessmentId, programme, requestedAt: state.requestedAt ?? '', version, seq, repeated };
  }
}
