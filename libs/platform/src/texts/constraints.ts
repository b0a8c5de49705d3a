// What class-validator's rules say to people, by the rule's name; {0} and {1} are its arguments.
import type { Texts } from '../texts';

export const unknownConstraint = { zh: '格式不正确。', en: 'has not the right form.' };

export const constraintTexts: Texts = {
  isDefined: { zh: '必须填写。', en: 'is required.' },
  isNotEmpty: { zh: '不能为空。', en: 'must not be empty.' },
  isNotNull: { zh: '不能为 null；不填写时请省略。', en: 'must not be null; leave it out instead.' },
  isString: { zh: '必须是文字。', en: 'must be a text.' },
  isInt: { zh: '必须是整数。', en: 'must be a whole number.' },
  isNumber: { zh: '必须是数字。', en: 'must be a number.' },
  isBoolean: { zh: '必须为真或假。', en: 'must be true or false.' },
  isObject: { zh: '必须是一个对象。', en: 'must be an object.' },
  isArray: { zh: '必须是列表。', en: 'must be a list.' },
  isUuid: { zh: '必须是 UUID 编号。', en: 'must be a UUID.' },
  isIso8601: { zh: '必须是 ISO 8601 格式的日期或时间。', en: 'must be a date or time of ISO 8601.' },
  isInstant: { zh: '必须是形如 2026-03-02T01:00:00Z 的时间（UTC）。', en: 'must be a time in UTC such as 2026-03-02T01:00:00Z.' },
  isBusinessDay: { zh: '必须是形如 2026-03-02 的日期。', en: 'must be a date such as 2026-03-02.' },
  isIn: { zh: '必须是以下之一：{0}。', en: 'must be one of: {0}.' },
  isEnum: { zh: '不是允许的取值。', en: 'is not one of the allowed values.' },
  matches: { zh: '格式不正确。', en: 'has not the right form.' },
  min: { zh: '不能小于 {0}。', en: 'must not be less than {0}.' },
  max: { zh: '不能大于 {0}。', en: 'must not be greater than {0}.' },
  minLength: { zh: '不能少于 {0} 个字符。', en: 'must have at least {0} characters.' },
  maxLength: { zh: '不能超过 {0} 个字符。', en: 'must have at most {0} characters.' },
  isLength: { zh: '须为 {0} 至 {1} 个字符。', en: 'must have {0} to {1} characters.' },
  arrayMinSize: { zh: '至少需要 {0} 项。', en: 'must have at least {0} entries.' },
  arrayMaxSize: { zh: '不能超过 {0} 项。', en: 'must have at most {0} entries.' },
  arrayNotEmpty: { zh: '不能为空。', en: 'must not be empty.' },
  arrayUnique: { zh: '不能有重复项。', en: 'must not have the same entry twice.' },
  nestedValidation: { zh: '必须是一个对象或对象列表。', en: 'must be an object or a list of objects.' },
  whitelistValidation: { zh: '不是已知的字段。', en: 'is not a known field.' },
  unknownValue: { zh: '必须是一个对象。', en: 'must be an object.' },
};
