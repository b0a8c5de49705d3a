import { FileSearchOutlined } from '@ant-design/icons';
import type { Area } from '../../shell/area';

export const inspecting: Area = {
  path: 'inspecting',
  name: { zh: '现场检查', en: 'Inspecting' },
  icon: <FileSearchOutlined />,
  roles: ['inspector'],
  pages: [
    { path: 'tasks', name: { zh: '我的任务', en: 'My inspections' }, menu: true, load: () => import('./tasks-page') },
    { path: 'tasks/$taskId', name: { zh: '检查任务', en: 'Inspection' }, load: () => import('./task-page') },
  ],
};
