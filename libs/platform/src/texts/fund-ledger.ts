import type { Texts } from '../texts';

export const fundLedger: Texts = {
  FUND_ROW_NOT_FOUND: { zh: '没有找到这笔资金。', en: 'This fund row was not found.' },
  FUND_REGION_OUT_OF_REACH: {
    status: 403,
    zh: '您的账号不能为行政区划 {region} 下达资金。',
    en: 'Your account may not allot money to region {region}.',
  },
  PERIOD_BACKWARDS: {
    zh: '起始日 {from} 晚于截止日 {to}，请更正后再查询。',
    en: 'The period begins on {from}, after it ends on {to}. Mend it and ask again.',
  },
  PERIOD_TOO_LONG: {
    zh: '一次最多查询 {days} 天，请缩短期间，或改为按周查询。',
    en: 'At most {days} days are shown at once. Ask for a shorter period, or by weeks.',
  },
  ALLOTMENT_OF_NOTHING: { zh: '下达的金额须大于零。', en: 'An allotment must be more than nothing.' },
};
