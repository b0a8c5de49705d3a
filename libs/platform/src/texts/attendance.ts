import type { Texts } from '../texts';

export const attendance: Texts = {
  SESSION_NOT_FOUND: { zh: '没有找到这节课。', en: 'This session was not found.' },
  DEVICE_NOT_FOUND: { zh: '没有找到这台考勤设备。', en: 'This attendance device was not found.' },
  DEVICE_WITHOUT_INSTITUTION: {
    status: 403,
    zh: '您的账号不属于任何培训机构，不能登记考勤设备。',
    en: 'Your account belongs to no training institution, so it cannot register a device.',
  },
  DEVICE_OUT_OF_REACH: {
    status: 403,
    zh: '您的账号不能在行政区划 {region} 登记考勤设备。',
    en: 'Your account may not register a device in region {region}.',
  },
  DEVICE_REVOKED: { zh: '这台考勤设备已停用。', en: 'This attendance device has been taken out of use.' },
  DEVICE_KEY_INVALID: { zh: '设备公钥不是有效的 Ed25519 公钥。', en: 'The public key of the device is no valid Ed25519 key.' },
  DEVICE_KEY_TAKEN: { zh: '这把公钥已登记在另一台设备上。', en: 'This public key belongs to another device.' },
  TOO_MANY_SESSIONS_IN_BATCH: {
    zh: '一批打卡记录最多涉及 {limit} 节课。',
    en: 'A batch of captures may concern at most {limit} sessions.',
  },
  NO_FACE_FLAG: { zh: '这次签到没有人脸比对异常，不需要人工复核。', en: 'This sign-in bears no face mark that could be reviewed.' },
  CLASS_CLOSED: { zh: '本班考勤已结算，不能再改动。', en: 'The attendance of this class has been summed up and does not change any more.' },
  CLASS_NOT_OVER: {
    zh: '本班最后一节课到 {endsAt} 才结束，现在不能结算考勤。',
    en: 'The last session of this class ends at {endsAt}; its attendance cannot be summed up before.',
  },
  // Of single captures in a batch, which is answered as a whole.
  SIGNATURE_INVALID: {
    zh: '打卡记录的设备签名不符，可能被改动过。',
    en: 'The signature of the device does not cover this capture; it may have been altered.',
  },
  NOT_ENROLLED: { zh: '该人员不在本班名册上。', en: 'This person is not on the roster of the class.' },
  COUNTER_REPLAYED: { zh: '这台设备已用过这个序号。', en: 'This device has used this counter before.' },
  CAPTURE_NOT_OF_THAT_DAY: { zh: '打卡时间不在上课当天。', en: 'The capture was not made on the day of the session.' },
  CAPTURE_AHEAD_OF_CLOCK: { zh: '设备时钟快于系统时间。', en: 'The clock of the device is ahead of ours.' },
  ALREADY_SIGNED_IN: { zh: '该人员本节课已签到。', en: 'This person has signed in to this session already.' },
  ALREADY_SIGNED_OUT: { zh: '该人员本节课已签退。', en: 'This person has signed out of this session already.' },
};
