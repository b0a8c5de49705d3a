// The words of the domain for states and kinds, in one place, as the glossary has them.
import type { StatusWords } from './show';
import type { Word } from './language';

export const classPlanStatus: StatusWords = {
  APPLIED: { word: { zh: '待审核', en: 'Awaiting approval' }, colour: 'processing' },
  RETURNED: { word: { zh: '已退回', en: 'Returned' }, colour: 'warning' },
  APPROVED: { word: { zh: '已开班', en: 'Approved' }, colour: 'success' },
};

export const caseOutcome: StatusWords = {
  ELIGIBLE: { word: { zh: '符合条件', en: 'Eligible' }, colour: 'success' },
  HELD: { word: { zh: '暂缓', en: 'Held' }, colour: 'warning' },
  REJECTED: { word: { zh: '不予补贴', en: 'Rejected' }, colour: 'error' },
  PAID: { word: { zh: '已支付', en: 'Paid' }, colour: 'success' },
  CLAWBACK_OPENED: { word: { zh: '追缴中', en: 'Being recovered' }, colour: 'error' },
  CLAWBACK_CLOSED: { word: { zh: '已追缴', en: 'Recovered' }, colour: 'default' },
};

export const caseStage: StatusWords = {
  DECIDED: { word: { zh: '待初审', en: 'Awaiting first review' }, colour: 'processing' },
  FIRST_REVIEWED: { word: { zh: '待复审', en: 'Awaiting second review' }, colour: 'processing' },
  SECOND_REVIEWED: { word: { zh: '待公示', en: 'Awaiting publicity' }, colour: 'processing' },
  IN_PUBLICITY: { word: { zh: '公示中', en: 'In publicity' }, colour: 'processing' },
  PUBLICITY_ENDED: { word: { zh: '待支付', en: 'Awaiting release' }, colour: 'processing' },
  RELEASED: { word: { zh: '支付中', en: 'Being paid' }, colour: 'processing' },
  PAID: { word: { zh: '已支付', en: 'Paid' }, colour: 'success' },
};

export const fundsState: StatusWords = {
  NONE: { word: { zh: '未占用', en: 'Nothing committed' }, colour: 'default' },
  PENDING: { word: { zh: '占用中', en: 'Being committed' }, colour: 'processing' },
  QUEUED: { word: { zh: '资金排队', en: 'Waiting for funds' }, colour: 'warning' },
  COMMITTED: { word: { zh: '资金已占用', en: 'Committed' }, colour: 'success' },
};

export const orderState: StatusWords = {
  ISSUED: { word: { zh: '等待银行', en: 'Awaiting the bank' }, colour: 'processing' },
  SUCCEEDED: { word: { zh: '支付成功', en: 'Paid' }, colour: 'success' },
  RETURNED: { word: { zh: '银行退票', en: 'Returned by the bank' }, colour: 'error' },
  REPLACED: { word: { zh: '已重新发放', en: 'Re-issued' }, colour: 'default' },
  WITHDRAWN: { word: { zh: '已撤回', en: 'Taken back' }, colour: 'default' },
  WITHHELD: { word: { zh: '资金账未入账', en: 'Not booked by the ledger' }, colour: 'error' },
};

export const payoutStatus: StatusWords = {
  APPROVED: { word: { zh: '等待见证', en: 'Awaiting its witness' }, colour: 'processing' },
  STORED: { word: { zh: '文件已生成', en: 'File written' }, colour: 'processing' },
  SENT: { word: { zh: '已送银行', en: 'Sent to the bank' }, colour: 'success' },
  OUTCOME_UNKNOWN: { word: { zh: '结果不明', en: 'Outcome unknown' }, colour: 'warning' },
  RESOLVED: { word: { zh: '结果已查明', en: 'Outcome established' }, colour: 'success' },
  WITHDRAWN: { word: { zh: '已撤回', en: 'Taken back' }, colour: 'default' },
  WITHHELD: { word: { zh: '资金账未入账', en: 'Not booked by the ledger' }, colour: 'error' },
};

export const drawStatus: StatusWords = {
  COMMITTED: { word: { zh: '已封存待抽', en: 'Sealed' }, colour: 'processing' },
  DRAWN: { word: { zh: '已抽取', en: 'Drawn' }, colour: 'success' },
  PUBLISHED: { word: { zh: '结果已公布', en: 'Published' }, colour: 'success' },
};

export const funds: Readonly<Record<string, Word>> = {
  UI: { zh: '失业保险基金', en: 'Unemployment-insurance fund' },
  EMP: { zh: '就业补助资金', en: 'Employment fund' },
  SPA: { zh: '专账资金', en: 'Special account' },
};

export const fundBuckets = {
  AVAILABLE: { zh: '可用', en: 'Available' },
  COMMITTED: { zh: '占用', en: 'Committed' },
  IN_TRANSIT: { zh: '在途', en: 'In transit' },
  PAID: { zh: '已支付', en: 'Paid' },
  ADVANCE: { zh: '预拨', en: 'Advanced' },
  SUSPENSE: { zh: '退票', en: 'In suspense' },
  RECEIVABLE: { zh: '应追缴', en: 'Receivable' },
  RETURNED: { zh: '已收回', en: 'Returned' },
  ALLOTTED: { zh: '上级下达', en: 'Allotment' },
} as const satisfies Readonly<Record<string, Word>>;

export const moneyCauses: Readonly<Record<string, Word>> = {
  ALLOTMENT: { zh: '下达指标', en: 'Allotment' },
  COMMITMENT: { zh: '初审占用', en: 'Commitment' },
  RELEASE: { zh: '释放占用', en: 'Release of a commitment' },
  PAYOUT: { zh: '发放批次', en: 'Payout' },
  WITHDRAWAL: { zh: '撤回发放', en: 'Payout taken back' },
  PAYMENT: { zh: '支付成功', en: 'Payment' },
  RETURN: { zh: '银行退票', en: 'Bank return' },
  REISSUE: { zh: '重新发放', en: 'Re-issue' },
  CLAWBACK: { zh: '追缴', en: 'Clawback' },
  REFUND: { zh: '退款', en: 'Refund' },
};

