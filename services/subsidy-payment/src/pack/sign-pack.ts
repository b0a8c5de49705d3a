import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Refused } from '@libs/kernel';
import { EventStore, type CommandMeta } from '@libs/event-store';
import { Outside, type Actor } from '@libs/platform';
import { refuseBeyondParent, type Pack } from '@libs/policy';
import { KnownPacks } from './known-packs';
import { packName } from './draft-pack';
import { answerOf, type PackAnswer } from './pack-answer';
import { pack, signPack } from './pack.decider';

export class SignPack extends Command<PackAnswer> {
  constructor(
    readonly command: CommandMeta,
    readonly actor: Actor,
    readonly packId: string,
    readonly version: number,
  ) {
    super();
  }
}

@CommandHandler(SignPack)
export class SignPackHandler implements ICommandHandler<SignPack> {
  constructor(
    private readonly store: EventStore,
    private readonly outside: Outside,
    private readonly packs: KnownPacks,
  ) {}

  async execute({ command, actor, packId, version }: SignPack): Promise<PackAnswer> {
    if (!packName.test(packId)) throw new Refused('PACK_NOT_FOUND');
    const published = (await this.packs.all()).known.map((known) => known.pack);
    const decided = await this.store.decide(pack, packId, command, (state, { now }) => {
      const draft = state.versions.get(version);
      // A child cannot break the ceilings of its parent, whatever its signers think of it.
      if (draft) refuseBeyondParent(JSON.parse(draft.body) as Pack, published);
      return signPack(state, { packId, version, signer: actor.person, rehearsal: this.outside.rehearsal, now });
    });
    return answerOf(decided, version);
  }
}
