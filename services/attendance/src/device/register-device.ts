import { createPublicKey } from 'node:crypto';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Matches, MaxLength } from 'class-validator';
import { EventStore, type CommandMeta } from '@libs/event-store';
import { Refused, childId } from '@libs/kernel';
import type { Actor } from '@libs/platform';
import { answerOf, type DeviceAnswer } from './device-answer';
import { device, registerDevice } from './device.decider';

const longestName = 100;
// One line with something visible on it, and no spaces around it.
const space = '\\x00-\\x20\\x7f-\\xa0\\u1680\\u2000-\\u200f\\u2028-\\u202f\\u205f-\\u206f\\u3000\\ufeff';
const visible = new RegExp(`^[^${space}]([^\\x00-\\x1f\\x7f-\\x9f\\u2028\\u2029]*[^${space}])?$`);

export class RegisterDeviceBody {
  @Matches(visible) @MaxLength(longestName) readonly name!: string;
  /** GB/T 2260, six digits. */
  @Matches(/^[0-9]{6}$/) readonly region!: string;
  /** Ed25519, SubjectPublicKeyInfo in DER, in base64. */
  @Matches(/^[A-Za-z0-9+/]{58}[A-Za-z0-9+/=]{2}$/) readonly publicKey!: string;
}

export class RegisterDevice extends Command<DeviceAnswer> {
  constructor(
    readonly command: CommandMeta,
    readonly actor: Actor,
    readonly body: RegisterDeviceBody,
  ) {
    super();
  }
}

@CommandHandler(RegisterDevice)
export class RegisterDeviceHandler implements ICommandHandler<RegisterDevice> {
  constructor(private readonly store: EventStore) {}

  async execute({ command, actor, body }: RegisterDevice): Promise<DeviceAnswer> {
    const { name, region } = body;
    const institutionId = actor.scope.organisation;
    if (institutionId === undefined) throw new Refused('DEVICE_WITHOUT_INSTITUTION');
    if (!actor.scope.covers({ region, organisation: institutionId })) throw new Refused('DEVICE_OUT_OF_REACH', { region });
    const registration = { institutionId, region, name, publicKey: ed25519Key(body.publicKey) };
    const decided = this.store.decide(device, childId(command.id, 'device'), command, (known, { now }) =>
      registerDevice(known, registration, now),
    );
    return answerOf(await decided.catch(sayingThatTheKeyIsTaken));
  }
}

/** Written anew, so that one key has one text. */
function ed25519Key(text: string): string {
  try {
    const key = createPublicKey({ key: Buffer.from(text, 'base64'), format: 'der', type: 'spki' });
    if (key.asymmetricKeyType === 'ed25519') return key.export({ format: 'der', type: 'spki' }).toString('base64');
  } catch {
    // Bytes that are no key are refused like a key of another kind.
  }
  throw new Refused('DEVICE_KEY_INVALID');
}

const sayingThatTheKeyIsTaken = (error: unknown): never => {
  throw error instanceof Refused && error.code === 'KEY_TAKEN' ? new Refused('DEVICE_KEY_TAKEN') : error;
};
