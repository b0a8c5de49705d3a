import '../reviewing/reviewing.css';
import { AuditOutlined } from '@ant-design/icons';
import type { Area } from '../../shell/area';

export const reviewing: Area = {
  path: 'reviewing',
  name: { zh: '审核', en: 'Reviewing' },
  icon: <AuditOutlined />,
  roles: ['reviewer'],
  pages: [
    { path: 'queue', name: { zh: '待办申请', en: 'Claims that wait' }, menu: true, load: () => import('./queue-page') },
    { path: 'class-plans', name: { zh: '开班审核', en: 'Class plans' }, menu: true, load: () => import('./class-plans-page') },
    { path: 'publicities', name: { zh: '公示', en: 'Publicity' }, menu: true, load: () => import('./publicities-page') },
    { path: 'claims', name: { zh: '全部申请', en: 'All claims' }, menu: true, load: () => import('./claims-page') },
    { path: 'claims/$claimId', name: { zh: '补贴申请', en: 'Claim' }, load: () => import('./claim-page') },
  ],
};
