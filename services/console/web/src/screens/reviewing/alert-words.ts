import type { Word } from '@kit';

export const alertWords: Readonly<Record<string, Word>> = {
  PROXY_SIGN_IN: { zh: '疑似代签到', en: 'Perhaps signed in by somebody else' },
  MOVE_WITHHELD: { zh: '账务处理受阻', en: 'A booking was withheld' },
  BANK_ANSWER_WITHHELD: { zh: '银行回执与已发生的不符', en: 'An answer of the bank contradicts what happened' },
  PAYOUT_OUTCOME_UNKNOWN: { zh: '支付结果不明', en: 'Outcome of a payout unknown' },
  LOG_FORK: { zh: '日志出现分叉', en: 'A log was forked' },
};
