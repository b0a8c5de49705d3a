import { ToolOutlined } from '@ant-design/icons';
import type { Area } from '../../shell/area';

export const operating: Area = {
  path: 'operating',
  name: { zh: '运行维护', en: 'Operating' },
  icon: <ToolOutlined />,
  roles: ['operator', 'system-administrator'],
  pages: [{ path: 'health', name: { zh: '运行状态', en: 'Health' }, menu: true, load: () => import('./health-page') }],
};
