import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandMeta } from '@libs/event-store';
import { childId } from '@libs/kernel';
import type { Actor } from '@libs/platform';
import type { ClassPlanAnswer } from './class-plan-answer';
import type { ClassPlanBody } from './class-plan-body';
import { ClassPlanFilings } from './class-plan-filings';
import { institutionOf } from './whose-plan';

export class FileClassPlan extends Command<ClassPlanAnswer> {
  constructor(
    readonly command: CommandMeta,
    readonly actor: Actor,
    readonly body: ClassPlanBody,
  ) {
    super();
  }
}

@CommandHandler(FileClassPlan)
export class FileClassPlanHandler implements ICommandHandler<FileClassPlan> {
  constructor(private readonly filings: ClassPlanFilings) {}

  execute({ command, actor, body }: FileClassPlan): Promise<ClassPlanAnswer> {
    const institutionId = institutionOf(actor, body.region);
    // The same request, sent again, means the same plan.
    return this.filings.file(command, childId(command.id, 'class-plan'), institutionId, body);
  }
}
