import type { Word } from '../kit/language';

export type Owner = 'training' | 'office' | 'money';

/** The chain as it is, each link with whose it is. */
export const steps: readonly { readonly name: Word; readonly by: Word; readonly owner: Owner }[] = [
  { name: { zh: '开班备案', en: 'Class filed' }, by: { zh: '培训机构', en: 'institution' }, owner: 'training' },
  { name: { zh: '实名报名', en: 'Enrolment' }, by: { zh: '机构与学员', en: 'institution, trainee' }, owner: 'training' },
  { name: { zh: '签到签退', en: 'Sign-ins' }, by: { zh: '学员，设备封存', en: 'trainee, sealed at once' }, owner: 'training' },
  { name: { zh: '考勤汇总', en: 'Attendance' }, by: { zh: '系统计算', en: 'computed' }, owner: 'training' },
  { name: { zh: '评价与证书', en: 'Certificate' }, by: { zh: '评价机构', en: 'assessment body' }, owner: 'training' },
  { name: { zh: '补贴申领', en: 'Claim' }, by: { zh: '机构、单位或个人', en: 'whoever may ask' }, owner: 'office' },
  { name: { zh: '政策判定', en: 'Decision' }, by: { zh: '按当日政策包', en: 'by that day’s rules' }, owner: 'office' },
  { name: { zh: '两级审核', en: 'Two reviews' }, by: { zh: '两人，不能同一人', en: 'two people, never one' }, owner: 'office' },
  { name: { zh: '公示', en: 'Posted list' }, by: { zh: '任何人可提异议', en: 'anybody may object' }, owner: 'office' },
  { name: { zh: '资金占用', en: 'Funds committed' }, by: { zh: '基金账', en: 'fund ledger' }, owner: 'money' },
  { name: { zh: '支付文件', en: 'Payout file' }, by: { zh: '财务，第三人', en: 'finance, a third person' }, owner: 'money' },
  { name: { zh: '银行回执入账', en: 'Bank’s answer' }, by: { zh: '银行', en: 'bank' }, owner: 'money' },
];

export const signInStep = 2;

/** Where each link lies when they run to and fro in rows, like a line that is read and turned: column and row by place. */
export const snakeOf = (columns: number, place: number): { readonly column: number; readonly row: number } => {
  const row = Math.floor(place / columns);
  const along = place % columns;
  return { column: row % 2 === 0 ? along : columns - 1 - along, row };
};
