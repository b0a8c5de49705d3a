// Who can sign in to the demo: made-up people of the demo district and of one beside it. Their password is no secret, and they exist in a demo alone.
import type { Role } from '@libs/platform';
import { createHash } from 'node:crypto';
import { Secret } from 'otpauth';

type Words = { readonly zh: string; readonly en: string };

export type DemoAccount = {
  readonly account: string;
  readonly name: Words;
  /** What somebody may try with it. */
  readonly does: Words;
  readonly roles: readonly Role[];
  readonly region?: string;
  /** By the name that the demo story gives it. */
  readonly organisation?: string;
  /** A trainee of the first class of an organisation of the story, by the place on its roster; everybody else is a person of their own. */
  readonly trainee?: { readonly of: string; readonly place: number };
  /** Whoever decides about money, rules or rights shows a one-time code as well. */
  readonly secondFactor: boolean;
};

export type DemoClient = { readonly clientId: string; readonly secret: string; readonly roles: readonly Role[]; readonly region?: string };

export const demoPassword = 'xunbu-demo';
/** The district of the demo story, and another one, which sees nothing of it. */
const [district, beside] = ['990000', '120101'];

const officer = (account: string, role: Role, region: string, name: Words, does: Words): DemoAccount => ({
  account,
  name,
  does,
  roles: [role],
  region,
  secondFactor: true,
});
const watcher = (...of: Parameters<typeof officer>): DemoAccount => ({ ...officer(...of), secondFactor: false });
const administrator = (account: string, role: Role, name: Words, does: Words): DemoAccount => ({
  account,
  name,
  does,
  roles: [role],
  secondFactor: true,
});
const member = (account: string, role: Role, organisation: string, name: Words, does: Words): DemoAccount => ({
  account,
  name,
  does,
  roles: [role],
  organisation,
  secondFactor: false,
});
const trainee = (account: string, of: string, place: number, name: Words, does: Words): DemoAccount => ({
  account,
  name,
  does,
  roles: ['trainee'],
  trainee: { of, place },
  secondFactor: false,
});

const ofInstitutions: readonly DemoAccount[] = [
  member(
    'demo-registrar-1',
    'registrar',
    '甲培训机构',
    { zh: '甲培训机构 · 教务', en: 'Institution A, registrar' },
    { zh: '申请开班、报名、申领补贴', en: 'Files classes, enrols trainees, applies for subsidies' },
  ),
  member(
    'demo-registrar-2',
    'registrar',
    '乙培训机构',
    { zh: '乙培训机构 · 教务', en: 'Institution B, registrar' },
    { zh: '同上，看不到甲机构的任何内容', en: 'The same, and sees nothing of institution A' },
  ),
  member(
    'demo-employer',
    'employer',
    '甲用人单位',
    { zh: '用人单位 · 人事', en: 'Employer, personnel' },
    { zh: '登记职工、申领补贴', en: 'Enters its staff and applies for subsidies' },
  ),
  member(
    'demo-assessor',
    'assessor',
    '评价机构',
    { zh: '评价机构 · 考务', en: 'Assessment body' },
    { zh: '登记成绩、颁发证书', en: 'Records results and issues certificates' },
  ),
];

const trainees: readonly DemoAccount[] = [
  trainee(
    'demo-trainee-1',
    '甲培训机构',
    1,
    { zh: '学员（甲机构）', en: 'Trainee of institution A' },
    { zh: '查看自己的学时、证书和补贴', en: 'Sees their own hours, certificate and subsidy' },
  ),
  trainee(
    'demo-trainee-2',
    '乙培训机构',
    1,
    { zh: '学员（乙机构）', en: 'Trainee of institution B' },
    { zh: '查看自己的学时、证书和补贴', en: 'Sees their own hours, certificate and subsidy' },
  ),
];

const reviewing: readonly DemoAccount[] = [
  officer(
    'demo-reviewer-1',
    'reviewer',
    district,
    { zh: '经办机构 · 初审', en: 'Office, first reviewer' },
    { zh: '审批开班、初审申领', en: 'Approves classes, reviews claims first' },
  ),
  officer(
    'demo-reviewer-2',
    'reviewer',
    district,
    { zh: '经办机构 · 复审', en: 'Office, second reviewer' },
    { zh: '复审、公示、处理异议', en: 'Reviews again, publishes, resolves objections' },
  ),
  officer(
    'demo-reviewer-3',
    'reviewer',
    beside,
    { zh: '邻区经办机构 · 审核', en: 'Office of the district beside' },
    { zh: '看不到示范区的任何内容', en: 'Sees nothing of the demo district' },
  ),
];

