import type { Texts } from '../texts';

export const sandbox: Texts = {
  CLOCK_MOMENT_INVALID: {
    status: 400,
    zh: '时间须为带时区的 ISO 8601 时间（如 2026-03-02T09:00:00+08:00）或日期（如 2026-03-02，即上海时间 9 点）。',
    en: 'A moment must be an ISO 8601 time with its zone (2026-03-02T09:00:00+08:00) or a date (2026-03-02: 9:00 in Shanghai).',
  },
  CLOCK_ONLY_FORWARD: {
    zh: '时钟只能向前拨：现在是 {now}，不能拨回 {to}。',
    en: 'The clock only moves forward: it is {now}, which is later than {to}.',
  },
  NOT_AT_REST: {
    status: 503,
    zh: '系统在 {now} 未能在限定时间内静止，仍在进行：{busy}',
    en: 'The system did not come to rest at {now} in time; still busy: {busy}',
  },
  WORK_IS_PARKED: {
    zh: '在 {now} 有事项被搁置，须先处理：{parked}',
    en: 'At {now} something is parked and must be dealt with first: {parked}',
  },
  PROCESS_INVALID: {
    status: 400,
    zh: '登记进程须给出编号，以及本机或内网的 http 地址。',
    en: 'A process registers with an id and an http address on this machine or in a private network.',
  },
  PROCESS_NOT_OURS: {
    status: 403,
    zh: '只有本系统的进程可以登记或退出。',
    en: 'Only processes of this installation may register or leave.',
  },
  SANDBOX_FIELD_INVALID: { status: 400, zh: '字段 {field} 缺失或不合规。', en: 'Field {field} is missing or not as it must be.' },
  REGISTRY_UNKNOWN: { status: 404, zh: '没有名为 {registry} 的外部登记系统。', en: 'There is no registry called {registry}.' },
  REGISTRY_SILENT: { status: 504, zh: '外部系统 {registry} 没有应答。', en: 'The outside authority {registry} does not answer.' },
  CERTIFICATE_UNKNOWN: { status: 404, zh: '查询不到证书 {number}。', en: 'No certificate {number} is known here.' },
  BANK_SILENT_HERE: { status: 504, zh: '银行没有应答。', en: 'The bank does not answer.' },
  BANK_TURNS_AWAY: { status: 422, zh: '银行现在不受理支付文件。', en: 'The bank takes no payment files now.' },
  BANK_ACCOUNT_UNKNOWN: { status: 404, zh: '银行没有账户 {account}。', en: 'The bank has no account {account}.' },
  BANK_ORDER_UNKNOWN: { status: 404, zh: '银行没有收到过支付指令 {order}。', en: 'The bank never received payment order {order}.' },
  BANK_ORDER_KNOWN: {
    zh: '支付指令 {order} 已在另一份报文中。',
    en: 'Payment order {order} came in another message already.',
  },
  BANK_MESSAGE_DIFFERS: {
    zh: '编号为 {message} 的报文此前内容不同。',
    en: 'The message with the id {message} said something else before.',
  },
  BANK_MESSAGE_INVALID: { status: 422, zh: '支付报文不能受理：{why}。', en: 'The payment message cannot be taken: {why}.' },
};
