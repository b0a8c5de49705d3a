import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, type CommandMeta } from '@libs/event-store';
import { finding, publishFinding } from './finding.decider';
import { findingAnswerOf, type FindingAnswer } from './finding-answer';

export class PublishFinding extends Command<FindingAnswer> {
  constructor(
    readonly command: CommandMeta,
    readonly classId: string,
  ) {
    super();
  }
}

@CommandHandler(PublishFinding)
export class PublishFindingHandler implements ICommandHandler<PublishFinding> {
  constructor(private readonly store: EventStore) {}

  async execute({ command, classId }: PublishFinding): Promise<FindingAnswer> {
    return findingAnswerOf(classId, await this.store.decide(finding, classId, command, (state, { now }) => publishFinding(state, now)));
  }
}
