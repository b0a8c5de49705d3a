// Which facts of certification are everyone's business. Series, the register of assessors and vain questions to the query site stay here.
import { AssessmentResultRecordedV1, CertificateIssuedV1, CertificateRevokedV1, CertificateVerifiedV1 } from '@libs/contracts';
import type { Announce } from '@libs/messaging';
import type { AssessmentFact } from './assessment/assessment.decider';
import type { AssessorRegisterFact } from './assessor/assessor-register.decider';
import type { CertificateSeriesFact } from './certificate/certificate-series.decider';
import { dataOf, type CertificateFact } from './certificate/certificate.decider';

export type CertificationFact = AssessmentFact | AssessorRegisterFact | CertificateSeriesFact | CertificateFact;

export const announce: Announce<CertificationFact> = ({ streamId, fact }) => {
  switch (fact.type) {
    case 'AssessmentResultRecorded': {
      const { personId, passed, assessorId, assessedOn } = fact;
      const data = { classId: streamId, personId, passed, assessorId, assessedOn };
      return [{ contract: AssessmentResultRecordedV1, key: personId, data }];
    }
    case 'CertificateIssued': {
      const data = { certificate: { certificateId: streamId, ...dataOf(fact.issue) }, mode: fact.issue.mode };
      return [{ contract: CertificateIssuedV1, key: fact.issue.personId, data }];
    }
    case 'CertificateVerified': {
      const { certificate, source, answeredAt } = fact;
      const data = { certificate: { certificateId: streamId, ...certificate }, source, answeredAt };
      return [{ contract: CertificateVerifiedV1, key: certificate.personId, data }];
    }
    case 'CertificateRevoked': {
      const { certificate, cause, revokedAt } = fact;
      const data = { certificate: { certificateId: streamId, ...certificate }, cause, revokedAt };
      return [{ contract: CertificateRevokedV1, key: certificate.personId, data }];
    }
    case 'ClassHeardOf':
    case 'TraineeHeardOf':
    case 'AssessorRegistered':
    case 'AgencyNumbered':
    case 'SerialsUsed':
    case 'CertificateVerificationFailed':
    case 'CertificateVerificationRequested':
    case 'RevocationReportFailed':
      return [];
  }
};
