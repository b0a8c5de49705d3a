// Why a hop stands behind another, in Chinese: the trace itself says it in English. Pure.
import type { Word } from '@kit';

const reasons: readonly (readonly [RegExp, string])[] = [
  [/^pays the lines of this decision$/, '支付这项认定的各行'],
  [/^the first review passed this case$/, '初审通过该案件'],
  [/^the second review passed this case$/, '复核通过该案件'],
  [/^the case was posted for objections$/, '该案件已公示'],
  [/^the time for objections was over$/, '公示期已满'],
  [/^the fund row had committed the money$/, '资金已占用'],
  [/^decides this claim$/, '对这份申领作出认定'],
  [/^decided under (.+) with this hash$/, '依据政策规则 $1（指纹一致）作出认定'],
  [/^stands on this certificate$/, '以这份证书为据'],
  [/^the query site confirmed it$/, '联网查询已核验'],
  [/^a class programme pays for those who passed$/, '班期补贴只支付给合格者'],
  [/^the person was enrolled in the class$/, '本人已报名该班期'],
  [/^the days of the class were counted$/, '班期各日已结清'],
  [/^in this approved class$/, '所在班期已核准'],
  [/^under the real name$/, '已实名核验'],
  [/^the hours that count$/, '计入的学时'],
  [/^counted from this sign-in$/, '从这次签到起计'],
  [/^counted until this sign-out$/, '计至这次签退'],
  [/^this sign-in was flagged$/, '这次签到有异常标记'],
  [/^hours of (.+) were counted$/, '$1 的学时已计入'],
  [/^the bank returned it$/, '银行退票'],
  [/^the bank paid it$/, '银行已支付'],
  [/^the ledger booked it as paid$/, '资金账记为已支付'],
  [/^the ledger moved its money$/, '资金账有变动'],
  [/^its release was approved$/, '支付已签批'],
  [/^the ledger booked it in transit$/, '资金账记为在途'],
  [/^the approvals lie under a cosigned checkpoint$/, '签批已由见证方签名'],
  [/^the file left for the bank$/, '文件已送银行'],
  [/^it was issued again by this officer$/, '由该人员重新发放'],
  [/^takes the place of an order that came back$/, '代替退票的指令'],
  [/^takes the place of this order$/, '代替这一指令'],
  [/^the first order names the lines$/, '首次指令列明各行'],
];

export function whyWord(why: string): Word {
  const [form, zh] = reasons.find(([one]) => one.test(why)) ?? [];
  return { zh: form && zh !== undefined ? why.replace(form, zh) : why, en: why };
}

/** What a missing hop is called: `SignInRecorded on 2026-03-09` names its day too. */
export function missingType(type: string): { readonly type: string; readonly on?: string } {
  const [, name, on] = /^(\w+) on (.+)$/.exec(type) ?? [];
  return name === undefined ? { type } : { type: name, on };
}
