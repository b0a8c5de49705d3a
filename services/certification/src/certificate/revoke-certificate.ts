import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsIn } from 'class-validator';
import { EventStore, type CommandMeta } from '@libs/event-store';
import type { Actor } from '@libs/platform';
import { answerOf, causes, mustHaveIssued, type CertificateAnswer } from './certificate-answer';
import { certificate, revokeCertificate, type RevocationCause } from './certificate.decider';

export class RevokeCertificateBody {
  @IsIn(causes) readonly cause!: RevocationCause;
}

export class RevokeCertificate extends Command<CertificateAnswer> {
  constructor(
    readonly command: CommandMeta,
    readonly actor: Actor,
    readonly certificateId: string,
    readonly body: RevokeCertificateBody,
  ) {
    super();
  }
}

@CommandHandler(RevokeCertificate)
export class RevokeCertificateHandler implements ICommandHandler<RevokeCertificate> {
  constructor(private readonly store: EventStore) {}

  async execute({ command, actor, certificateId, body }: RevokeCertificate): Promise<CertificateAnswer> {
    const decided = await this.store.decide(certificate, certificateId, command, (known, { now }) => {
      mustHaveIssued(actor, known);
      return revokeCertificate(known, body.cause, now);
    });
    return answerOf(certificateId, decided);
  }
}
