// RFC 9457: every answer that is not a success has this one form, whichever layer gave it.
import { Busy, FromNewerRelease, OutcomeUnknown } from '@libs/event-store';
import { Refused } from '@libs/kernel';
import { type Language, statusOf, textOf } from './texts';

export type FieldError = {
  readonly in: 'body' | 'path' | 'query' | 'header';
  /** JSON pointer to the field. */
  readonly pointer: string;
  readonly code: string;
  readonly detail: string;
  readonly texts: { readonly zh: string; readonly en: string };
};

export type Problem = {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance: string;
  readonly code: string;
  readonly texts: { readonly zh: string; readonly en: string };
  readonly values: Readonly<Record<string, unknown>>;
  readonly errors?: readonly FieldError[];
};

export const problemMediaType = 'application/problem+json; charset=utf-8';

/** A no from the edge itself: its word has a text and a status, as a refusal has. */
export class Rejected extends Error {
  override readonly name = 'Rejected';
  constructor(
    readonly code: string,
    readonly values: Readonly<Record<string, unknown>> = {},
    readonly more: {
      readonly errors?: readonly FieldError[];
      readonly retryAfterSeconds?: number;
      readonly headers?: Readonly<Record<string, string>>;
    } = {},
  ) {
    super(code);
  }
}

const titles: Readonly<Record<number, { readonly zh: string; readonly en: string }>> = {
  400: { zh: '请求无效', en: 'Bad request' },
  401: { zh: '未登录', en: 'Not signed in' },
  403: { zh: '无权办理', en: 'Not allowed' },
  404: { zh: '未找到', en: 'Not found' },
  405: { zh: '方法不支持', en: 'Method not allowed' },
  408: { zh: '请求超时', en: 'Request timeout' },
  409: { zh: '不符合规则', en: 'Refused by a rule' },
  412: { zh: '内容已变化', en: 'Changed meanwhile' },
  413: { zh: '内容过大', en: 'Too large' },
  414: { zh: '地址过长', en: 'Address too long' },
  415: { zh: '格式不支持', en: 'Unsupported media type' },
  422: { zh: '编号被重用', en: 'Key used again' },
  429: { zh: '请求过于频繁', en: 'Too many requests' },
  431: { zh: '请求头过大', en: 'Headers too large' },
  500: { zh: '意外错误', en: 'Unexpected error' },
  503: { zh: '暂时不可用', en: 'Not available for now' },
};
const anyTitle = { zh: '请求失败', en: 'The request failed' };

/** What a caught error means to the one who asked; undefined when it is nobody's fault but ours. */
export function rejectionOf(error: unknown): Rejected | undefined {
  if (error instanceof Rejected) return error;
  if (error instanceof Refused) return new Rejected(error.code, error.values);
  if (error instanceof Busy) return new Rejected('BUSY', {}, { retryAfterSeconds: error.retryAfterSeconds });
  if (error instanceof OutcomeUnknown) return new Rejected('OUTCOME_UNKNOWN', {}, { retryAfterSeconds: error.retryAfterSeconds });
  if (error instanceof FromNewerRelease) return new Rejected('FROM_NEWER_RELEASE', {}, { retryAfterSeconds: newerReleaseRetrySeconds });
  return undefined;
}
const newerReleaseRetrySeconds = 5;

export function problemOf(rejected: Rejected, language: Language, requestId: string): Problem {
  const status = statusOf(rejected.code);
  const wording = textOf(rejected.code, rejected.values);
  const { errors } = rejected.more;
  return {
    type: `urn:xunbu:problem:${rejected.code}`,
    title: (titles[status] ?? anyTitle)[language],
    status,
    detail: wording[language],
    instance: `urn:xunbu:request:${requestId}`,
    code: rejected.code,
    texts: wording,
    values: rejected.values,
    ...(errors && { errors: errors.map((error) => ({ ...error, detail: error.texts[language] })) }),
  };
}

/** The headers that belong to a problem. */
export function headersOf(rejected: Rejected, language: Language): Record<string, string> {
  const { retryAfterSeconds, headers } = rejected.more;
  return {
    'content-type': problemMediaType,
    'content-language': language,
    vary: 'accept-language',
    'cache-control': 'no-store',
    ...(statusOf(rejected.code) === 401 && { 'www-authenticate': 'Bearer' }),
    ...(retryAfterSeconds !== undefined && { 'retry-after': String(retryAfterSeconds) }),
    ...headers,
  };
}
