// The words of supervision: tiers, findings, measures, alerts, and what the facts of all services are called.
import type { StatusWords } from './show';
import type { Word } from './language';

export const tierWords: Readonly<Record<string, Word>> = {
  'A+': { zh: 'A+ 信用优秀', en: 'A+ excellent' },
  A: { zh: 'A 风险低', en: 'A low risk' },
  B: { zh: 'B 风险一般', en: 'B ordinary risk' },
  C: { zh: 'C 风险较高', en: 'C raised risk' },
  D: { zh: 'D 风险高', en: 'D high risk' },
};

export const findingKinds: Readonly<Record<string, Word>> = {
  clean: { zh: '未发现问题', en: 'Nothing found' },
  falsified_training: { zh: '弄虚作假套取补贴', en: 'Training falsified' },
  proxy_sign_in: { zh: '代签到', en: 'Proxy sign-in' },
  class_day_attendance: { zh: '当日出勤率低于规定', en: 'A class day below the attendance rate' },
  sign_in_sheets_incomplete: { zh: '考勤记录不全', en: 'Attendance records incomplete' },
  undeclared_teacher: { zh: '未备案教师授课', en: 'Undeclared teacher' },
  plan_not_followed: { zh: '未按培训计划实施', en: 'Class plan not followed' },
  false_materials: { zh: '提供虚假材料', en: 'False materials' },
  ESCALATION: { zh: '同一年度再次发生，升级处理', en: 'Second of the year, next measure' },
};

export const measures: StatusWords = {
  TALK: { word: { zh: '约谈', en: 'Talk' }, colour: 'default' },
  RECTIFY: { word: { zh: '整改函', en: 'Rectification letter' }, colour: 'warning' },
  NOTICE: { word: { zh: '通报', en: 'Public notice' }, colour: 'warning' },
  TERMINATE: { word: { zh: '解除协议', en: 'Agreement terminated' }, colour: 'error' },
};

export const alertKinds: StatusWords = {
  PROXY_SIGN_IN: { word: { zh: '疑似代签到', en: 'Possible proxy sign-in' }, colour: 'error' },
  IMPOSSIBLE_TRAVEL: { word: { zh: '同时身处两地', en: 'In two places at once' }, colour: 'error' },
  POST_DEATH_ATTENDANCE: { word: { zh: '死亡后仍有考勤', en: 'Attendance after death' }, colour: 'error' },
  MOVE_WITHHELD: { word: { zh: '资金未能入账', en: 'Money that did not move' }, colour: 'warning' },
  LOG_FORK: { word: { zh: '记录簿前后矛盾', en: 'Log contradicts itself' }, colour: 'error' },
  PAYOUT_OUTCOME_UNKNOWN: { word: { zh: '银行结果不明', en: 'Outcome at the bank unknown' }, colour: 'warning' },
  BANK_ANSWER_WITHHELD: { word: { zh: '银行回执未能入账', en: 'Bank answer not taken up' }, colour: 'warning' },
};

export const effectKinds: StatusWords = {
  STOPPED: { word: { zh: '不再支付', en: 'Not paid any more' }, colour: 'warning' },
  HELD: { word: { zh: '暂停支付', en: 'Held on its way' }, colour: 'warning' },
  RECOVERED: { word: { zh: '追缴', en: 'Claimed back' }, colour: 'error' },
};

export const inspectionStates: StatusWords = {
  OPEN: { word: { zh: '待检查', en: 'To be inspected' }, colour: 'processing' },
  OVERDUE: { word: { zh: '已逾期', en: 'Overdue' }, colour: 'error' },
  CLEAN: { word: { zh: '未发现问题', en: 'Nothing found' }, colour: 'success' },
  FOUND: { word: { zh: '发现问题', en: 'Something found' }, colour: 'warning' },
};

