import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { IsIn, IsOptional, IsUUID, Matches } from 'class-validator';
import { EventStore, withKeys, type CommandMeta } from '@libs/event-store';
import { Clock, Refused, businessDate, childId } from '@libs/kernel';
import type { Actor } from '@libs/platform';
import { occupationOf } from '@libs/policy';
import { IssuerNumbers } from '../assessor/whose-number';
import { answerOf, kinds, modes, type CertificateAnswer } from './certificate-answer';
import { certificateSeries, useSerials } from './certificate-series.decider';
import { certificate, issueCertificate, type CertificateKind, type IssueMode } from './certificate.decider';
import { numberOf, serialDigits, seriesOf } from './numbering';

export class IssueCertificateBody {
  @IsUUID() readonly personId!: string;
  /** The Chinese name, or the code of any edition. */
  @Matches(/^[^\x00-\x20\x7f-\xa0]{1,40}$/) readonly occupation!: string;
  @IsIn(['1', '2', '3', '4', '5']) readonly level!: string;
  @IsOptional() @IsIn(kinds) readonly kind?: CertificateKind;
  @IsOptional() @IsIn(modes) readonly mode?: IssueMode;
}

export class IssueCertificate extends Command<CertificateAnswer> {
  constructor(
    readonly command: CommandMeta,
    readonly actor: Actor,
    readonly body: IssueCertificateBody,
  ) {
    super();
  }
}

@CommandHandler(IssueCertificate)
export class IssueCertificateHandler implements ICommandHandler<IssueCertificate> {
  constructor(
    private readonly store: EventStore,
    private readonly issuers: IssuerNumbers,
    private readonly clock: Clock,
  ) {}

  async execute({ command, actor, body }: IssueCertificate): Promise<CertificateAnswer> {
    const { personId, level, kind = 'SKILL_LEVEL', mode = 'EXAM' } = body;
    const occupation = occupationOf(body.occupation)?.code;
    if (occupation === undefined) throw new Refused('OCCUPATION_UNKNOWN', { occupation: body.occupation });
    const issuer = await this.issuers.issuerOf(actor, command, undefined);
    const { assessorId, region } = issuer;
    // The day names the series, so it is read before the decision.
    const issuedOn = businessDate(this.clock.now());
    const named = { issuer, level, issuedOn };
    const certificateId = childId(command.id, 'certificate');
    const streams = { certificate: [certificate, certificateId], series: [certificateSeries, seriesOf(named)] } as const;
    const decided = await this.store.decideTogether(command, streams, (states, { now }) => {
      const { facts, serials } = useSerials(states.series, 1, serialDigits);
      const number = numberOf(named, serials.join(''));
      const issue = { number, personId, occupation, level, kind, issuedOn, mode, assessorId, region };
      const issued = issueCertificate(states.certificate, issue, now);
      return withKeys({ certificate: issued.facts, series: facts }, issued.keys);
    });
    const { state, version } = decided.streams.certificate;
    return answerOf(certificateId, { state, version, seq: decided.seq, repeated: decided.repeated });
  }
}
