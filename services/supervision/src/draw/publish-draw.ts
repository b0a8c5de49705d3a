import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, type CommandMeta } from '@libs/event-store';
import type { Actor } from '@libs/platform';
import { draw, publishDraw } from './draw.decider';
import { drawViewOf, type DrawView } from './draw-view';
import { mustBeOfTheirOffice } from './whose-draw';

export class PublishDraw extends Command<DrawView> {
  constructor(
    readonly command: CommandMeta,
    readonly actor: Actor,
    readonly drawId: string,
  ) {
    super();
  }
}

@CommandHandler(PublishDraw)
export class PublishDrawHandler implements ICommandHandler<PublishDraw> {
  constructor(private readonly store: EventStore) {}

  async execute({ command, actor, drawId }: PublishDraw): Promise<DrawView> {
    const decided = await this.store.decide(draw, drawId, command, (state, { now }) => {
      mustBeOfTheirOffice(actor, state);
      return publishDraw(state, now);
    });
    return drawViewOf(drawId, decided);
  }
}
