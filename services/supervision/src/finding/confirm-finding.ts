import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, type CommandMeta } from '@libs/event-store';
import { businessDate } from '@libs/kernel';
import type { Actor } from '@libs/platform';
import { ArrayMaxSize, IsOptional, IsUUID, Matches } from 'class-validator';
import { MeasuresHeard } from '../sanctions/measures-heard';
import { imposeMeasure, sanctions } from '../sanctions/sanctions.decider';
import { findingAnswerOf, type FindingAnswer } from './finding-answer';
import { FindingGrounds } from './finding-grounds';
import { confirmFinding, finding, findingIdOf } from './finding.decider';

const mostPeople = 1_000;

export class FindingBody {
  /** As the pack names it, for instance falsified_training. */
  @Matches(/^[a-z][a-z_]{1,59}$/) readonly kind!: string;
  @IsUUID() readonly classId!: string;
  /** Whom it concerns, where it is not the class as a whole. */
  @IsOptional() @IsUUID('all', { each: true }) @ArrayMaxSize(mostPeople) readonly personIds?: string[];
}

export class ConfirmFinding extends Command<FindingAnswer> {
  constructor(
    readonly command: CommandMeta,
    readonly actor: Actor,
    readonly body: FindingBody,
  ) {
    super();
  }
}

@CommandHandler(ConfirmFinding)
export class ConfirmFindingHandler implements ICommandHandler<ConfirmFinding> {
  constructor(
    private readonly store: EventStore,
    private readonly heard: MeasuresHeard,
    private readonly grounds: FindingGrounds,
  ) {}

  /** The finding and its measure are one decision: neither stands without the other. */
  async execute({ command, actor, body }: ConfirmFinding): Promise<FindingAnswer> {
    const { kind, classId, personIds = [] } = body;
    const { organisationId, region } = await this.heard.classHeard(classId);
    actor.scope.check({ region, organisation: organisationId });
    const rules = await this.heard.ofClass(classId, region);
    const measure = rules.measureOf(kind);
    const fine = await this.grounds.fineFor(classId, kind, rules);
    const findingId = findingIdOf(command.id);
    const streams = { finding: [finding, classId], sanctions: [sanctions, organisationId] } as const;
    const decided = await this.store.decideTogether(command, streams, (states, { now }) => ({
      finding: confirmFinding(
        states.finding,
        { findingId, kind, organisationId, region, personIds },
        { ...this.grounds.publishing(now), ...fine },
        now,
      ),
      sanctions: imposeMeasure(
        states.sanctions,
        { organisationId, region, cause: kind, causeId: classId, measure, on: businessDate(now) },
        rules,
      ),
    }));
    return findingAnswerOf(classId, { ...decided.streams.finding, seq: decided.seq });
  }
}
