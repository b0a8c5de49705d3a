import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, type CommandMeta } from '@libs/event-store';
import { draw, publishDraw } from './draw.decider';
import { drawViewOf, type DrawView } from './draw-view';

export class PublishDraw extends Command<DrawView> {
  constructor(
    readonly command: CommandMeta,
    readonly drawId: string,
  ) {
    super();
  }
}

@CommandHandler(PublishDraw)
export class PublishDrawHandler implements ICommandHandler<PublishDraw> {
  constructor(private readonly store: EventStore) {}

  async execute({ command, drawId }: PublishDraw): Promise<DrawView> {
    return drawViewOf(drawId, await this.store.decide(draw, drawId, command, (state, { now }) => publishDraw(state, now)));
  }
}
