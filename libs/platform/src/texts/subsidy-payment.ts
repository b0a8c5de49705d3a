import type { Texts } from '../texts';

export const subsidyPayment: Texts = {
  RELEASE_CHANGED: {
    zh: '要放款的笔数、金额、明细或支付文件与您确认的不一致，请重新核对后再验证。',
    en: 'What would be paid is not what you were shown: look again, and confirm that.',
  },
  STEP_UP_USED: {
    zh: '这次验证已用于另一次放款，请重新验证。',
    en: 'This confirmation was used for another release already; please confirm again.',
  },
  // Packs and claims.
  PACK_NOT_FOUND: { zh: '没有找到这个政策包版本。', en: 'This version of the policy pack was not found.' },
  PACK_ALREADY_PUBLISHED: {
    zh: '第 {version} 版已发布，不能再改；如需修改请起草下一版。',
    en: 'Version {version} is published and stays as it is; a change is the next version.',
  },
  FIXTURE_PACK: {
    zh: '政策包 {pack} 含有无出处的演练参数，只能在演练环境签发。',
    en: 'Policy pack {pack} has parameters that were made up for rehearsals; it can be signed in one only.',
  },
  CLAIM_NOT_FOUND: { zh: '没有找到这项申请。', en: 'This claim was not found.' },
  IMPORT_REGION_OUT_OF_REACH: {
    status: 403,
    zh: '您的账号不能登记行政区划 {region} 的历史补贴，请填写管辖范围内的行政区划。',
    en: 'Your account may not record subsidies of region {region}; name a region within its reach.',
  },
  CASE_NOT_FOUND: { zh: '申请中没有这个人。', en: 'The claim has no case of this person.' },
  CLASS_NOT_FOUND: { zh: '没有找到这个班期，或者开班尚未备案。', en: 'This class was not found, or its opening is not approved.' },
  CLASSES_OF_SEVERAL: { zh: '一项申请只能包含同一培训机构的班期。', en: 'The classes of one claim are those of one institution.' },
  ROSTER_EMPTY: { zh: '班期没有学员。', en: 'The class has no trainees.' },
  PERSON_NOT_ON_ROSTER: { zh: '申请的人员不在班期名册上。', en: 'A person named in the claim is not on the roster of the class.' },
  CLAIM_INCOMPLETE: { zh: '请写明申请人和证书，或者班期。', en: 'Name the person and the certificate, or the classes.' },
  CLAIM_NOT_YOURS: { status: 403, zh: '只能为本人申请。', en: 'You may ask for yourself only.' },
  NO_OBJECTION: { zh: '此人没有未处理的异议。', en: 'There is no open objection against this person.' },
  OBJECTION_NOT_FOUND: {
    zh: '没有找到这个受理编号，请核对链接。',
    en: 'There is no objection with this number; check the link.',
  },
  OBJECTIONS_ENOUGH: {
    zh: '对这一行的异议已有 {most} 份，正在一并核查，不再另行受理。',
    en: 'There are {most} objections to this line already; they are looked into together, and no more are taken.',
  },
  STATEMENT_NAMES_SOMEBODY: {
    status: 422,
    zh: '说明中像是有证件号码或电话号码，请删去个人信息后再提交。',
    en: 'The text seems to hold an ID or telephone number; take personal data out and send it again.',
  },
  PUBLICITY_LIST_NOT_FOUND: { zh: '此项申请目前没有公示名单。', en: 'No list of this claim is posted now.' },
  // Payouts, payment orders, and what the bank says.
  NAMED_TWICE: { zh: '{id} 在清单中出现两次。', en: '{id} is in the list twice.' },
  PAYOUT_NOT_FOUND: { zh: '没有找到这次发放。', en: 'This payout was not found.' },
  PAYOUT_OUTCOME_KNOWN: {
    zh: '这次发放没有需要人工判定的支付指令。',
    en: 'This payout has no payment order on which people have to decide.',
  },
  ENQUIRY_PENDING: {
    zh: '正在向银行查询，得到结果后才能人工判定。',
    en: 'The bank is being asked; people decide after it has answered, or has not.',
  },
  PAYOUT_TOO_LARGE: {
    zh: '一次发放最多 {limit} 笔支付指令，本次有 {orders} 笔，请分次发放。',
    en: 'A payout carries at most {limit} payment orders, and this one would have {orders}; please release fewer claims at a time.',
  },
  PAYMENT_ORDER_TOO_LARGE: {
    zh: '一笔支付指令最多涉及 {limit} 人，本次有 {cases} 人，请分次发放。',
    en: 'A payment order pays for at most {limit} people, and this one would for {cases}; please release fewer claims at a time.',
  },
  PAYMENT_ORDER_NOT_FOUND: { zh: '没有找到这笔支付指令。', en: 'This payment order was not found.' },
  PAYMENT_NOT_RETURNED: {
    zh: '这笔支付指令的状态为 {state}，只有被银行退回的才能重新发放。',
    en: 'This payment order is {state}; only one that the bank returned can be paid again.',
  },
  BANK_SILENT: {
    status: 503,
    zh: '银行没有答复账户核验，请稍后再试。',
    en: 'The bank did not answer about the account; please try again later.',
  },
  PAYMENT_ORDER_PAID: { zh: '支付指令 {orderId} 已经支付成功。', en: 'Payment order {orderId} has been paid already.' },
  PAYMENT_ORDER_RETURNED: { zh: '支付指令 {orderId} 已经退回。', en: 'Payment order {orderId} has been returned already.' },
  PAYMENT_ORDER_NOT_SENT: { zh: '支付指令 {orderId} 尚未发送银行。', en: 'Payment order {orderId} was not sent to the bank.' },
  PAYMENT_AMOUNT_DIFFERS: {
    zh: '银行答复的金额与支付指令 {orderId} 不一致。',
    en: 'The amount that the bank names is not that of payment order {orderId}.',
  },
  PAYMENT_ORDER_UNKNOWN: { zh: '没有支付指令 {orderId}。', en: 'There is no payment order {orderId}.' },
  BANK_MESSAGE_UNREADABLE: { zh: '银行报文无法读取：{why}。', en: 'The message of the bank cannot be read: {why}.' },
  ACCOUNT_NOT_READY: {
    zh: '收款账户不存在、未激活或户名不符，暂不能重新发放。',
    en: 'The account does not exist, is not active, or is not the payee’s, so nothing can be paid to it yet.',
  },
};
