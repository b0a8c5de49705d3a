import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common';
import { Actor, ActorOf, AfterQuery, Allow, Answers } from '@libs/platform';
import { CertificateList, PersonRecordView } from './certificate-list/certificate-list.query';

@Controller('people/:personId')
export class PeopleController {
  constructor(private readonly certificates: CertificateList) {}

  @Get('record')
  @Allow('trainee', 'reviewer', 'supervisor')
  @Answers(PersonRecordView)
  personRecord(@ActorOf() actor: Actor, @Param('personId', ParseUUIDPipe) personId: string, @Query() query: AfterQuery) {
    return this.certificates.record(actor, personId, query);
  }
}
