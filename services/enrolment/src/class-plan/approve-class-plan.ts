import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, type CommandMeta } from '@libs/event-store';
import type { Actor } from '@libs/platform';
import { answerOf, type ClassPlanAnswer } from './class-plan-answer';
import { approveClassPlan, classPlan } from './class-plan.decider';
import { mustBeAsSeen, mustReach } from './whose-plan';

export class ApproveClassPlan extends Command<ClassPlanAnswer> {
  constructor(
    readonly command: CommandMeta,
    readonly actor: Actor,
    readonly classId: string,
    readonly seen: number | undefined,
  ) {
    super();
  }
}

@CommandHandler(ApproveClassPlan)
export class ApproveClassPlanHandler implements ICommandHandler<ApproveClassPlan> {
  constructor(private readonly store: EventStore) {}

  async execute({ command, actor, classId, seen }: ApproveClassPlan): Promise<ClassPlanAnswer> {
    const decided = await this.store.decide(classPlan, classId, command, (plan, { now, version }) => {
      mustReach(actor, plan);
      mustBeAsSeen(seen, version);
      return approveClassPlan(plan, now);
    });
    return answerOf(decided);
  }
}
