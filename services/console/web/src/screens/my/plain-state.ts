// How a case stands, in the words of whoever waits for the money.
import { dayText } from '../../kit/format';
import type { Word } from '../../kit/language';
import type { OwnCase } from './own';

const stages: Readonly<Record<string, Word>> = {
  DECIDED: { zh: '已受理并初步判定，等待初审', en: 'Taken and decided, waiting for the first review' },
  FIRST_REVIEWED: { zh: '初审已通过，等待复审', en: 'The first review is passed, the second is awaited' },
  SECOND_REVIEWED: { zh: '复审已通过，等待公示', en: 'Both reviews are passed; it will be posted next' },
  IN_PUBLICITY: { zh: '正在公示', en: 'It is posted now' },
  PUBLICITY_ENDED: { zh: '公示已结束，等待财务放款', en: 'No longer posted; finance will let the money go' },
  RELEASED: { zh: '已放款，等待银行答复', en: 'The money is on its way; the bank’s answer is awaited' },
  PAID: { zh: '银行已支付', en: 'The bank has paid it' },
};

const ends: Readonly<Record<string, Word>> = {
  REJECTED: { zh: '不予补贴', en: 'Not granted' },
  HELD: { zh: '暂缓，原因消除后自动继续', en: 'On hold; it goes on by itself when the reason is gone' },
  CLAWBACK_OPENED: { zh: '已付款项正在追缴', en: 'What was paid is being claimed back' },
  CLAWBACK_CLOSED: { zh: '款项已追缴', en: 'What was paid has been given back' },
};

export function plainState({ outcome, stage, funds, postedUntil }: Pick<OwnCase, 'outcome' | 'stage' | 'funds' | 'postedUntil'>): Word {
  const end = ends[outcome];
  if (end) return end;
  if (stage === 'IN_PUBLICITY' && postedUntil !== undefined)
    return { zh: `正在公示，至 ${dayText(postedUntil, 'zh')}`, en: `It is posted until ${dayText(postedUntil, 'en')}` };
  if (funds === 'QUEUED') return { zh: '条件已符合，等待资金到位', en: 'Granted, and waiting for money in the fund' };
  return stages[stage] ?? { zh: stage, en: stage };
}
