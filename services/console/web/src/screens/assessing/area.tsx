import { SafetyCertificateOutlined } from '@ant-design/icons';
import type { Area } from '../../shell/area';

export const assessing: Area = {
  path: 'assessing',
  name: { zh: '评价与证书', en: 'Assessment' },
  icon: <SafetyCertificateOutlined />,
  roles: ['assessor'],
  pages: [
    { path: 'classes', name: { zh: '登记成绩', en: 'Record results' }, menu: true, load: () => import('./assessable-page') },
    { path: 'classes/$classId', name: { zh: '班期成绩', en: 'Results of a class' }, load: () => import('./results-page') },
    { path: 'certificates', name: { zh: '已核发证书', en: 'Certificates issued' }, menu: true, load: () => import('./certificates-page') },
  ],
};
