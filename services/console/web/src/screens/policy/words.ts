import { funds, programmes, type StatusWords, type Word } from '@kit';

export const packStatus: StatusWords = {
  SHIPPED: { word: { zh: '待起草', en: 'Ready to draft' }, colour: 'default' },
  DRAFTED: { word: { zh: '已起草，待两人签发', en: 'Drafted, two signatures to go' }, colour: 'warning' },
  SIGNED: { word: { zh: '已签一人，待第二人', en: 'One signature to go' }, colour: 'warning' },
  PUBLISHED: { word: { zh: '已签发', en: 'Published' }, colour: 'success' },
  IN_USE: { word: { zh: '随系统生效', en: 'In force as shipped' }, colour: 'success' },
};

export const packKinds: Readonly<Record<string, Word>> = {
  PAYS: { zh: '决定补贴', en: 'Decides claims' },
  CONSTRAINT: { zh: '上级约束', en: 'Binds other packs' },
  RULES: { zh: '经办规则', en: 'Rules of procedure' },
};

export const chosenBy: Readonly<Record<string, Word>> = {
  APPLICATION: { zh: '申请日', en: 'Day of the application' },
  CERT_ISSUE: { zh: '证书核发日', en: 'Day the certificate was issued' },
  CLASS_START: { zh: '开班日', en: 'First day of the class' },
  PLAN_START: { zh: '计划开始日', en: 'First day of the plan' },
};

export const reliability: Readonly<Record<string, Word>> = {
  O: { zh: '官方网站', en: 'Official site' },
  N: { zh: '报刊', en: 'Newspaper' },
  R: { zh: '文库副本', en: 'Repository copy' },
  M: { zh: '转载', en: 'Mirror' },
  P: { zh: '无网址页面', en: 'Page without an address' },
};

export const partWords: Readonly<Record<string, Word>> = {
  ALL: { zh: '整包', en: 'Whole pack' },
  PROGRAMME: { zh: '项目', en: 'Programme' },
  CONSTRAINT: { zh: '约束', en: 'Constraint' },
  RULE: { zh: '规则', en: 'Rule' },
};

export const differenceWords: StatusWords = {
  ADDED: { word: { zh: '新增', en: 'Added' }, colour: 'success' },
  REMOVED: { word: { zh: '删除', en: 'Removed' }, colour: 'error' },
  CHANGED: { word: { zh: '变更', en: 'Changed' }, colour: 'warning' },
  SOURCE: { word: { zh: '仅出处不同', en: 'Source only' }, colour: 'processing' },
  SAME: { word: { zh: '相同', en: 'Same' }, colour: 'default' },
};

export const frameWords: Readonly<Record<string, Word>> = {
  region: { zh: '适用地区', en: 'Region' },
  validFrom: { zh: '生效日', en: 'Valid from' },
  validTo: { zh: '截止日', en: 'Valid to' },
  chosenBy: { zh: '选用依据', en: 'Chosen by' },
  parent: { zh: '上级政策', en: 'Parent' },
};

/** The codes that parameters have for values. */
export const valueWords: Readonly<Record<string, Word>> = {
  ...funds,
  ...programmes,
  true: { zh: '是', en: 'Yes' },
  false: { zh: '否', en: 'No' },
  PERSON: { zh: '个人', en: 'The person' },
  EMPLOYER: { zh: '用人单位', en: 'The employer' },
  INSTITUTION: { zh: '培训机构', en: 'The institution' },
  ORGANISATION: { zh: '单位', en: 'The organisation' },
  SOCIAL_CARD: { zh: '社会保障卡', en: 'Social security card' },
  OFFSET: { zh: '从下次发放中扣回', en: 'Set off against the next payment' },
  ADDITIVE: { zh: '各项相加', en: 'Added up' },
  HIGHEST: { zh: '取最高一项', en: 'The highest alone' },
  QUALIFICATION: { zh: '职业资格证书', en: 'Qualification certificate' },
  SKILL_LEVEL: { zh: '职业技能等级证书', en: 'Skill level certificate' },
  SPECIAL_ABILITY: { zh: '专项职业能力证书', en: 'Special ability certificate' },
  COMPLETION: { zh: '培训合格证书', en: 'Completion certificate' },
  in_service: { zh: '在职参保', en: 'Insured and in service' },
  receiving_ui_benefit: { zh: '领取失业保险金', en: 'Receiving unemployment benefit' },
};
