import type { Texts } from '../texts';

export const fundLedger: Texts = {
  FUND_ROW_NOT_FOUND: { zh: '没有找到这笔资金。', en: 'This fund row was not found.' },
  FUND_REGION_OUT_OF_REACH: {
    status: 403,
    zh: '您的账号不能为行政区划 {region} 下达资金。',
    en: 'Your account may not allot money to region {region}.',
  },
  ALLOTMENT_OF_NOTHING: { zh: '下达的金额须大于零。', en: 'An allotment must be more than nothing.' },
};
