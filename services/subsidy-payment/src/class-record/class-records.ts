// What other services said about classes, their trainees and certificates, as the last of them said it. Each row keeps the position of the fact
// that it comes from, so that a repeat or a late-comer changes nothing.
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type {
  AssessmentResultRecordedV1,
  AttendanceSummarisedV1,
  CertificateV1,
  ClassAttendanceClosedV1,
  ClassOpeningApprovedV1,
  OrganisationRegisteredV1,
  TraineeEnrolledV1,
} from '@libs/contracts';

import type { AccountChange } from '../claim/account-change.decider';
import { payeeName } from '../payee/payee.decider';

type Row = Readonly<Record<string, unknown>>;

@Injectable()
export class ClassRecords {
  constructor(private readonly database: DataSource) {}

  keepOrganisation({ organisationId, kind, name, region, uscc }: OrganisationRegisteredV1, seq: number): Promise<void> {
    return this.#keep('organisation', ['organisation_id'], { organisation_id: organisationId, kind, name, region, uscc, seq });
  }

  keepClass(opened: ClassOpeningApprovedV1, seq: number): Promise<void> {
    const { classId, institutionId, region, occupation, level, mode, venue, startsOn, endsOn, classHours } = opened;
    const row = { class_id: classId, institution_id: institutionId, region, occupation, level, mode, venue, class_hours: classHours };
    return this.#keep('class_opening', ['class_id'], { ...row, starts_on: startsOn, ends_on: endsOn, seq });
  }

  keepEnrolment({ enrolmentId, classId, personId, place, group, employerId, tags }: TraineeEnrolledV1, seq: number): Promise<void> {
    const row = { enrolment_id: enrolmentId, class_id: classId, person_id: personId, place, trainee_group: group };
    return this.#keep('class_trainee', ['class_id', 'person_id'], {
      ...row,
      employer_id: employerId ?? null,
      tags: JSON.stringify(tags),
      seq,
    });
  }

  keepAttendance({ classId, personId, countedHours, scheduledHours, days, faceFlags }: AttendanceSummarisedV1, seq: number): Promise<void> {
    const row = { class_id: classId, person_id: personId, counted_hours: countedHours, scheduled_hours: scheduledHours };
    return this.#keep('attendance_summary', ['class_id', 'person_id'], { ...row, days: JSON.stringify(days), face_flags: faceFlags, seq });
  }

  keepDays({ classId, days }: ClassAttendanceClosedV1, seq: number): Promise<void> {
    return this.#keep('class_closing', ['class_id'], { class_id: classId, days: JSON.stringify(days), seq });
  }

  keepResult({ classId, personId, passed, assessedOn }: AssessmentResultRecordedV1, seq: number): Promise<void> {
    return this.#keep('assessment_result', ['class_id', 'person_id'], {
      class_id: classId,
      person_id: personId,
      passed,
      assessed_on: assessedOn,
      seq,
    });
  }

  keepAccount({ payee, accountVersion }: AccountChange, seq: number): Promise<void> {
    return this.#keep('payee_account', ['payee'], { payee: payeeName(payee), account_version: accountVersion, seq });
  }

  /** Issued, verified, revoked: each only adds, so their order does not matter. */
  async keepCertificate(
    certificate: CertificateV1,
    more: { readonly verified?: true; readonly revokedCause?: string },
    seq: number,
  ): Promise<void> {
    const { certificateId, number, personId, occupation, level, kind, issuedOn, classId } = certificate;
    await this.database.query(
      `insert into public.certificate as known (certificate_id, number, person_id, occupation, level, kind, issued_on, class_id, verified, revoked_cause, seq)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
       on conflict (certificate_id) do update set verified = known.verified or excluded.verified,
         revoked_cause = coalesce(known.revoked_cause, excluded.revoked_cause), seq = greatest(known.seq, excluded.seq)`,
      [
        certificateId,
        number,
        personId,
        occupation,
        level,
        kind,
        issuedOn,
        classId ?? null,
        more.verified ?? false,
        more.revokedCause ?? null,
        seq,
      ],
    );
  }

  async #keep(table: string, key: readonly string[], row: Row): Promise<void> {
    const columns = Object.keys(row);
    const changes = columns.filter((column) => !key.includes(column)).map((column) => `${column} = excluded.${column}`);
    await this.database.query(
      `insert into public.${table} as known (${columns.join(', ')}) values (${columns.map((_, at) => `$${at + 1}`).join(', ')})
       on conflict (${key.join(', ')}) do update set ${changes.join(', ')} where known.seq < excluded.seq`,
      Object.values(row),
    );
  }
}
