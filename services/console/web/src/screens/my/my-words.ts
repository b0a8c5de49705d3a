// How a trainee's affairs are called.
import type { StatusWords, Word } from '@kit';

export const presences: StatusWords = {
  COMPLETE: { word: { zh: '已签到签退', en: 'Signed in and out' }, colour: 'success' },
  IN_ONLY: { word: { zh: '已签到', en: 'Signed in' }, colour: 'processing' },
  OUT_ONLY: { word: { zh: '只有签退', en: 'Signed out only' }, colour: 'warning' },
  MISSED: { word: { zh: '没有签到', en: 'Not signed in' }, colour: 'error' },
  NOW: { word: { zh: '正在上课，尚未签到', en: 'On now, not signed in' }, colour: 'warning' },
  AHEAD: { word: { zh: '尚未开始', en: 'Ahead' }, colour: 'default' },
};

export const certificateStates: StatusWords = {
  VALID: { word: { zh: '有效', en: 'Valid' }, colour: 'success' },
  PENDING: { word: { zh: '待核验', en: 'Awaiting confirmation' }, colour: 'processing' },
  REVOKED: { word: { zh: '已撤销', en: 'Revoked' }, colour: 'error' },
};

export const certificateKinds: Readonly<Record<string, Word>> = {
  QUALIFICATION: { zh: '职业资格证书', en: 'Vocational qualification' },
  SKILL_LEVEL: { zh: '职业技能等级证书', en: 'Skill-level certificate' },
  SPECIAL_ABILITY: { zh: '专项职业能力证书', en: 'Special-ability certificate' },
  COMPLETION: { zh: '培训合格证书', en: 'Certificate of completion' },
};

export const flags: Readonly<Record<string, Word>> = {
  OUTSIDE_FENCE: { zh: '不在教学点范围内', en: 'Outside of the teaching site' },
  FACE_SCORE: { zh: '人脸比对未通过', en: 'The faces did not match' },
};

export const accountKinds: Readonly<Record<string, Word>> = {
  SOCIAL_CARD: { zh: '社会保障卡', en: 'Social-security card' },
  BANK: { zh: '银行账户', en: 'Bank account' },
};
