import type { StatusWords, Word } from '@kit';

/** What the states of the file mean to somebody who waits for it. */
export const payoutStates: StatusWords = {
  APPROVED: { word: { zh: '已签批，待入账见证', en: 'Released' }, colour: 'processing' },
  WITHDRAWN: { word: { zh: '已撤回', en: 'Withdrawn' }, colour: 'default' },
  WITHHELD: { word: { zh: '账簿未入账', en: 'Not booked' }, colour: 'error' },
  STORED: { word: { zh: '文件已生成', en: 'File written' }, colour: 'processing' },
  SENT: { word: { zh: '已送银行', en: 'Sent to the bank' }, colour: 'success' },
  OUTCOME_UNKNOWN: { word: { zh: '结果不明', en: 'Outcome unknown' }, colour: 'error' },
  RESOLVED: { word: { zh: '已人工认定', en: 'Resolved' }, colour: 'success' },
};

export const orderStates: StatusWords = {
  ISSUED: { word: { zh: '等待银行', en: 'Awaiting the bank' }, colour: 'processing' },
  SUCCEEDED: { word: { zh: '支付成功', en: 'Paid' }, colour: 'success' },
  RETURNED: { word: { zh: '银行退票', en: 'Returned by the bank' }, colour: 'error' },
  REPLACED: { word: { zh: '已重新发放', en: 'Re-issued' }, colour: 'default' },
  WITHDRAWN: { word: { zh: '已撤回', en: 'Withdrawn' }, colour: 'default' },
  WITHHELD: { word: { zh: '账簿未入账', en: 'Not booked' }, colour: 'error' },
};

export const bankDid: Readonly<Record<string, Word>> = {
  PAID: { zh: '支付成功', en: 'Paid' },
  RETURNED: { zh: '退票', en: 'Returned' },
};

export const withheldWords: Readonly<Record<string, Word>> = {
  PAYMENT_ORDER_REPLACED: { zh: '指令已被替换，未计入', en: 'the order was replaced; not counted' },
  ALREADY_PAID: { zh: '此前已支付，未计入', en: 'it was paid before; not counted' },
  ALREADY_RETURNED: { zh: '此前已退票，未计入', en: 'it had come back before; not counted' },
  NOT_SENT: { zh: '尚未送银行，未计入', en: 'it was not sent; not counted' },
  AMOUNT_DIFFERS: { zh: '金额不符，未计入', en: 'the amount differs; not counted' },
};
