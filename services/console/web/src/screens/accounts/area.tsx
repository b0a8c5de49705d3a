import { SafetyOutlined } from '@ant-design/icons';
import type { Area } from '../../shell/area';

export const accounts: Area = {
  path: 'accounts',
  name: { zh: '账号与授权', en: 'Accounts' },
  icon: <SafetyOutlined />,
  roles: ['security-administrator', 'audit-administrator'],
  pages: [{ path: 'list', name: { zh: '账号', en: 'Accounts' }, menu: true, load: () => import('./accounts-page') }],
};
