import type { Texts } from '../texts';

export const certification: Texts = {
  NO_ASSESSOR: {
    status: 403,
    zh: '您的账号不属于任何评价机构，不能登记评价结果或颁发证书。',
    en: 'Your account belongs to no assessor, so it can neither record results nor issue certificates.',
  },
  RECORD_NOT_FOUND: { zh: '没有找到此人的证书记录。', en: 'No certificates of this person were found.' },
  CERTIFICATE_NOT_FOUND: { zh: '没有找到这本证书。', en: 'This certificate was not found.' },
  CERTIFICATE_ISSUED_ALREADY: { zh: '这本证书已经颁发。', en: 'This certificate has been issued already.' },
  CERTIFICATE_REVOKED_ALREADY: { zh: '这本证书已被撤销。', en: 'This certificate has been revoked already.' },
  CERTIFICATE_VERIFIED_ALREADY: {
    zh: '这本证书已通过联网查询核验。',
    en: 'The national query site has confirmed this certificate already.',
  },
  CERTIFICATE_SERIES_EXHAUSTED: {
    zh: '本机构本年度该等级的证书流水号已用完。',
    en: 'The serial numbers of this issuer, year and level are used up.',
  },
  AGENCY_NUMBERS_EXHAUSTED: { zh: '评价机构代码已用完。', en: 'The code numbers for assessors are used up.' },
  NOT_ON_ROSTER: { zh: '学员 {person} 不在本班名册上。', en: 'Person {person} is not on the roster of this class.' },
  PERSON_NAMED_TWICE: { zh: '学员 {person} 在名单中出现两次。', en: 'Person {person} is named twice.' },
  ALREADY_PASSED: { zh: '学员 {person} 已考核合格。', en: 'Person {person} has passed already.' },
};
