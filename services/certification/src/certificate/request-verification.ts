import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, type CommandMeta } from '@libs/event-store';
import type { Actor } from '@libs/platform';
import { answerOf, mustHaveIssued, type CertificateAnswer } from './certificate-answer';
import { certificate, requestVerification } from './certificate.decider';

export class RequestVerification extends Command<CertificateAnswer> {
  constructor(
    readonly command: CommandMeta,
    readonly actor: Actor,
    readonly certificateId: string,
  ) {
    super();
  }
}

@CommandHandler(RequestVerification)
export class RequestVerificationHandler implements ICommandHandler<RequestVerification> {
  constructor(private readonly store: EventStore) {}

  async execute({ command, actor, certificateId }: RequestVerification): Promise<CertificateAnswer> {
    const decided = await this.store.decide(certificate, certificateId, command, (known, { now }) => {
      mustHaveIssued(actor, known);
      return requestVerification(known, now);
    });
    return answerOf(certificateId, decided);
  }
}
