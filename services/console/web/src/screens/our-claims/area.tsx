import { AccountBookOutlined } from '@ant-design/icons';
import type { Area } from '../../shell/area';

export const ourClaims: Area = {
  path: 'our-claims',
  name: { zh: '补贴申领', en: 'Subsidy claims' },
  icon: <AccountBookOutlined />,
  roles: ['registrar', 'employer'],
  pages: [
    { path: 'list', name: { zh: '我们的申领', en: 'Our claims' }, menu: true, load: () => import('./our-claims-page') },
    { path: 'pre-check', name: { zh: '预检并申领', en: 'Check and file' }, menu: true, load: () => import('./pre-check-page') },
    { path: 'claim/$claimId', name: { zh: '申领', en: 'Claim' }, load: () => import('./claim-page') },
  ],
};
