import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Matches, MaxLength } from 'class-validator';
import { EventStore, type CommandMeta } from '@libs/event-store';
import type { Actor } from '@libs/platform';
import { answerOf, type ClassPlanAnswer } from './class-plan-answer';
import { classPlan, returnClassPlan } from './class-plan.decider';
import { mustBeAsSeen, mustReach } from './whose-plan';

const longestReason = 1_000;

// Several lines are welcome; a reason of spaces is none.
const visible = /[^\x00-\x20\x7f-\xa0\u1680\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]/;

export class ReturnClassPlanBody {
  /** In the office's own words; the institution reads them. */
  @Matches(visible) @MaxLength(longestReason) readonly reason!: string;
}

export class ReturnClassPlan extends Command<ClassPlanAnswer> {
  constructor(
    readonly command: CommandMeta,
    readonly actor: Actor,
    readonly classId: string,
    readonly seen: number | undefined,
    readonly body: ReturnClassPlanBody,
  ) {
    super();
  }
}

@CommandHandler(ReturnClassPlan)
export class ReturnClassPlanHandler implements ICommandHandler<ReturnClassPlan> {
  constructor(private readonly store: EventStore) {}

  async execute({ command, actor, classId, seen, body }: ReturnClassPlan): Promise<ClassPlanAnswer> {
    const decided = await this.store.decide(classPlan, classId, command, (plan, { now, version }) => {
      mustReach(actor, plan);
      mustBeAsSeen(seen, version);
      return returnClassPlan(plan, body.reason, now);
    });
    return answerOf(decided);
  }
}
