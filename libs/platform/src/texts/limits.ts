import type { Texts } from '../texts';

export const limits: Texts = {
  BODY_TOO_LARGE: { status: 413, zh: '请求内容过大。', en: 'The body is too large.' },
  BODY_TOO_DEEP: { status: 400, zh: '请求内容嵌套超过 {limit} 层。', en: 'The body is nested deeper than {limit} levels.' },
  BODY_TOO_MANY: {
    status: 400,
    zh: '请求内容中的列表或字段超过 {limit} 个。',
    en: 'A list or an object in the body has more than {limit} members.',
  },
  BODY_KEY_REFUSED: { status: 400, zh: '请求内容含有不允许的字段名。', en: 'The body has a field name that is not allowed.' },
  TEXT_REFUSED: { status: 400, zh: '请求含有不允许的字符。', en: 'The request has characters that are not allowed.' },
  URL_TOO_LONG: { status: 414, zh: '地址过长。', en: 'The address is too long.' },
  HEADERS_TOO_LARGE: { status: 431, zh: '请求头过大。', en: 'The headers are too large.' },
  TOO_MANY_REQUESTS: {
    status: 429,
    zh: '请求过于频繁，请在 {seconds} 秒后重试。',
    en: 'Too many requests; please try again in {seconds} seconds.',
  },
  REQUEST_TIMEOUT: { status: 408, zh: '请求传送超时。', en: 'The request took too long to arrive.' },
  ANSWER_TIMEOUT: {
    status: 503,
    zh: '处理超时，请用同一编号重试。',
    en: 'The answer took too long; please try again with the same key.',
  },
};
