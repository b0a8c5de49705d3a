import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, type CommandMeta } from '@libs/event-store';
import { Calendar } from '@libs/platform';
import { Matches } from 'class-validator';
import { SupervisionRules } from '../rules/supervision-rules';
import { draw, recordResult } from './draw.decider';
import { drawViewOf, type DrawView } from './draw-view';

export class ResultBody {
  /** `clean`, or the kind of what was found. */
  @Matches(/^[a-z][a-z_]{1,59}$/) readonly kind!: string;
}

export class RecordResult extends Command<DrawView> {
  constructor(
    readonly command: CommandMeta,
    readonly inspection: { readonly drawId: string; readonly taskId: string },
    readonly body: ResultBody,
  ) {
    super();
  }
}

@CommandHandler(RecordResult)
export class RecordResultHandler implements ICommandHandler<RecordResult> {
  constructor(
    private readonly store: EventStore,
    private readonly rules: SupervisionRules,
    private readonly calendar: Calendar,
  ) {}

  async execute({ command, inspection, body }: RecordResult): Promise<DrawView> {
    const { drawId, taskId } = inspection;
    const decided = await this.store.decide(draw, drawId, command, (state, { now }) =>
      recordResult(
        state,
        { taskId, kind: body.kind, by: command.actor },
        { withinWorkingDays: this.rules.publishWithinWorkingDays(now), calendar: this.calendar },
        now,
      ),
    );
    return drawViewOf(drawId, decided);
  }
}
