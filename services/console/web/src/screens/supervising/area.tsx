import { AuditOutlined } from '@ant-design/icons';
import type { Area } from '../../shell/area';

export const supervising: Area = {
  path: 'supervising',
  name: { zh: '监督检查', en: 'Supervising' },
  icon: <AuditOutlined />,
  roles: ['supervisor'],
  pages: [
    { path: 'draws', name: { zh: '双随机抽查', en: 'Random draws' }, menu: true, load: () => import('./draws-page') },
    { path: 'draws/new', name: { zh: '新的抽查', en: 'New draw' }, load: () => import('./new-draw-page') },
    { path: 'draws/$drawId', name: { zh: '抽查', en: 'Draw' }, load: () => import('./draw-page') },
    { path: 'objects', name: { zh: '检查对象名录库', en: 'Objects' }, menu: true, load: () => import('./objects-page') },
    { path: 'inspectors', name: { zh: '检查人员名录库', en: 'Inspectors' }, menu: true, load: () => import('./inspectors-page') },
    { path: 'inspections', name: { zh: '检查任务', en: 'Inspections' }, menu: true, load: () => import('./inspections-page') },
    { path: 'inspections/$taskId', name: { zh: '检查任务', en: 'Inspection' }, load: () => import('../inspecting/task-page') },
    { path: 'findings', name: { zh: '问题认定', en: 'Findings' }, menu: true, load: () => import('./findings-page') },
    { path: 'findings/$classId', name: { zh: '班期问题', en: 'Findings at a class' }, load: () => import('./class-findings-page') },
    { path: 'sanctions', name: { zh: '处理措施', en: 'Sanctions' }, menu: true, load: () => import('./sanctions-page') },
    { path: 'alerts', name: { zh: '风险预警', en: 'Alerts' }, menu: true, load: () => import('./alerts-page') },
  ],
};
