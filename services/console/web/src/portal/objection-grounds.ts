import type { Word } from '../kit/language';

export const grounds = {
  NOT_TRAINED: { zh: '没有参加培训', en: 'Did not take part in the training' },
  NOT_ENTITLED: { zh: '不符合补贴条件', en: 'Is not entitled to the subsidy' },
  WRONG_AMOUNT: { zh: '金额不对', en: 'The amount is wrong' },
  OTHER: { zh: '其他', en: 'Something else' },
} as const satisfies Readonly<Record<string, Word>>;

export type Ground = keyof typeof grounds;

/** Eleven digits are a telephone number or the beginning of something worse; the service says the same. */
export const namesSomebody = (statement: string): boolean => /\d(?:[\s-]?\d){10}/.test(statement);
