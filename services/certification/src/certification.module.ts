import { Module } from '@nestjs/common';
import { service } from '@libs/platform';
import { announce } from './announce';
import { AssessClassHandler } from './assessment/assess-class';
import { assessment } from './assessment/assessment.decider';
import { OnClassOpeningApproved } from './assessment/on-class-opening-approved';
import { OnTraineeEnrolled } from './assessment/on-trainee-enrolled';
import { AssessedClassRow, AssessmentListProjection, AssessmentResultRow } from './assessment-list/assessment-list.projection';
import { AssessmentList } from './assessment-list/assessment-list.query';
import { AssessmentsController } from './assessments.controller';
import { assessorRegister } from './assessor/assessor-register.decider';
import { OnOrganisationRegistered } from './assessor/on-organisation-registered';
import { IssuerNumbers } from './assessor/whose-number';
import { certificateSeries } from './certificate/certificate-series.decider';
import { certificate } from './certificate/certificate.decider';
import { IssueCertificateHandler } from './certificate/issue-certificate';
import { RequestVerificationHandler } from './certificate/request-verification';
import { RevokeCertificateHandler } from './certificate/revoke-certificate';
import { CertificateListProjection, CertificateRow } from './certificate-list/certificate-list.projection';
import { CertificateList } from './certificate-list/certificate-list.query';
import { CertificationController } from './certification.controller';
import { FirstTables1767225600001 } from './migrations/0001-first-tables';
import { PeopleController } from './people.controller';
import { EveryCertificateIsVerified } from './query-site/every-certificate-is-verified';
import { EveryRevocationIsReported } from './query-site/every-revocation-is-reported';
import { QuerySite } from './query-site/query-site';

@Module(
  service({
    name: 'certification',
    controllers: [CertificationController, AssessmentsController, PeopleController],
    providers: [
      ...[AssessClassHandler, IssueCertificateHandler, RevokeCertificateHandler, RequestVerificationHandler],
      ...[IssuerNumbers, QuerySite, CertificateList, AssessmentList],
    ],
    deciders: [assessment, assessorRegister, certificate, certificateSeries],
    projections: [CertificateListProjection, AssessmentListProjection],
    consumers: [OnOrganisationRegistered, OnClassOpeningApproved, OnTraineeEnrolled],
    due: [EveryCertificateIsVerified, EveryRevocationIsReported],
    announce,
    entities: [CertificateRow, AssessedClassRow, AssessmentResultRow],
    migrations: [FirstTables1767225600001],
  }),
)
export class CertificationModule {}
