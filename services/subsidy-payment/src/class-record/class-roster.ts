// What is known here of a class, its trainees, and the certificates of people: read when a claim is decided.
import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { CertificateInput, ClassInput, Payee, Tag } from '@libs/policy';
import { payeeName, type AccountVersions } from '../payee/payee.decider';

export type KnownClass = Omit<ClassInput, 'enrolmentId' | 'attendance' | 'passed' | 'certificate'> & { readonly region: string };

export type RosterEntry = {
  readonly classId: string;
  readonly personId: string;
  readonly place: number;
  readonly enrolmentId: string;
  readonly group: string;
  readonly employerId?: string;
  readonly tags: readonly Tag[];
  readonly attendance?: NonNullable<ClassInput['attendance']>;
  readonly passed?: boolean;
  readonly certificate?: CertificateInput;
};

type ClassRow = {
  readonly class_id: string;
  readonly institution_id: string;
  readonly region: string;
  readonly occupation: string;
  readonly level: string;
  readonly mode: ClassInput['mode'];
  readonly venue: ClassInput['venue'];
  readonly starts_on: string;
  readonly ends_on: string;
  readonly class_hours: number;
  readonly days: ClassInput['days'] | null;
};

type TraineeRow = {
  readonly class_id: string;
  readonly person_id: string;
  readonly place: number;
  readonly enrolment_id: string;
  readonly trainee_group: string;
  readonly employer_id: string | null;
  readonly tags: readonly Tag[];
  readonly counted_hours: number | null;
  readonly scheduled_hours: number | null;
  readonly attended: NonNullable<ClassInput['attendance']>['days'] | null;
  readonly passed: boolean | null;
};

type CertificateRow = {
  readonly certificate_id: string;
  readonly number: string;
  readonly person_id: string;
  readonly occupation: string;
  readonly level: string;
  readonly kind: string;
  readonly issued_on: string;
  readonly class_id: string | null;
  readonly verified: boolean;
  readonly revoked_cause: 'PERSON_AT_FAULT' | 'ISSUER_AT_FAULT' | null;
};

const classOf = (row: ClassRow): KnownClass => ({
  classId: row.class_id,
  institutionId: row.institution_id,
  region: row.region,
  occupation: row.occupation,
  level: row.level,
  mode: row.mode,
  venue: row.venue,
  startsOn: row.starts_on,
  endsOn: row.ends_on,
  classHours: row.class_hours,
  days: row.days ?? [],
});

const certificateOf = (row: CertificateRow): CertificateInput => ({
  certificateId: row.certificate_id,
  number: row.number,
  occupation: row.occupation,
  level: row.level,
  kind: row.kind,
  issuedOn: row.issued_on,
  verified: row.verified,
  ...(row.revoked_cause !== null && { revoked: { cause: row.revoked_cause } }),
});

const entryOf = (row: TraineeRow, certificate: CertificateRow | undefined): RosterEntry => ({
  classId: row.class_id,
  personId: row.person_id,
  place: row.place,
  enrolmentId: row.enrolment_id,
  group: row.trainee_group,
  ...(row.employer_id !== null && { employerId: row.employer_id }),
  tags: row.tags,
  ...(row.attended !== null && {
    attendance: { countedHours: row.counted_hours ?? 0, scheduledHours: row.scheduled_hours ?? 0, days: row.attended },
  }),
  ...(row.passed !== null && { passed: row.passed }),
  ...(certificate && { certificate: certificateOf(certificate) }),
});

@Injectable()
export class ClassRoster {
  constructor(private readonly database: DataSource) {}

  async classes(classIds: readonly string[]): Promise<readonly KnownClass[]> {
    const rows: readonly ClassRow[] = await this.database.query(
      `select opening.*, closing.days from public.class_opening opening left join public.class_closing closing using (class_id) where class_id = any($1)`,
      [classIds],
    );
    return rows.map(classOf);
  }

  /** In roster order, class after class. */
  async entries(classIds: readonly string[]): Promise<readonly RosterEntry[]> {
    const [trainees, certificates]: [readonly TraineeRow[], readonly CertificateRow[]] = await Promise.all([
      this.database.query(
        `select trainee.*, summary.counted_hours, summary.scheduled_hours, summary.days as attended, result.passed
         from public.class_trainee trainee
         left join public.attendance_summary summary using (class_id, person_id)
         left join public.assessment_result result using (class_id, person_id)
         where class_id = any($1) order by array_position($1, class_id), place`,
        [classIds],
      ),
      this.database.query(`select * from public.certificate where class_id = any($1) order by seq`, [classIds]),
    ]);
    const byTrainee = new Map(certificates.map((row) => [`${row.class_id}/${row.person_id}`, row]));
    return trainees.map((row) => entryOf(row, byTrainee.get(`${row.class_id}/${row.person_id}`)));
  }

  async certificate(personId: string, occupation: string, level: string): Promise<CertificateInput | undefined> {
    const [row]: readonly CertificateRow[] = await this.database.query(
      `select * from public.certificate where person_id = $1 and occupation = $2 and level = $3 order by revoked_cause is not null, issued_on desc limit 1`,
      [personId, occupation, level],
    );
    return row && certificateOf(row);
  }

  /** The last that was heard of a person's group; a person without any enrolment has none here. */
  async personOf(personId: string): Promise<Pick<RosterEntry, 'group' | 'employerId' | 'tags'> | undefined> {
    const [row]: readonly TraineeRow[] = await this.database.query(
      `select *, null as attended, null as passed from public.class_trainee where person_id = $1 order by seq desc limit 1`,
      [personId],
    );
    return row && { group: row.trainee_group, ...(row.employer_id !== null && { employerId: row.employer_id }), tags: row.tags };
  }

  async regionOf(organisationId: string): Promise<string | undefined> {
    const [row]: readonly { readonly region: string }[] = await this.database.query(
      `select region from public.organisation where organisation_id = $1`,
      [organisationId],
    );
    return row?.region;
  }

  /** What was heard of the account of each of these; 0 where nothing was. */
  async accountVersions(payees: readonly Payee[]): Promise<AccountVersions> {
    const names = [...new Set(payees.map(payeeName))];
    const rows: readonly { readonly payee: string; readonly account_version: number }[] = await this.database.query(
      `select payee, account_version from public.payee_account where payee = any($1)`,
      [names],
    );
    const known = new Map(rows.map((row) => [row.payee, row.account_version]));
    return new Map(names.map((name) => [name, known.get(name) ?? 0]));
  }
}
