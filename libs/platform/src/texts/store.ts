import type { Texts } from '../texts';

export const store: Texts = {
  COMMAND_ID_REUSED: {
    status: 422,
    zh: '此编号已用于另一项内容不同的请求。',
    en: 'This key was used before for a request with other content.',
  },
  OUTCOME_UNKNOWN: {
    status: 503,
    zh: '数据库连接中断，尚不知是否办理成功。请用同一编号重试，不会重复办理。',
    en: 'The database went away; whether it was done is not known. Ask again with the same key: it will not be done twice.',
  },
  TOO_MANY_STREAMS: {
    zh: '一次办理涉及 {asked} 项，超过 {limit} 项。',
    en: 'One decision would touch {asked} things, more than {limit}.',
  },
  KEY_TAKEN: { zh: '此事项已被占用，不能重复办理。', en: 'This has been taken already and cannot be done twice.' },
};
