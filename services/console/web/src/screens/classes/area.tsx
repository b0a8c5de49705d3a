import { ScheduleOutlined } from '@ant-design/icons';
import type { Area } from '../../shell/area';

export const classes: Area = {
  path: 'classes',
  name: { zh: '班期', en: 'Classes' },
  icon: <ScheduleOutlined />,
  roles: ['registrar', 'employer'],
  pages: [
    { path: 'mine', name: { zh: '我的班期', en: 'My classes' }, menu: true, load: () => import('./my-classes-page') },
    {
      path: 'plan',
      name: { zh: '申报开班', en: 'File a class plan' },
      menu: true,
      roles: ['registrar'],
      load: () => import('./plan-page'),
    },
    {
      path: 'devices',
      name: { zh: '考勤设备', en: 'Sign-in devices' },
      menu: true,
      roles: ['registrar'],
      load: () => import('./devices-page'),
    },
    { path: 'plan/$classId', name: { zh: '修改后重报', en: 'File again' }, roles: ['registrar'], load: () => import('./plan-page') },
    { path: 'class/$classId', name: { zh: '班期', en: 'Class' }, load: () => import('./class-page') },
  ],
};
