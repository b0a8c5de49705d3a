// The stops of the guided tour: from what the bank said back to one sign-in, each with the page of the console that shows it and who sees it there.
import { dayText, instantText, moneyText } from '../kit/format';
import type { Language, Word } from '../kit/language';
import type { Tour } from './demo';

export type Stop = {
  readonly name: Word;
  /** What one sees there, with the values of this payment. */
  readonly seen: (tour: Tour, language: Language) => Word;
  readonly account: string;
  readonly page: (tour: Tour) => string;
};

export const stops: readonly Stop[] = [
  {
    name: { zh: '银行的答复', en: 'The bank’s answer' },
    seen: ({ amount, paidAt, bankReference }, language) => ({
      zh: `${instantText(paidAt, language)}，银行答复已付 ${moneyText(amount)}，回执号 ${bankReference}。`,
      en: `On ${instantText(paidAt, language)} the bank said that it had paid ${moneyText(amount)}, under its reference ${bankReference}.`,
    }),
    account: 'demo-supervisor-1',
    page: ({ orderId }) => `/auditing/payments/${orderId}`,
  },
  {
    name: { zh: '支付指令与支付文件', en: 'The payment order and its file' },
    seen: ({ fileSha256 }) => ({
      zh: `指令逐行写明付给谁、为谁、多少钱；文件只生成一次，指纹 ${fileSha256.slice(0, 12)}… 与送出的一致。`,
      en: `The order says line by line whom it pays, for whom, how much; its file was written once, and its fingerprint ${fileSha256.slice(0, 12)}… is the one that left.`,
    }),
    account: 'demo-finance-1',
    page: ({ payoutId }) => `/funds/payouts/${payoutId}`,
  },
  {
    name: { zh: '公示', en: 'The posted list' },
    seen: ({ lastDay }, language) => ({
      zh: `名单公示至 ${dayText(lastDay, language)} 24:00，期满之前谁也不能放款。`,
      en: `The list was posted until the end of ${dayText(lastDay, language)}; before that nobody could let the money go.`,
    }),
    account: 'demo-reviewer-2',
    page: ({ claimId }) => `/reviewing/claims/${claimId}`,
  },
  {
    name: { zh: '两级审核', en: 'Two reviews' },
    seen: ({ firstPassedAt, secondPassedAt }, language) => ({
      zh: `初审 ${instantText(firstPassedAt, language)}，复审 ${instantText(secondPassedAt, language)}，必须是两个人，放款的是第三人。`,
      en: `Reviewed on ${instantText(firstPassedAt, language)} and again on ${instantText(secondPassedAt, language)}, by two people; a third one let the money go.`,
    }),
    account: 'demo-reviewer-1',
    page: ({ claimId }) => `/reviewing/claims/${claimId}`,
  },
  {
    name: { zh: '判定与所依据的规则', en: 'The decision and its rule' },
    seen: ({ lineAmount, pack }) => ({
      zh: `这一人 ${moneyText(lineAmount)}，依据政策包 ${pack}，每项条件的取值都留在判定里，可以原样重算。`,
      en: `${moneyText(lineAmount)} for this person under policy pack ${pack}; the value of every condition is kept with the decision, which can be made again.`,
    }),
    account: 'demo-reviewer-1',
    page: ({ claimId, caseId }) => `/reviewing/claims/${claimId}?case=${caseId}`,
  },
  {
    name: { zh: '证书', en: 'The certificate' },
    seen: ({ certificateNumber }) => ({
      zh: `证书 ${certificateNumber}，已在全国查询系统核验；没有它，这一行不会付款。`,
      en: `Certificate ${certificateNumber}, confirmed by the national query system; without it the line would not have been paid.`,
    }),
    account: '',
    page: ({ certificateNumber }) => `/certificates/${encodeURIComponent(certificateNumber)}`,
  },
  {
    name: { zh: '考勤', en: 'The attendance' },
    seen: ({ countedHours, scheduledHours }) => ({
      zh: `应到 ${scheduledHours} 课时，计入 ${countedHours} 课时，逐日可查。`,
      en: `${countedHours} of ${scheduledHours} class hours count, day by day.`,
    }),
    account: 'demo-registrar-1',
    page: ({ classId }) => `/classes/class/${classId}`,
  },
  {
    name: { zh: '一次签到', en: 'One sign-in' },
    seen: ({ signIn }, language) => ({
      zh: `设备时间 ${instantText(signIn.deviceAt, language, true)}，服务器收到 ${instantText(signIn.receivedAt, language, true)}。钱从这里挣来。`,
      en: `${instantText(signIn.deviceAt, language, true)} by the clock of the device, received ${instantText(signIn.receivedAt, language, true)}. Here the money was earned.`,
    }),
    account: 'demo-trainee-1',
    page: ({ sessionId }) => `/my/sign-ins?session=${sessionId}`,
  },
];