const paying: readonly DemoAccount[] = [
  officer(
    'demo-finance-1',
    'finance',
    district,
    { zh: '财务 · 制单与放款', en: 'Finance, releases payments' },
    { zh: '核对并放款，须再次验证', en: 'Checks and releases payments, and signs in again for it' },
  ),
  officer(
    'demo-finance-2',
    'finance',
    district,
    { zh: '财务 · 复核与重发', en: 'Finance, second officer' },
    { zh: '重发退回的付款', en: 'Pays again what came back' },
  ),
  officer(
    'demo-finance-3',
    'finance',
    beside,
    { zh: '邻区财务', en: 'Finance of the district beside' },
    { zh: '看不到示范区的任何内容', en: 'Sees nothing of the demo district' },
  ),
  officer(
    'demo-fund-manager',
    'fund-manager',
    district,
    { zh: '资金管理', en: 'Fund manager' },
    { zh: '下达资金、查看总账', en: 'Allots funds and reads the ledger' },
  ),
];

const watching: readonly DemoAccount[] = [
  watcher(
    'demo-supervisor-1',
    'supervisor',
    district,
    { zh: '监督', en: 'Supervisor' },
    { zh: '预警、抽查、处罚、追溯', en: 'Alerts, inspections, sanctions, traces' },
  ),
  watcher(
    'demo-supervisor-2',
    'supervisor',
    beside,
    { zh: '邻区监督', en: 'Supervisor of the district beside' },
    { zh: '看不到示范区的任何内容', en: 'Sees nothing of the demo district' },
  ),
  watcher(
    'demo-inspector',
    'inspector',
    district,
    { zh: '检查人员', en: 'Inspector' },
    { zh: '随机抽取的现场检查', en: 'Inspects what was drawn at random' },
  ),
  watcher(
    'demo-auditor',
    'third-party',
    district,
    { zh: '第三方', en: 'Third party' },
    { zh: '受托核查', en: 'Examines on behalf of the office' },
  ),
];

const policyMaking: readonly DemoAccount[] = [
  officer(
    'demo-policy-1',
    'policy-officer',
    district,
    { zh: '政策 · 起草', en: 'Policy, drafts' },
    { zh: '起草政策包、试算', en: 'Drafts policy packs and tries them out' },
  ),
  officer(
    'demo-policy-2',
    'policy-officer',
    district,
    { zh: '政策 · 会签', en: 'Policy, signs' },
    { zh: '第二人签发政策包', en: 'Signs policy packs as the second' },
  ),
];

const administrators: readonly DemoAccount[] = [
  administrator(
    'demo-system-admin',
    'system-administrator',
    { zh: '系统管理员', en: 'System administrator' },
    { zh: '三员之一：系统配置', en: 'One of three: the system itself' },
  ),
  administrator(
    'demo-security-admin',
    'security-administrator',
    { zh: '安全管理员', en: 'Security administrator' },
    { zh: '三员之一：授权，不能授权自己', en: 'One of three: grants roles, never to itself' },
  ),
  administrator(
    'demo-audit-admin',
    'audit-administrator',
    { zh: '审计管理员', en: 'Audit administrator' },
    { zh: '三员之一：查看全部记录', en: 'One of three: reads every record' },
  ),
  administrator('demo-operator', 'operator', { zh: '运维', en: 'Operator' }, { zh: '查看系统运行情况', en: 'Sees how the system runs' }),
];

export const demoAccounts: readonly DemoAccount[] = [
  ...ofInstitutions,
  ...trainees,
  ...reviewing,
  ...paying,
  ...watching,
  ...policyMaking,
  ...administrators,
];

/** Machines, which sign in with a secret and no person behind it. */
export const demoClients: readonly DemoClient[] = [
  { clientId: 'demo-bank', secret: 'xunbu-demo-bank-secret', roles: ['bank'] },
  { clientId: 'demo-third-party', secret: 'xunbu-demo-third-party-secret', roles: ['third-party'], region: district },
];

/** The key of an account's one-time codes: as little of a secret as the password. */
export const demoSecretOf = (account: string): Secret =>
  new Secret({ buffer: Uint8Array.from(createHash('sha256').update(`xunbu demo ${account}`).digest().subarray(0, secretBytes)).buffer });
const secretBytes = 20;
