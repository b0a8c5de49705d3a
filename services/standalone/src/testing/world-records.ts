// What subsidy-payment has heard of classes, people and certificates, kept in memory, and what a claim is decided on: the same that it keeps in tables.
import type {
  AssessmentResultRecordedV1,
  AttendanceSummarisedV1,
  CertificateV1,
  ClassAttendanceClosedV1,
  ClassOpeningApprovedV1,
  OrganisationRegisteredV1,
  TraineeEnrolledV1,
} from '@libs/contracts';
import type { CertificateInput, ClassInput, Payee } from '@libs/policy';
import type { AccountChange } from '../../../subsidy-payment/src/claim/account-change.decider';
import { payeeName, type AccountVersions } from '../../../subsidy-payment/src/payee/payee.decider';

type Kept<Data> = { readonly seq: number; readonly data: Data };

class Latest<Data> {
  readonly #kept = new Map<string, Kept<Data>>();

  keep(key: string, data: Data, seq: number): void {
    const before = this.#kept.get(key);
    if (before === undefined || before.seq < seq) this.#kept.set(key, { data, seq });
  }
  get(key: string): Data | undefined {
    return this.#kept.get(key)?.data;
  }
  all(): readonly Data[] {
    return [...this.#kept.values()].map(({ data }) => data);
  }
}

type KeptCertificate = { readonly certificate: CertificateV1; readonly verified: boolean; readonly revokedCause?: string };
export type RevocationCause = 'PERSON_AT_FAULT' | 'ISSUER_AT_FAULT';

export class MemoryRecords {
  readonly organisations = new Latest<OrganisationRegisteredV1>();
  readonly classes = new Latest<ClassOpeningApprovedV1>();
  readonly trainees = new Latest<TraineeEnrolledV1>();
  readonly #attendance = new Latest<AttendanceSummarisedV1>();
  readonly #days = new Latest<ClassAttendanceClosedV1>();
  readonly #results = new Latest<AssessmentResultRecordedV1>();
  readonly #accounts = new Latest<AccountChange>();
  readonly #certificates = new Map<string, KeptCertificate>();

  keepOrganisation = async (data: OrganisationRegisteredV1, seq: number) => this.organisations.keep(data.organisationId, data, seq);
  keepClass = async (data: ClassOpeningApprovedV1, seq: number) => this.classes.keep(data.classId, data, seq);
  keepEnrolment = async (data: TraineeEnrolledV1, seq: number) => this.trainees.keep(`${data.classId}/${data.personId}`, data, seq);
  keepAttendance = async (data: AttendanceSummarisedV1, seq: number) =>
    this.#attendance.keep(`${data.classId}/${data.personId}`, data, seq);
  keepDays = async (data: ClassAttendanceClosedV1, seq: number) => this.#days.keep(data.classId, data, seq);
  keepResult = async (data: AssessmentResultRecordedV1, seq: number) => this.#results.keep(`${data.classId}/${data.personId}`, data, seq);
  keepAccount = async (data: AccountChange, seq: number) => this.#accounts.keep(payeeName(data.payee), data, seq);

  async keepCertificate(certificate: CertificateV1, more: { readonly verified?: true; readonly revokedCause?: string }): Promise<void> {
    const known = this.#certificates.get(certificate.certificateId);
    const revokedCause = known?.revokedCause ?? more.revokedCause;
    const verified = known?.verified === true || more.verified === true;
    this.#certificates.set(certificate.certificateId, { certificate, verified, ...(revokedCause !== undefined && { revokedCause }) });
  }

  accountVersions(payees: readonly Payee[]): AccountVersions {
    return new Map(payees.map(payeeName).map((name) => [name, this.#accounts.get(name)?.accountVersion ?? 0]));
  }

  isClosed(classId: string): boolean {
    return this.#days.get(classId) !== undefined;
  }

  isAssessed(classId: string): boolean {
    return this.roster(classId).every(({ personId }) => this.#results.get(`${classId}/${personId}`) !== undefined);
  }

  /** In roster order. */
  roster(classId: string): readonly TraineeEnrolledV1[] {
    return this.trainees
      .all()
      .filter((trainee) => trainee.classId === classId)
      .sort((one, other) => one.place - other.place);
  }

  certificatesOf(personId: string): readonly CertificateV1[] {
    return [...this.#certificates.values()].map(({ certificate }) => certificate).filter((one) => one.personId === personId);
  }

  /** What is known of a certificate, those that stand before those that were revoked. */
  certificate(fits: (one: CertificateV1) => boolean): CertificateInput | undefined {
    const found = [...this.#certificates.values()].filter(({ certificate }) => fits(certificate));
    const best = found.find(({ revokedCause }) => revokedCause === undefined) ?? found[0];
    if (best === undefined) return undefined;
    const { certificateId, number, occupation, level, kind, issuedOn } = best.certificate;
    const cause = best.revokedCause as RevocationCause | undefined;
    return { certificateId, number, occupation, level, kind, issuedOn, verified: best.verified, ...(cause && { revoked: { cause } }) };
  }

  classInput(classId: string, { personId, enrolmentId }: TraineeEnrolledV1): ClassInput | undefined {
    const opened = this.classes.get(classId);
    if (opened === undefined) return undefined;
    const attendance = this.#attendance.get(`${classId}/${personId}`);
    const result = this.#results.get(`${classId}/${personId}`);
    const certificate = this.certificate((one) => one.classId === classId && one.personId === personId);
    const { institutionId, occupation, level, mode, venue, startsOn, endsOn, classHours } = opened;
    return {
      ...{ classId, enrolmentId, institutionId, occupation, level, startsOn, endsOn, classHours },
      mode: mode as ClassInput['mode'],
      venue: venue as ClassInput['venue'],
      days: this.#days.get(classId)?.days ?? [],
      ...(attendance && {
        attendance: { countedHours: attendance.countedHours, scheduledHours: attendance.scheduledHours, days: attendance.days },
      }),
      ...(result && { passed: result.passed }),
      ...(certificate && { certificate }),
    };
  }
}
