import type { Texts } from '../texts';

export const platform: Texts = {
  VALIDATION_FAILED: { status: 400, zh: '填写的内容有 {count} 处不符合要求。', en: '{count} part(s) of the input are not valid.' },
  MALFORMED_JSON: { status: 400, zh: '请求内容不是有效的 JSON。', en: 'The body is not valid JSON.' },
  BODY_NOT_UTF8: { status: 400, zh: '请求内容不是有效的 UTF-8 文本。', en: 'The body is not valid UTF-8.' },
  BAD_REQUEST: { status: 400, zh: '请求无法理解。', en: 'The request cannot be understood.' },
  IDEMPOTENCY_KEY_MISSING: {
    status: 400,
    zh: '缺少 Idempotency-Key 请求头：每次变更都需要一个编号，重试时使用同一个。',
    en: 'The Idempotency-Key header is missing: each change needs one, and a retry uses the same.',
  },
  IDEMPOTENCY_KEY_INVALID: {
    status: 400,
    zh: 'Idempotency-Key 请求头须为 8 至 100 个字母、数字、下划线或连字符。',
    en: 'The Idempotency-Key header must be 8 to 100 letters, digits, underscores or hyphens.',
  },
  IF_MATCH_INVALID: {
    status: 400,
    zh: 'If-Match 请求头须为所见版本号，例如 "7"。',
    en: 'The If-Match header must be the version seen, such as "7".',
  },
  CURSOR_INVALID: { zh: '翻页标记无效，请从第一页重新查询。', en: 'The cursor is not valid; start again from the first page.' },
  NOT_SIGNED_IN: { status: 401, zh: '请先登录。', en: 'Please sign in first.' },
  TOKEN_INVALID: { status: 401, zh: '登录凭证无效，请重新登录。', en: 'The token is not valid; please sign in again.' },
  TOKEN_EXPIRED: { status: 401, zh: '登录已过期，请重新登录。', en: 'The sign-in has expired; please sign in again.' },
  SIGNED_OUT: { status: 401, zh: '此账号已在各处退出，请重新登录。', en: 'This account has signed out everywhere; please sign in again.' },
  ISSUER_UNAVAILABLE: {
    status: 503,
    zh: '登录服务暂时没有应答，请稍后重试。',
    en: 'The sign-in service does not answer for now; please try again shortly.',
  },
  SECOND_FACTOR_NEEDED: {
    status: 403,
    zh: '办理此事项须先以动态验证码登录。',
    en: 'For this you need to have signed in with a one-time code.',
  },
  STEP_UP_INVALID: {
    status: 403,
    zh: '再次验证无效：须由本人以密码和动态验证码重新验证。',
    en: 'You have to show anew who you are, yourself, with your password and a one-time code.',
  },
  STEP_UP_EXPIRED: {
    status: 403,
    zh: '再次验证已超过五分钟，请重新验证。',
    en: 'It is more than five minutes since you showed who you are; please do it again.',
  },
  NOT_ALLOWED: { status: 403, zh: '您的岗位无权办理此事项。', en: 'Your role may not do this.' },
  NOT_FOUND: { status: 404, zh: '没有找到所查的内容。', en: 'What you asked for was not found.' },
  ROUTE_NOT_FOUND: { status: 404, zh: '没有这个地址。', en: 'There is no such address.' },
  METHOD_NOT_ALLOWED: { status: 405, zh: '此地址不支持 {method} 方法。', en: 'This address does not support {method}.' },
  MEDIA_TYPE_UNSUPPORTED: { status: 415, zh: '请求内容须为 application/json。', en: 'The body must be application/json.' },
  VIEW_BEHIND: { status: 409, zh: '数据仍在更新，请稍后重试。', en: 'The view has not caught up yet; please try again shortly.' },
  BUSY: { status: 503, zh: '系统繁忙，请稍后重试。', en: 'The system is busy; please try again shortly.' },
  FROM_NEWER_RELEASE: {
    status: 503,
    zh: '此事项已由更新的版本处理，请稍后重试。',
    en: 'This matter was handled by a newer release; please try again shortly.',
  },
  NOT_READY: {
    status: 503,
    zh: '此服务正在启动或停止，请稍后重试。',
    en: 'This service is starting or stopping; please try again shortly.',
  },
  NEIGHBOUR_UNAVAILABLE: {
    status: 503,
    zh: '办理此事需要的 {service} 服务暂时没有应答，请稍后重试；没有任何改动。',
    en: 'The service {service}, which this needs, does not answer for now; please try again shortly. Nothing was changed.',
  },
  AMOUNT_INVALID: {
    status: 400,
    zh: '金额 {amount} 的写法不对，应为两位小数的元，例如 1800.00。',
    en: 'The amount {amount} must be yuan with two decimals, as in 1800.00.',
  },
  PERCENT_INVALID: {
    status: 400,
    zh: '百分比 {percent} 的写法不对，例如 90%。',
    en: 'The percentage {percent} must be written as in 90%.',
  },
  UNEXPECTED: { status: 500, zh: '系统出现意外错误，编号 {id}。', en: 'An unexpected error occurred; its number is {id}.' },
};
