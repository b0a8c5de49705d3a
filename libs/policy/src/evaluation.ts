// The words between a claim and the packs that decide it: what is known of a case, and what is decided.
import type { Fen } from '@libs/kernel';

export type Programme = 'UI_SKILL' | 'TRAINING' | 'TRAINING_FEE' | 'EXAM_FEE' | 'LIVING' | 'APPRENTICESHIP';
/** Uses of an entitlement count by family; the training fee, the exam fee of the same class and the training subsidy are one. */
export type Family = 'UI_SKILL' | 'TRAINING' | 'LIVING' | 'APPRENTICESHIP';
export type Fund = 'UI' | 'EMP' | 'SPA';
export type Payee = { readonly kind: 'PERSON' | 'ORGANISATION'; readonly id: string };

/** What a registry said, frozen with its source and time; or that it did not say anything. */
export type RegistryAnswer =
  | { readonly outcome: 'ANSWERED'; readonly value: unknown; readonly source: string; readonly askedAt: string }
  | { readonly outcome: 'NO_ANSWER'; readonly source: string; readonly askedAt: string };

/** A question to a registry; the fields beside the person are the registry's own. */
export type RegistryQuestion = {
  readonly id: string;
  readonly registry: string;
  readonly personId?: string;
  readonly fields: Readonly<Record<string, string | number>>;
};

export type Tag = { readonly tag: string; readonly from: string; readonly to?: string };

/** The class that a case stands on, as heard from enrolment, attendance and certification. */
export type ClassInput = {
  readonly classId: string;
  readonly enrolmentId: string;
  readonly institutionId: string;
  readonly occupation: string;
  readonly level: string;
  readonly mode: 'OFFLINE' | 'ONLINE' | 'BLENDED';
  readonly venue: 'ORDINARY' | 'CORRECTIONAL';
  readonly startsOn: string;
  readonly endsOn: string;
  readonly classHours: number;
  readonly days: readonly { readonly day: number; readonly on: string; readonly present: number; readonly enrolled: number }[];
  /** Undefined while attendance was not summed up. */
  readonly attendance?: {
    readonly countedHours: number;
    readonly scheduledHours: number;
    readonly days: readonly { readonly on: string; readonly countedHours: number; readonly scheduledHours: number }[];
  };
  /** Undefined while the assessment of the person is not known; nobody is paid for it. */
  readonly passed?: boolean;
  /** What the certificate of this class is known to be; without one, or unverified, the case waits. */
  readonly certificate?: CertificateInput;
  /** The day on which the person retires, where enrolment has said it. */
  readonly retireOn?: string;
};

export type CertificateInput = {
  readonly certificateId?: string;
  readonly number?: string;
  readonly occupation: string;
  readonly level: string;
  /** QUALIFICATION, SKILL_LEVEL, SPECIAL_ABILITY, COMPLETION */
  readonly kind: string;
  readonly issuedOn: string;
  readonly verified: boolean;
  readonly revoked?: { readonly cause: 'PERSON_AT_FAULT' | 'ISSUER_AT_FAULT' };
};

/** A use of an entitlement in the person's book, other than by this case itself. */
export type Use = {
  readonly state: 'RESERVED' | 'CONSUMED';
  readonly family: Family;
  readonly programmes: readonly Programme[];
  readonly occupation: string;
  readonly level: string;
  /** The calendar year of the application, or of the payment where it was imported. */
  readonly year: number;
  readonly funds: readonly Fund[];
  readonly shortage?: boolean;
  /** Every class that is paid for; none where it was imported, or stands on a certificate alone. */
  readonly classIds?: readonly string[];
  readonly stage?: 1 | 2;
  /** Its packs pay for one occupation and level more than once. */
  readonly repeatable?: true;
  readonly caseId?: string;
};

/** Another case of the person for the same class, on which this one stands. */
export type OtherCase = {
  readonly outcome: 'ELIGIBLE' | 'HELD' | 'REJECTED' | 'PAID';
  readonly reason?: string;
  /** The last day of its publicity, once that has ended. */
  readonly publicityEndedOn?: string;
};

/** A person of an apprenticeship plan, as the employer settles it. */
export type ApprenticeInput = {
  readonly result: 'CERTIFIED' | 'COMPLETED' | 'NOT_COMPLETED';
  readonly employerId: string;
  readonly occupation: string;
  readonly level: string;
  readonly years: number;
  readonly startsOn: string;
  readonly endsOn: string;
};

export type CaseInput = {
  readonly caseId: string;
  readonly programmes: readonly Programme[];
  readonly region: string;
  readonly appliedOn: string;
  readonly stage?: 1 | 2;
  readonly person: {
    readonly personId: string;
    readonly group?: string;
    readonly employerId?: string;
    readonly tags: readonly Tag[];
  };
  /** Absent where the claim is for a certificate alone. */
  readonly class?: ClassInput;
  /** A claim may name several classes; a person who was in more than one of them has the others here. */
  readonly furtherClasses?: readonly ClassInput[];
  /** Of a claim for a certificate: what was asked for, and what certification or the registry knows of it. */
  readonly certificate?: { readonly occupation: string; readonly level: string; readonly found?: CertificateInput };
  readonly book: readonly Use[];
  /** For LIVING: the person's case of the training family for the same class, where there is one. */
  readonly trainingCase?: OtherCase;
  /** For stage 2: the person's case of stage 1 of the same class. */
  readonly stageOneCase?: OtherCase;
  readonly apprentice?: ApprenticeInput;
  /** A voucher pays no more than its face, and no more than the price. */
  readonly voucher?: { readonly faceFen: Fen; readonly priceFen: Fen };
  /** Two sign-ins of the person that nobody can have made alone. */
  readonly impossibleTravel?: { readonly km: number; readonly minutes: number };
  /** What supervision found out about the person, or everybody, at a class of the case. */
  readonly finding?: { readonly classId: string; readonly reason: string };
  /** By the id of the question. */
  readonly answers: Readonly<Record<string, RegistryAnswer>>;
};

export type ReasonDetail = Readonly<Record<string, string | number>>;
export type FailedTest = { readonly reason: string; readonly is: 'FALSE' | 'UNKNOWN'; readonly detail: ReasonDetail };
export type DecidedLine = {
  readonly line: number;
  readonly programme: Programme;
  readonly fund: Fund;
  readonly payee: Payee;
  readonly amountFen: Fen;
  readonly units?: number;
  readonly unit?: string;
};
/** One test as it was made: enough to explain it, and to compare a replay. */
export type Step = { readonly test: string; readonly is: 'TRUE' | 'FALSE' | 'UNKNOWN'; readonly values: ReasonDetail };

export type CaseDecision = {
  readonly outcome: 'ELIGIBLE' | 'HELD' | 'REJECTED';
  /** All failed tests in the fixed order; the first false one, else the first unknown one, gives the reason. */
  readonly failed: readonly FailedTest[];
  readonly reason?: string;
  readonly detail: ReasonDetail;
  readonly lines: readonly DecidedLine[];
  /** The use that the book reserves when the case is eligible or held. */
  readonly use?: Omit<Use, 'state' | 'caseId'>;
  readonly trace: readonly Step[];
  /** `id@version` of the deciding pack and its hash, and of every further pack that added tests. */
  readonly packs: readonly { readonly pack: string; readonly hash: string }[];
};