export const programmes: Readonly<Record<string, Word>> = {
  UI_SKILL: { zh: '技能提升补贴', en: 'Skill-upgrading subsidy' },
  TRAINING: { zh: '职业培训补贴', en: 'Training subsidy' },
  TRAINING_FEE: { zh: '培训费补贴', en: 'Training-fee subsidy' },
  EXAM_FEE: { zh: '鉴定费补贴', en: 'Examination-fee subsidy' },
  LIVING: { zh: '生活费补贴', en: 'Living allowance' },
  APPRENTICESHIP: { zh: '学徒培训补贴', en: 'Apprenticeship subsidy' },
};

export const levels: Readonly<Record<string, Word>> = {
  apprentice: { zh: '学徒工', en: 'Apprentice' },
  '5': { zh: '五级/初级工', en: 'Level 5' },
  '4': { zh: '四级/中级工', en: 'Level 4' },
  '3': { zh: '三级/高级工', en: 'Level 3' },
  '2': { zh: '二级/技师', en: 'Level 2' },
  '1': { zh: '一级/高级技师', en: 'Level 1' },
};

export const modes: Readonly<Record<string, Word>> = {
  OFFLINE: { zh: '线下', en: 'On site' },
  ONLINE: { zh: '线上', en: 'Online' },
  BLENDED: { zh: '线上线下融合', en: 'Blended' },
};

export const roleNames: Readonly<Record<string, Word>> = {
  registrar: { zh: '培训机构经办', en: 'Registrar' },
  employer: { zh: '用人单位', en: 'Employer' },
  trainee: { zh: '学员', en: 'Trainee' },
  assessor: { zh: '评价机构', en: 'Assessor' },
  bank: { zh: '代发银行', en: 'Bank' },
  reviewer: { zh: '审核人员', en: 'Reviewer' },
  finance: { zh: '财务人员', en: 'Finance officer' },
  'fund-manager': { zh: '基金管理', en: 'Fund manager' },
  supervisor: { zh: '监督人员', en: 'Supervisor' },
  inspector: { zh: '检查人员', en: 'Inspector' },
  'third-party': { zh: '第三方机构', en: 'Third party' },
  'policy-officer': { zh: '政策管理', en: 'Policy officer' },
  'system-administrator': { zh: '系统管理员', en: 'System administrator' },
  'security-administrator': { zh: '安全管理员', en: 'Security administrator' },
  'audit-administrator': { zh: '审计管理员', en: 'Audit administrator' },
  operator: { zh: '运维人员', en: 'Operator' },
};

export const certificateStatus: StatusWords = {
  VALID: { word: { zh: '有效', en: 'Valid' }, colour: 'success' },
  REVOKED: { word: { zh: '已撤销', en: 'Revoked' }, colour: 'error' },
};

export const verification: StatusWords = {
  YES: { word: { zh: '已联网核验', en: 'Confirmed' }, colour: 'success' },
  NO: { word: { zh: '待联网核验', en: 'Not confirmed yet' }, colour: 'warning' },
};

export const certificateKinds: Readonly<Record<string, Word>> = {
  QUALIFICATION: { zh: '职业资格证书', en: 'Qualification certificate' },
  SKILL_LEVEL: { zh: '职业技能等级证书', en: 'Skill level certificate' },
  SPECIAL_ABILITY: { zh: '专项职业能力证书', en: 'Special ability certificate' },
  COMPLETION: { zh: '培训合格证书', en: 'Completion certificate' },
};

export const revocationCauses: Readonly<Record<string, Word>> = {
  PERSON_AT_FAULT: { zh: '学员原因', en: 'The person is at fault' },
  ISSUER_AT_FAULT: { zh: '评价机构原因', en: 'The assessment body is at fault' },
};

export const signInFlags: StatusWords = {
  OUTSIDE_FENCE: { word: { zh: '围栏外', en: 'Outside the fence' }, colour: 'warning' },
  FACE_SCORE: { word: { zh: '人证不符', en: 'Face-ID mismatch' }, colour: 'error' },
};

/** 人员类别 are written in Chinese everywhere; for readers of English they are explained. */
export const personGroups: Readonly<Record<string, Word>> = {
  企业职工: { zh: '企业职工', en: 'Enterprise staff' },
  登记失业人员: { zh: '登记失业人员', en: 'Registered jobless' },
  毕业年度高校毕业生: { zh: '毕业年度高校毕业生', en: 'Graduate of this year' },
  在校学生: { zh: '在校学生', en: 'Still at school or college' },
  农村转移就业劳动者: { zh: '农村转移就业劳动者', en: 'Rural migrant worker' },
  脱贫人口: { zh: '脱贫人口', en: 'Formerly poor worker' },
  就业困难人员: { zh: '就业困难人员', en: 'Hard to employ' },
  零就业家庭成员: { zh: '零就业家庭成员', en: 'Zero-employment family' },
  城乡低保家庭成员: { zh: '城乡低保家庭成员', en: 'Minimum living allowance family' },
  退役军人: { zh: '退役军人', en: 'Veteran' },
  灵活就业人员: { zh: '灵活就业人员', en: 'Flexible worker' },
  两后生: { zh: '两后生', en: 'School leaver' },
  服刑人员: { zh: '服刑人员', en: 'Person in custody' },
  退捕渔民: { zh: '退捕渔民', en: 'Retired fisher' },
};