export const serviceNames: Readonly<Record<string, Word>> = {
  enrolment: { zh: '报名与实名', en: 'Enrolment' },
  attendance: { zh: '考勤', en: 'Attendance' },
  certification: { zh: '评价与证书', en: 'Certification' },
  'subsidy-payment': { zh: '补贴审核与支付', en: 'Subsidy payment' },
  'fund-ledger': { zh: '资金账', en: 'Fund ledger' },
  supervision: { zh: '监督检查', en: 'Supervision' },
};

const word = (zh: string, en: string): Word => ({ zh, en });

export const factNames: Readonly<Record<string, Word>> = {
  OrganisationRegistered: word('机构登记', 'Organisation registered'),
  OrganisationBanned: word('机构禁入', 'Organisation banned'),
  IdentityChecked: word('实名核验', 'Identity checked'),
  ClassApplied: word('开班申请', 'Class applied for'),
  ClassOpeningApproved: word('开班核准', 'Class opening approved'),
  TraineeEnrolled: word('学员报名', 'Trainee enrolled'),
  EnrolmentRejected: word('报名未通过', 'Enrolment rejected'),
  SignInRecorded: word('签到', 'Sign-in'),
  SignOutRecorded: word('签退', 'Sign-out'),
  SignInFlagged: word('考勤异常', 'Sign-in flagged'),
  AttendanceSummarised: word('学时汇总', 'Attendance summarised'),
  ClassAttendanceClosed: word('班期考勤结清', 'Class attendance closed'),
  ClassDayBelowThreshold: word('当日出勤率低于规定', 'Class day below threshold'),
  AssessmentResultRecorded: word('评价成绩', 'Assessment result'),
  CertificateIssued: word('证书核发', 'Certificate issued'),
  CertificateVerified: word('证书联网核验', 'Certificate verified'),
  CertificateRevoked: word('证书撤销', 'Certificate revoked'),
  PolicyPackPublished: word('政策规则发布', 'Policy pack published'),
  ClaimSubmitted: word('申领提交', 'Claim submitted'),
  CaseDecided: word('逐人认定', 'Case decided'),
  ClaimEvaluated: word('申领认定', 'Claim evaluated'),
  ClaimRejected: word('不予补贴', 'Claim rejected'),
  ClaimHeld: word('暂停', 'Held'),
  HoldReleased: word('解除暂停', 'Hold released'),
  CasesDropped: word('退出支付', 'Cases dropped'),
  FirstReviewPassed: word('初审通过', 'First review passed'),
  SecondReviewPassed: word('复核通过', 'Second review passed'),
  PublicityStarted: word('公示开始', 'Publicity started'),
  PublicityEnded: word('公示结束', 'Publicity ended'),
  ObjectionRaised: word('公示异议', 'Objection raised'),
  ObjectionResolved: word('异议处理', 'Objection resolved'),
  FundsCommitted: word('资金占用', 'Funds committed'),
  FundsMoved: word('资金账记账', 'Ledger booking'),
  PayoutApproved: word('支付签批', 'Payout approved'),
  PayoutWitnessed: word('见证签名', 'Payout witnessed'),
  PayoutSent: word('文件送达银行', 'File sent to the bank'),
  PaymentOrderIssued: word('支付指令', 'Payment order'),
  PaymentSucceeded: word('银行支付成功', 'Paid by the bank'),
  PaymentReturned: word('银行退票', 'Returned by the bank'),
  PaymentReissued: word('重新发放', 'Issued again'),
  CasePaid: word('该人已支付', 'Case paid'),
  ClawbackOpened: word('追缴', 'Clawback opened'),
  InspectionPlanPublished: word('抽查方案封存', 'Frame committed'),
  RandomDrawExecuted: word('随机抽取', 'Draw executed'),
  InspectorRecused: word('检查人员回避', 'Inspector recused'),
  InspectorsAssigned: word('检查组派出', 'Inspectors assigned'),
  FindingRecorded: word('检查结果', 'Finding recorded'),
  SanctionImposed: word('处理措施', 'Sanction imposed'),
  ResultPublished: word('结果公布', 'Result published'),
  RiskAlertRaised: word('风险预警', 'Risk alert raised'),
};
