import type { StatusWords } from '@kit';

export const words = {
  title: { zh: '考勤设备', en: 'Sign-in devices' },
  sub: {
    zh: '只有登记过的设备用自己的密钥签名的签到才会计入；停用后它发来的一律不收。',
    en: 'Only what a registered device has signed with its own key counts; nothing is taken from one that was taken out of use.',
  },
  register: { zh: '登记设备', en: 'Register a device' },
  name: { zh: '设备名称', en: 'Name' },
  nameHelp: { zh: '便于认出是哪一台，例如“实训楼门口”。', en: 'So that it is known again, “Workshop entrance”.' },
  region: { zh: '行政区划', en: 'Region' },
  regionForm: { zh: '请填写六位行政区划代码。', en: 'Please give the six digits of the region.' },
  key: { zh: '设备公钥（Ed25519）', en: 'Public key of the device (Ed25519)' },
  keyHelp: {
    zh: '在设备上生成并显示的公钥，PEM 或 Base64 均可。私钥只留在设备里，不要填在这里。',
    en: 'As the device shows it, in PEM or base64. The private key stays in the device and does not belong here.',
  },
  keyForm: { zh: '这不是 Ed25519 公钥，请从设备上完整复制。', en: 'This is no Ed25519 public key; copy it from the device as a whole.' },
  needed: { zh: '此项必填。', en: 'This is needed.' },
  cancel: { zh: '取消', en: 'Cancel' },
  registered: { zh: '已登记“{name}”', en: '“{name}” is registered' },
  status: { zh: '状态', en: 'State' },
  counter: { zh: '最近签到序号', en: 'Last sign-in number' },
  unused: { zh: '尚未使用', en: 'not used yet' },
  id: { zh: '设备编号', en: 'Id' },
  act: { zh: '办理', en: 'Action' },
  revoke: { zh: '停用', en: 'Take out of use' },
  sure: { zh: '停用“{name}”？', en: 'Take “{name}” out of use?' },
  sureText: {
    zh: '停用后不能恢复，还没有上传的签到也不再接收；已经计入的不受影响。',
    en: 'It cannot be undone. Sign-ins that it has not sent yet are lost; those that were taken stay.',
  },
  revoked: { zh: '已停用“{name}”', en: '“{name}” is out of use' },
} as const;

export const deviceStatus: StatusWords = {
  ACTIVE: { word: { zh: '使用中', en: 'In use' }, colour: 'success' },
  REVOKED: { word: { zh: '已停用', en: 'Out of use' }, colour: 'default' },
};
