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
};
