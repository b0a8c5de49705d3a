import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, type CommandMeta } from '@libs/event-store';
import { Refused, childId } from '@libs/kernel';
import type { Actor } from '@libs/platform';
import { ClassOpeningPacks } from './class-opening-packs';
import { answerOf, type ClassPlanAnswer } from './class-plan-answer';
import { formOf, type ClassPlanBody } from './class-plan-body';
import { classPlan, fileClassPlan } from './class-plan.decider';
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
  constructor(
    private readonly store: EventStore,
    private readonly packs: ClassOpeningPacks,
  ) {}

  async execute({ command, actor, body }: FileClassPlan): Promise<ClassPlanAnswer> {
    const { region } = body;
    const institutionId = institutionOf(actor, region);
    // The same request, sent again, means the same plan.
    const classId = childId(command.id, 'class-plan');
    const filing = { classId, institutionId, region, form: formOf(body) };
    const decided = this.store.decide(classPlan, classId, command, (plan, { now }) =>
      fileClassPlan(plan, filing, this.packs.inForce(region, now), now),
    );
    return answerOf(await decided.catch(sayingWhichNumber(body.classNo)));
  }
}

/** A class plan takes no other key than its opening number, so that is what was taken. */
export const sayingWhichNumber =
  (classNo: string) =>
  (error: unknown): never => {
    throw error instanceof Refused && error.code === 'KEY_TAKEN' ? new Refused('CLASS_NO_TAKEN', { classNo }) : error;
  };
