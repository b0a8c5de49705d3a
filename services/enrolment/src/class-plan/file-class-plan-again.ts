import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { CommandMeta } from '@libs/event-store';
import type { Actor } from '@libs/platform';
import type { ClassPlanAnswer } from './class-plan-answer';
import type { ClassPlanBody } from './class-plan-body';
import { ClassPlanFilings } from './class-plan-filings';
import { institutionOf, mustReach } from './whose-plan';

export class FileClassPlanAgain extends Command<ClassPlanAnswer> {
  constructor(
    readonly command: CommandMeta,
    readonly actor: Actor,
    readonly classId: string,
    readonly body: ClassPlanBody,
  ) {
    super();
  }
}

@CommandHandler(FileClassPlanAgain)
export class FileClassPlanAgainHandler implements ICommandHandler<FileClassPlanAgain> {
  constructor(private readonly filings: ClassPlanFilings) {}

  execute({ command, actor, classId, body }: FileClassPlanAgain): Promise<ClassPlanAnswer> {
    return this.filings.file(command, classId, institutionOf(actor, body.region), body, (plan) => mustReach(actor, plan));
  }
}
