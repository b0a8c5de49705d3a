import { BookOutlined } from '@ant-design/icons';
import type { Area } from '../../shell/area';

export const policy: Area = {
  path: 'policy',
  name: { zh: '政策管理', en: 'Policy' },
  icon: <BookOutlined />,
  roles: ['policy-officer', 'audit-administrator'],
  pages: [
    { path: 'packs', name: { zh: '政策包', en: 'Policy packs' }, menu: true, load: () => import('./packs-page') },
    { path: 'packs/$packId/$version', name: { zh: '一版政策包', en: 'A version of a pack' }, load: () => import('./pack-page') },
    { path: 'comparison', name: { zh: '版本比较', en: 'Compare versions' }, menu: true, load: () => import('./comparison-page') },
    {
      path: 'simulation',
      name: { zh: '试算', en: 'What-if' },
      menu: true,
      roles: ['policy-officer'],
      load: () => import('./simulation-page'),
    },
    {
      path: 'replay',
      name: { zh: '按当时政策重放', en: 'Replay' },
      menu: true,
      roles: ['policy-officer'],
      load: () => import('./replay-page'),
    },
    {
      path: 'reassessment',
      name: { zh: '重新认定', en: 'Reassessment' },
      menu: true,
      roles: ['policy-officer'],
      load: () => import('./reassessment-page'),
    },
  ],
};
