import { IdcardOutlined } from '@ant-design/icons';
import type { Area } from '../../shell/area';

export const my: Area = {
  path: 'my',
  name: { zh: '我的', en: 'Mine' },
  icon: <IdcardOutlined />,
  roles: ['trainee'],
  pages: [
    { path: 'classes', name: { zh: '我的班期', en: 'My classes' }, menu: true, load: () => import('./classes-page') },
    { path: 'sign-ins', name: { zh: '我的签到', en: 'My sign-ins' }, menu: true, load: () => import('./sign-ins-page') },
    { path: 'certificates', name: { zh: '我的证书', en: 'My certificates' }, menu: true, load: () => import('./certificates-page') },
    { path: 'money', name: { zh: '我的补贴', en: 'My subsidies' }, menu: true, load: () => import('./money-page') },
  ],
};
