import { Body, Controller, Get, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { CommandMeta } from '@libs/event-store';
import { Actor, ActorOf, Allow, Answers, CommandOf, PageOf, Public } from '@libs/platform';
import { CertificateAnswer, CertificateView } from './certificate/certificate-answer';
import { IssueCertificate, IssueCertificateBody } from './certificate/issue-certificate';
import { RequestVerification } from './certificate/request-verification';
import { RevokeCertificate, RevokeCertificateBody } from './certificate/revoke-certificate';
import { CertificateList, CertificateListQuery, PublicCertificateView } from './certificate-list/certificate-list.query';

@Controller('certificates')
export class CertificationController {
  constructor(
    private readonly commands: CommandBus,
    private readonly certificates: CertificateList,
  ) {}

  @Post()
  @Allow('assessor')
  @Answers(CertificateAnswer)
  issueCertificate(@CommandOf() command: CommandMeta, @ActorOf() actor: Actor, @Body() body: IssueCertificateBody) {
    return this.commands.execute(new IssueCertificate(command, actor, body));
  }

  @Post(':certificateId/revocations')
  @Allow('assessor')
  @Answers(CertificateAnswer)
  revokeCertificate(
    @CommandOf() command: CommandMeta,
    @ActorOf() actor: Actor,
    @Param('certificateId', ParseUUIDPipe) certificateId: string,
    @Body() body: RevokeCertificateBody,
  ) {
    return this.commands.execute(new RevokeCertificate(command, actor, certificateId, body));
  }

  @Post(':certificateId/verifications')
  @Allow('assessor')
  @Answers(CertificateAnswer)
  requestVerification(
    @CommandOf() command: CommandMeta,
    @ActorOf() actor: Actor,
    @Param('certificateId', ParseUUIDPipe) certificateId: string,
  ) {
    return this.commands.execute(new RequestVerification(command, actor, certificateId));
  }

  @Get()
  @Allow('assessor', 'registrar', 'reviewer', 'supervisor', 'policy-officer')
  @Answers(PageOf(CertificateView))
  certificateList(@ActorOf() actor: Actor, @Query() query: CertificateListQuery) {
    return this.certificates.page(actor, query);
  }

  @Get(':number')
  @Public()
  @Answers(PublicCertificateView)
  certificate(@Param('number') number: string) {
    return this.certificates.byNumber(number);
  }
}
