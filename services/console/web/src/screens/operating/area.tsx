import { ToolOutlined } from '@ant-design/icons';
import type { Area } from '../../shell/area';

export const operating: Area = {
  path: 'operating',
  name: { zh: '运行维护', en: 'Operating' },
  icon: <ToolOutlined />,
  roles: ['operator', 'system-administrator'],
  pages: [
    { path: 'health', name: { zh: '运行状态', en: 'Health' }, menu: true, load: () => import('./health-page') },
    { path: 'messages', name: { zh: '搁置的消息', en: 'Parked messages' }, menu: true, load: () => import('./messages-page') },
    { path: 'jobs', name: { zh: '搁置的到期事项', en: 'Parked jobs' }, menu: true, load: () => import('./jobs-page') },
  ],
};
