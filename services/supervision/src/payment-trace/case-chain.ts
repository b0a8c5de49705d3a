// The chain of one case: from its place in a payment order back to the decision, the reviews, the certificate and each sign-in.
import { Injectable } from '@nestjs/common';
import {
  AttendanceSummarisedV1,
  CaseDecidedV1,
  CertificateIssuedV1,
  CertificateVerifiedV1,
  ClaimSubmittedV1,
  ClassAttendanceClosedV1,
  ClassOpeningApprovedV1,
  FirstReviewPassedV1,
  FundsCommittedV1,
  IdentityCheckedV1,
  PolicyPackPublishedV1,
  PublicityEndedV1,
  PublicityStartedV1,
  SecondReviewPassedV1,
  SignInFlaggedV1,
  SignInRecordedV1,
  SignOutRecordedV1,
  TraineeEnrolledV1,
} from '@libs/contracts';
import { businessDate } from '@libs/kernel';
import { HeardFacts, type Heard } from '../heard-fact/heard-facts';
import type { Tracing } from './tracing';

/** Where in the chain the case hangs: the order that pays it, and the position at which it was issued. */
export type Hook = { readonly from: string; readonly caseId: string; readonly log: string; readonly seq: number };

@Injectable()
export class CaseChain {
  constructor(private readonly facts: HeardFacts) {}

  async trace(tracing: Tracing, hook: Hook): Promise<void> {
    const { from, caseId } = hook;
    // What stood when the order was issued; a decision that came later did not lead to it.
    const earlier = ({ log, seq }: Heard<object>) => log !== hook.log || seq <= hook.seq;
    const decided = (await this.facts.find(CaseDecidedV1, { caseId })).filter(earlier).at(-1);
    tracing.needs(from, 'CaseDecided', decided ? [decided] : [], 'pays the lines of this decision');
    if (!decided) return;
    await Promise.all([this.approvals(tracing, from, decided), this.grounds(tracing, decided)]);
    for (const classId of decided.data.classIds) await this.taught(tracing, decided, classId);
  }

  private async approvals(tracing: Tracing, from: string, { data }: Heard<CaseDecidedV1>): Promise<void> {
    const { claimId, caseId } = data;
    const one = { claimId, caseIds: [caseId] };
    const many = { claimId, cases: [{ caseId }] };
    const [first, second, started, ended, committed] = await Promise.all([
      this.facts.find(FirstReviewPassedV1, many),
      this.facts.find(SecondReviewPassedV1, one),
      this.facts.find(PublicityStartedV1, one),
      this.facts.find(PublicityEndedV1, one),
      this.facts.find(FundsCommittedV1, many),
    ]);
    tracing.needs(from, 'FirstReviewPassed', first, 'the first review passed this case');
    tracing.needs(from, 'SecondReviewPassed', second, 'the second review passed this case');
    tracing.needs(from, 'PublicityStarted', started, 'the case was posted for objections');
    tracing.needs(from, 'PublicityEnded', ended, 'the time for objections was over');
    tracing.needs(from, 'FundsCommitted', committed, 'the fund row had committed the money');
  }

  private async grounds(tracing: Tracing, { id, data }: Heard<CaseDecidedV1>): Promise<void> {
    const { claimId, pack, packHash: hash, certificateIds, classIds } = data;
    const [packId, version] = pack.split('@');
    const [claim, published] = await Promise.all([
      this.facts.find(ClaimSubmittedV1, { claimId }),
      this.facts.find(PolicyPackPublishedV1, { packId, version: Number(version), hash }),
    ]);
    tracing.needs(id, 'ClaimSubmitted', claim, 'decides this claim');
    tracing.needs(id, 'PolicyPackPublished', published, `decided under ${pack} with this hash`);
    for (const certificateId of certificateIds) {
      const certificate = { certificate: { certificateId } };
      tracing.needs(id, 'CertificateIssued', await this.facts.find(CertificateIssuedV1, certificate), 'stands on this certificate');
      tracing.needs(id, 'CertificateVerified', await this.facts.find(CertificateVerifiedV1, certificate), 'the query site confirmed it');
    }
    // A certificate that only the registry knew is among the inputs that the decision froze, and is no fact of ours. After a class we have issued it.
    if (classIds.length > 0 && certificateIds.length === 0 && needsCertificate(data))
      tracing.needs(id, 'CertificateIssued', [], 'a class programme pays for those who passed');
  }

  private async taught(tracing: Tracing, decided: Heard<CaseDecidedV1>, classId: string): Promise<void> {
    const { id, data } = decided;
    const { personId, enrolmentIds } = data;
    const enrolled = (await this.facts.find(TraineeEnrolledV1, { classId, personId })).filter((one) =>
      enrolmentIds.includes(one.data.enrolmentId),
    );
    tracing.needs(id, 'TraineeEnrolled', enrolled, 'the person was enrolled in the class');
    const [opened, closed, identity] = await Promise.all([
      this.facts.find(ClassOpeningApprovedV1, { classId }),
      this.facts.find(ClassAttendanceClosedV1, { classId }),
      this.facts.find(IdentityCheckedV1, { personId }),
    ]);
    tracing.needs(id, 'ClassAttendanceClosed', closed, 'the days of the class were counted');
    for (const one of enrolled) {
      tracing.needs(one.id, 'ClassOpeningApproved', opened, 'in this approved class');
      tracing.needs(one.id, 'IdentityChecked', identity, 'under the real name');
    }
    const summaries = await this.facts.find(AttendanceSummarisedV1, { classId, personId });
    const summary = summaries.at(-1);
    tracing.needs(id, 'AttendanceSummarised', summary ? [summary] : [], 'the hours that count');
    if (summary) await this.signIns(tracing, summary);
  }

  private async signIns(tracing: Tracing, { id, data }: Heard<AttendanceSummarisedV1>): Promise<void> {
    const { classId, personId, days } = data;
    const capture = { capture: { classId, personId } };
    const [signIns, signOuts, flags] = await Promise.all([
      this.facts.find(SignInRecordedV1, capture),
      this.facts.find(SignOutRecordedV1, capture),
      this.facts.find(SignInFlaggedV1, { classId, personId }),
    ]);
    tracing.behind(id, signIns, 'counted from this sign-in');
    tracing.behind(id, signOuts, 'counted until this sign-out');
    for (const signIn of signIns)
      tracing.behind(
        signIn.id,
        flags.filter((flag) => flag.data.captureId === signIn.data.capture.captureId),
        'this sign-in was flagged',
      );
    const seen = new Set(signIns.map((signIn) => businessDate(signIn.data.capture.deviceAt)));
    for (const { on, countedHours } of days)
      if (countedHours > 0 && !seen.has(on)) tracing.needs(id, `SignInRecorded on ${on}`, [], `hours of ${on} were counted`);
  }
}

/** Training and its exam are paid to those who passed; other programmes ask for no certificate of the class. */
const certified = ['TRAINING', 'TRAINING_FEE', 'EXAM_FEE'];
const needsCertificate = ({ lines }: CaseDecidedV1): boolean => lines.some(({ programme }) => certified.includes(programme));
