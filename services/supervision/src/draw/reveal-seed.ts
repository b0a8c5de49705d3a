import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, type CommandMeta } from '@libs/event-store';
import type { Actor } from '@libs/platform';
import { Matches } from 'class-validator';
import { draw, revealSeed } from './draw.decider';
import { drawViewOf, type DrawView } from './draw-view';
import { drawFrom } from './drawing';
import { mustBeOfTheirOffice } from './whose-draw';

export class SeedBody {
  /** Twenty digits of dice, the result of a lottery: whatever nobody could know when the frame was committed. */
  @Matches(/^[^\x00-\x1f\x7f]{1,200}$/) readonly seed!: string;
}

export class RevealSeed extends Command<DrawView> {
  constructor(
    readonly command: CommandMeta,
    readonly actor: Actor,
    readonly drawId: string,
    readonly body: SeedBody,
  ) {
    super();
  }
}

@CommandHandler(RevealSeed)
export class RevealSeedHandler implements ICommandHandler<RevealSeed> {
  constructor(private readonly store: EventStore) {}

  async execute({ command, actor, drawId, body }: RevealSeed): Promise<DrawView> {
    const decided = await this.store.decide(draw, drawId, command, (state, { now }) => {
      mustBeOfTheirOffice(actor, state);
      return revealSeed(state, drawId, body.seed, drawFrom, now);
    });
    return drawViewOf(drawId, decided);
  }
}
