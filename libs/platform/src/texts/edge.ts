import type { Texts } from '../texts';

export const edge: Texts = {
  NO_REPLICA: {
    status: 503,
    zh: '服务 {service} 暂时没有应答，请用同一编号重试。',
    en: 'The service {service} does not answer for now; please try again with the same key.',
  },
  ANSWER_LOST: {
    status: 503,
    zh: '服务 {service} 在处理中断开，结果未知；请先查询再决定是否重做。',
    en: 'The service {service} went away while it worked and the outcome is unknown; look before you repeat it.',
  },
};
