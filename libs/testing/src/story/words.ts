// The closed lists of words that a story may use.

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

export const groups = words(`企业职工 登记失业人员 毕业年度高校毕业生 在校学生 农村转移就业劳动者 脱贫人口 就业困难人员 零就业家庭成员
  城乡低保家庭成员 退役军人 灵活就业人员 两后生 服刑人员 退捕渔民`);
export const tags = [...groups, '残疾人'];
export const funds = words('UI EMP SPA EEF SELF');
export const programmes = words('UI_SKILL TRAINING TRAINING_FEE EXAM_FEE LIVING APPRENTICESHIP');
export const organisationKinds = words('training_institution enterprise assessor agency online_platform');
export const tiers = words('A+ A B C D');
export const outcomes = words('ELIGIBLE HELD REJECTED PAID CLAWBACK_OPENED CLAWBACK_CLOSED');
export const heads = words('eligible paid held rejected clawback');
export const totals = words('eligible paid held receivable self');
export const buckets = words('available committed in_transit paid advance suspense receivable returned');
export const dueDays = words('publicity_end refund report publish_result');
export const measures = words('TALK RECTIFY NOTICE TERMINATE');
export const alertKinds = words('PROXY_SIGN_IN IMPOSSIBLE_TRAVEL POST_DEATH_ATTENDANCE');
export const certificateKinds = words('职业技能等级证书 职业资格证书 专项职业能力证书 培训合格证书');
export const voucherStates = words('issued reserved redeemed expired void');
export const findings = words(
  'class_day_attendance sign_in_sheets_incomplete proxy_sign_in undeclared_teacher plan_not_followed false_materials falsified_training',
);

/** What a granted case may show. */
export const grantedDetail = words('used last_day applied_on pack catalogue retire_on days of stage');

export const facts =
  words(`ClassApplied ClassOpeningApproved TraineeEnrolled EnrolmentRejected VoucherIssued VoucherReserved VoucherRedeemed
  VoucherReleased VoucherExpired AdvancePlanApproved SignInRecorded SignInFlagged AttendanceSummarised ClassDayBelowThreshold
  AssessmentResultRecorded CertificateIssued CertificateVerified CertificateRevoked ClaimSubmitted ClaimEvaluated ClaimRejected ClaimHeld
  HoldReleased FirstReviewPassed SecondReviewPassed PublicityStarted ObjectionRaised PublicityEnded PayoutApproved PaymentOrderIssued
  PaymentReturned PaymentReissued PaymentSucceeded AdvancePaid AdvanceSettled ClawbackOpened ClawbackOffset ClawbackRecovered ClawbackOverdue
  AllotmentPosted FundsCommitted CommitmentReleased FundExhausted PolicyPackPublished PolicyPackSuspended PolicyPackResumed
  ReassessmentRequested InspectionPlanPublished RandomDrawExecuted InspectorRecused InspectorsAssigned FindingRecorded SanctionImposed
  ResultPublished RiskAlertRaised AuditCaseOpened`);

/** Which cases or steps a reason belongs to: R rejected, H held, X a refused step, W a rule case. */
export type ReasonKind = 'R' | 'H' | 'X' | 'W';
export type Reason = { readonly kind: ReasonKind; readonly detail: readonly string[] };

const reasonList = `
  INSURED_MONTHS_SHORT R have need retry_until | UI_STATUS_NOT_ELIGIBLE R | APPLICATION_WINDOW_CLOSED R last_day
  | DUPLICATE_OCCUPATION_LEVEL R | HIGHER_LEVEL_ALREADY_PAID R | ANNUAL_CAP_ORDINARY R used | ANNUAL_CAP_SHORTAGE R used
  | ANNUAL_CAP_REACHED R used | LIFETIME_CAP_REACHED R used | MUTUALLY_EXCLUSIVE_SUBSIDY R | DUPLICATE_OTHER_REGION R region
  | EXTERNAL_CHECK_PENDING H registry | ENTITLEMENT_RESERVED H | FUND_RESERVE_BELOW_ONE_YEAR H have need | FUND_EXHAUSTED H queue
  | ATTENDANCE_BELOW_80 R have need counted scheduled | CLASS_DAY_ATTENDANCE_BELOW_80 R day have need | HOURS_SHORT R have need
  | NO_CERTIFICATE R | CERTIFICATE_REVOKED R cause | LEVEL_NOT_COVERED R | NOT_IN_CATALOGUE R | GROUP_NOT_COVERED R
  | OVERLAPPING_ENROLMENT X class | OVER_AGE X retire_on | UNDER_AGE X | ID_INVALID X | CLASS_FULL X | IMPOSSIBLE_TRAVEL H km minutes
  | POST_DEATH_ATTENDANCE R died | SUCCESSOR_PAYEE_REQUIRED H died | IN_CUSTODY R | PUBLIC_PAYROLL R
  | CATEGORY_MISMATCH_EMPLOYED R employer month | INTERNSHIP_TOO_SHORT R | CONTRACT_TERM_SHORT R | NOT_COMPLETED R | FALSIFIED_TRAINING R
  | VOUCHER_ALREADY_REDEEMED X | VOUCHER_EXPIRED X last_day | VOUCHER_NOT_RESERVED X | BANK_RETURN_ACCOUNT_INACTIVE H
  | BANK_RETURN_NAME_MISMATCH H | PAYMENT_ORDER_REPLACED X | AUDIT_HOLD H | PROXY_SIGN_IN R | SOD_VIOLATION X | CONCURRENCY_CONFLICT X
  | REVIEW_ORDER X | PUBLICITY_NOT_ENDED X last_day | PUBLICITY_OBJECTION H | PUBLICITY_OVER X last_day | INSTITUTION_BANNED X until
  | CLAWBACK_OVERDUE X last_day | EMPLOYMENT_AFTER_WINDOW R last_day | ADVANCE_OVER_LIMIT X have need | NO_POLICY_IN_FORCE X
  | MASTER_MAX_TWO R | INVALID_FORMAT W | INVALID_CHECK_DIGIT W | INVALID_CHECK_CHAR W | INVALID_KIND W | BELOW_60_PERCENT_FLAG W`;

export const reasons: ReadonlyMap<string, Reason> = new Map(
  reasonList.split('|').map((entry) => {
    const [word = '', kind = '', ...detail] = words(entry);
    return [word, { kind: kind as ReasonKind, detail }];
  }),
);
