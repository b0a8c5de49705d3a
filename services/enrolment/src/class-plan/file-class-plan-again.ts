import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, type CommandMeta } from '@libs/event-store';
import type { Actor } from '@libs/platform';
import { ClassOpeningPacks } from './class-opening-packs';
import { answerOf, type ClassPlanAnswer } from './class-plan-answer';
import { formOf, type ClassPlanBody } from './class-plan-body';
import { classPlan, fileClassPlan } from './class-plan.decider';
import { sayingWhichNumber } from './file-class-plan';
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
  constructor(
    private readonly store: EventStore,
    private readonly packs: ClassOpeningPacks,
  ) {}

  async execute({ command, actor, classId, body }: FileClassPlanAgain): Promise<ClassPlanAnswer> {
    const { region } = body;
    const filing = { classId, institutionId: institutionOf(actor, region), region, form: formOf(body) };
    const decided = this.store.decide(classPlan, classId, command, (plan, { now }) => {
      mustReach(actor, plan);
      return fileClassPlan(plan, filing, this.packs.inForce(region, now), now);
    });
    return answerOf(await decided.catch(sayingWhichNumber(body.classNo)));
  }
}
