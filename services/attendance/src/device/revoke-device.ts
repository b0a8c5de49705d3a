import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, type CommandMeta } from '@libs/event-store';
import type { Actor } from '@libs/platform';
import { answerOf, mustOwn, type DeviceAnswer } from './device-answer';
import { device, revokeDevice } from './device.decider';

export class RevokeDevice extends Command<DeviceAnswer> {
  constructor(
    readonly command: CommandMeta,
    readonly actor: Actor,
    readonly deviceId: string,
  ) {
    super();
  }
}

@CommandHandler(RevokeDevice)
export class RevokeDeviceHandler implements ICommandHandler<RevokeDevice> {
  constructor(private readonly store: EventStore) {}

  async execute({ command, actor, deviceId }: RevokeDevice): Promise<DeviceAnswer> {
    const decided = await this.store.decide(device, deviceId, command, (known, { now }) => {
      mustOwn(actor, known);
      return revokeDevice(known, now);
    });
    return answerOf(decided);
  }
}
