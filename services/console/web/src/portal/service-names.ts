import type { Word } from '../kit/language';

export const serviceNames: Readonly<Record<string, Word>> = {
  enrolment: { zh: '报名与开班', en: 'Enrolment' },
  attendance: { zh: '考勤', en: 'Attendance' },
  certification: { zh: '评价与证书', en: 'Certification' },
  'subsidy-payment': { zh: '补贴与支付', en: 'Subsidies and payment' },
  'fund-ledger': { zh: '资金账', en: 'Fund ledger' },
  supervision: { zh: '监督检查', en: 'Supervision' },
  sandbox: { zh: '演练环境', en: 'Sandbox' },
};
