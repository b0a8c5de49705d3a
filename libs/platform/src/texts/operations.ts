import type { Texts } from '../texts';

/** What an operator can be told. */
export const operations: Texts = {
  LANE_NOT_FOUND: { status: 404, zh: '通道 {lane} 上没有搁置的消息。', en: 'No message is parked in the lane {lane}.' },
  LANE_BEING_RELEASED: {
    zh: '通道 {lane} 正由他人放行，请稍后再看。',
    en: 'Somebody else is releasing the lane {lane}; look again shortly.',
  },
  PARKED_MESSAGE_NOT_FOUND: { zh: '没有搁置或隔离的消息 {message}。', en: 'No message {message} is parked or in quarantine.' },
  PARKED_JOB_NOT_FOUND: { zh: '没有搁置的到期事项 {id}。', en: 'No parked job {id} was found.' },
  LOG_NOT_FOUND: { zh: '本服务没有名为 {log} 的记录簿。', en: 'This service has no log named {log}.' },
  ANNOUNCEMENTS_UNREACHABLE: {
    status: 503,
    zh: '消息系统暂时不可用，尚未重新发布完毕；请用同一编号重试。',
    en: 'The broker cannot be reached for now, so not all was published again; please try again with the same key.',
  },
};
