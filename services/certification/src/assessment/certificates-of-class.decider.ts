// Results and certificates of one sitting, decided as one: nobody passes without a certificate, and nobody has one without having passed.
import { withKeys, type WithKeys } from '@libs/event-store';
import { Refused } from '@libs/kernel';
import { useSerials, type CertificateSeries, type CertificateSeriesFact } from '../certificate/certificate-series.decider';
import { issueCertificate, type Certificate, type CertificateFact, type CertificateKind } from '../certificate/certificate.decider';
import { recordResults, type Assessment, type AssessmentFact, type Result, type Sitting } from './assessment.decider';

export type SittingStates = {
  readonly assessment: Assessment;
  readonly series: CertificateSeries;
  /** By person. */
  readonly certificates: ReadonlyMap<string, Certificate>;
};
export type Issuing = Sitting & {
  readonly classId: string;
  readonly kind: CertificateKind;
  readonly serialDigits: number;
  readonly numberOf: (serial: string) => string;
  readonly now: string;
};
export type SittingFacts = {
  readonly assessment: readonly AssessmentFact[];
  readonly series: readonly CertificateSeriesFact[];
  readonly certificates: ReadonlyMap<string, readonly CertificateFact[]>;
};

export function assessClass(states: SittingStates, results: readonly Result[], issuing: Issuing): WithKeys<SittingFacts> {
  const { classId, kind, assessorId, assessedOn, serialDigits, numberOf, now } = issuing;
  const recorded = recordResults(states.assessment, results, issuing);
  const { class: assessed } = states.assessment;
  if (assessed === undefined) throw new Refused('CLASS_NOT_FOUND');
  const { occupation, level, region, institutionId } = assessed;
  const passed = results.filter((result) => result.passed);
  const { facts, serials } = useSerials(states.series, passed.length, serialDigits);
  const taken: string[] = [];
  const certificates = new Map<string, readonly CertificateFact[]>();
  for (const [place, serial] of serials.entries()) {
    const personId = passed[place]?.personId ?? '';
    const known = states.certificates.get(personId) ?? { status: 'NOT_ISSUED' };
    const number = numberOf(serial);
    const mode = 'EXAM' as const;
    const issue = { number, personId, occupation, level, kind, issuedOn: assessedOn, classId, mode, assessorId, region, institutionId };
    const issued = issueCertificate(known, issue, now);
    taken.push(...(issued.keys.take ?? []));
    certificates.set(personId, issued.facts);
  }
  return withKeys({ assessment: recorded, series: facts, certificates }, { take: taken });
}
