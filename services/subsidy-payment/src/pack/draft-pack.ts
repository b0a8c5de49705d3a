import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsInt, Matches, Max, Min } from 'class-validator';
import { EventStore, type CommandMeta } from '@libs/event-store';
import type { Actor } from '@libs/platform';
import { answerOf, type PackAnswer } from './pack-answer';
import { draftPack, pack } from './pack.decider';
import { ShippedPacks } from './shipped-packs';

export const packName = /^[A-Za-z0-9][A-Za-z0-9-]{1,62}$/;
const mostVersions = 10_000;

export class DraftPackBody {
  @Matches(packName) readonly packId!: string;
  @IsInt() @Min(1) @Max(mostVersions) readonly version!: number;
}

export class DraftPack extends Command<PackAnswer> {
  constructor(
    readonly command: CommandMeta,
    readonly actor: Actor,
    readonly body: DraftPackBody,
  ) {
    super();
  }
}

@CommandHandler(DraftPack)
export class DraftPackHandler implements ICommandHandler<DraftPack> {
  constructor(
    private readonly store: EventStore,
    private readonly shipped: ShippedPacks,
  ) {}

  async execute({ command, actor, body: { packId, version } }: DraftPack): Promise<PackAnswer> {
    const draft = this.shipped.draft(packId, version);
    const decided = await this.store.decide(pack, packId, command, (state, { now }) => draftPack(state, draft, actor.person, now));
    return answerOf(decided, version);
  }
}
