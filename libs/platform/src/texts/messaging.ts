import type { Texts } from '../texts';

/** Why a message from another service lies parked or in quarantine. */
export const messaging: Texts = {
  MESSAGE_INVALID: { zh: '消息内容不符合约定：{problems}。', en: 'The message does not meet its contract: {problems}.' },
  MESSAGE_TYPE_UNKNOWN: {
    zh: '此版本尚不认识 {type}，升级后自动处理。',
    en: 'This release does not know {type} yet; an upgrade handles it by itself.',
  },
  HANDLER_FAILED: { zh: '处理消息时出错：{error}。', en: 'Handling the message failed: {error}.' },
  BEHIND_PARKED: { zh: '同一事项有更早的消息尚未处理。', en: 'An earlier message of the same matter has not been handled yet.' },
  SIGNATURE_BAD: { zh: '消息签名无效，已隔离。', en: 'The signature of the message is not valid; it is in quarantine.' },
  SIGNER_UNKNOWN: {
    zh: '没有发送服务的公钥，消息已隔离。',
    en: 'There is no public key of the sending service; the message is in quarantine.',
  },
  ENVELOPE_MALFORMED: { zh: '消息格式无法识别，已隔离。', en: 'The message has no recognisable form; it is in quarantine.' },
};
