// The whole chain of one paid case as its services would tell it: what a trace has to find again.
import {
  AttendanceSummarisedV1,
  CaseDecidedV1,
  CasePaidV1,
  CertificateIssuedV1,
  CertificateVerifiedV1,
  ClaimSubmittedV1,
  ClassAttendanceClosedV1,
  ClassOpeningApprovedV1,
  FirstReviewPassedV1,
  FundsCommittedV1,
  FundsMovedV1,
  IdentityCheckedV1,
  PaymentOrderIssuedV1,
  PaymentReissuedV1,
  PaymentReturnedV1,
  PaymentSucceededV1,
  PayoutApprovedV1,
  PayoutSentV1,
  PayoutWitnessedV1,
  PolicyPackPublishedV1,
  PublicityEndedV1,
  PublicityStartedV1,
  SecondReviewPassedV1,
  SignInRecordedV1,
  SignOutRecordedV1,
  TraineeEnrolledV1,
} from '@libs/contracts';
import { childId } from '@libs/kernel';
import { packBody, packHash, readPacks, type Pack } from '@libs/policy';
import { goldenSample } from '@libs/testing';
import type { Said } from './installation';

export const idOf = (name: string): string => childId('paid-case', name);

export function tianjinPack(): Pack {
  const pack = readPacks().find(({ id, version }) => id === 'tj-2022-20' && version === 1);
  if (!pack) throw new Error('tj-2022-20 does not ship');
  return pack;
}

export const publishedPack = (pack: Pack): Said => ({
  contract: PolicyPackPublishedV1,
  data: {
    packId: pack.id,
    version: pack.version,
    hash: packHash(pack),
    region: pack.region,
    body: packBody(pack),
    knownAt: '2025-01-01T01:00:00.000Z',
  },
});

const at = '2025-05-20T01:00:00.000Z';
const [personId, classId, enrolmentId, claimId, caseId] = ['person', 'class', 'enrolment', 'claim', 'case'].map(idOf) as [
  string,
  string,
  string,
  string,
  string,
];
const [certificateId, payoutId, orderId] = ['certificate', 'payout', 'order'].map(idOf) as [string, string, string];
const row = { fund: 'UI', region: '120000', year: 2025 };
const payee = { kind: 'ORGANISATION', id: 'ins1' };
const amount = '2210.00';
const of = <T extends object>(contract: { new (): T; readonly type: string }, change: Partial<T>): Said => ({
  contract,
  data: { ...goldenSample(contract), ...change },
});

const capture = {
  ...goldenSample(SignInRecordedV1).capture,
  classId,
  personId,
  deviceAt: '2025-04-07T00:29:00.000Z',
  receivedAt: '2025-04-07T00:29:03.000Z',
};
const certificate = { ...goldenSample(CertificateIssuedV1).certificate, certificateId, personId, classId };
const booked = [{ caseId, lines: [{ line: 1, row, amount }] }];
const seen = 'a'.repeat(64);

export const paidCase = { personId, classId, enrolmentId, claimId, caseId, payoutId, orderId };

export const taught = (): readonly Said[] => [
  of(ClassOpeningApprovedV1, { classId, institutionId: 'ins1', region: '120000' }),
  of(IdentityCheckedV1, { personId, outcome: 'MATCHED' }),
  of(TraineeEnrolledV1, { enrolmentId, classId, personId }),
  { contract: SignInRecordedV1, data: { capture } },
  {
    contract: SignOutRecordedV1,
    data: { capture: { ...capture, captureId: idOf('out'), deviceAt: '2025-04-07T04:00:00.000Z', receivedAt: '2025-04-07T04:00:01.000Z' } },
  },
  of(AttendanceSummarisedV1, {
    classId,
    enrolmentId,
    personId,
    countedHours: 4,
    scheduledHours: 4,
    faceFlags: 0,
    days: [{ on: '2025-04-07', countedHours: 4, scheduledHours: 4 }],
  }),
  of(ClassAttendanceClosedV1, { classId }),
  { contract: CertificateIssuedV1, data: { certificate, mode: 'EXAM' } },
  of(CertificateVerifiedV1, { certificate }),
];

export const claimed = (pack: Pack): readonly Said[] => [
  publishedPack(pack),
  of(ClaimSubmittedV1, { claimId, classIds: [classId], caseIds: [caseId], region: '120000' }),
  of(CaseDecidedV1, {
    ...{ claimId, caseId, personId, classIds: [classId], enrolmentIds: [enrolmentId], certificateIds: [certificateId] },
    ...{ outcome: 'ELIGIBLE', reasons: [], pack: `${pack.id}@${pack.version}`, packHash: packHash(pack) },
    lines: [{ line: 1, programme: 'TRAINING_FEE', fund: 'UI', payee, amount }],
  }),
];

export const reviewed = (): readonly Said[] => [
  of(FirstReviewPassedV1, { claimId, cases: [{ caseId, lines: [{ line: 1, programme: 'TRAINING_FEE', ...row, amount }] }] }),
  of(FundsCommittedV1, { claimId, round: 1, cases: booked }),
  { contract: SecondReviewPassedV1, data: { claimId, reviewer: 'officer2', caseIds: [caseId], seen, passedAt: at } },
  { contract: PublicityStartedV1, data: { claimId, caseIds: [caseId], lastDay: '2025-05-27', startedAt: at } },
  { contract: PublicityEndedV1, data: { claimId, caseIds: [caseId], endedAt: at } },
];

export const released = (): readonly Said[] => [
  of(PayoutApprovedV1, { payoutId, claimIds: [claimId], cases: booked }),
  of(PaymentOrderIssuedV1, { orderId, payoutId, payee, row, amount, lines: [{ caseId, line: 1, amount }] }),
  of(FundsMovedV1, { cause: 'PAYOUT', causeId: payoutId, moves: [{ row, from: 'COMMITTED', to: 'IN_TRANSIT', amount }] }),
  of(PayoutWitnessedV1, { payoutId }),
  of(PayoutSentV1, { payoutId }),
];

export const settled = (): readonly Said[] => [
  of(PaymentSucceededV1, { orderId, payoutId, row, amount }),
  of(FundsMovedV1, { cause: 'PAYMENT', causeId: orderId, moves: [{ row, from: 'IN_TRANSIT', to: 'PAID', amount }] }),
  { contract: CasePaidV1, data: { claimId, caseId, personId, paidAt: at } },
];

/** A second order for the same lines, in the place of the first, which the bank has returned. */
export const paidAgain = (): readonly Said[] => {
  const again = { orderId: idOf('order again'), payoutId: idOf('payout again'), row, amount };
  return [
    of(PaymentReturnedV1, { orderId, payoutId, row, amount, code: 'ACCOUNT_INACTIVE' }),
    of(PaymentReissuedV1, { ...again, replaces: orderId }),
    of(PaymentOrderIssuedV1, { ...again, payee, lines: [{ caseId, line: 1, amount }] }),
    of(FundsMovedV1, { cause: 'REISSUE', causeId: again.orderId, moves: [{ row, from: 'SUSPENSE', to: 'IN_TRANSIT', amount }] }),
    of(PayoutWitnessedV1, { payoutId: again.payoutId }),
    of(PayoutSentV1, { payoutId: again.payoutId }),
    of(PaymentSucceededV1, again),
    of(FundsMovedV1, { cause: 'PAYMENT', causeId: again.orderId, moves: [{ row, from: 'IN_TRANSIT', to: 'PAID', amount }] }),
  ];
};
