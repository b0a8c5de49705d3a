import { NodeIndexOutlined } from '@ant-design/icons';
import type { Area } from '../../shell/area';

export const auditing: Area = {
  path: 'auditing',
  name: { zh: '审计追溯', en: 'Auditing' },
  icon: <NodeIndexOutlined />,
  roles: ['audit-administrator', 'supervisor', 'finance'],
  pages: [
    { path: 'payments', name: { zh: '支付追溯', en: 'Payments' }, menu: true, load: () => import('./payments-page') },
    { path: 'payments/$orderId', name: { zh: '支付链条', en: 'Trace of a payment' }, load: () => import('./trace-page') },
    { path: 'checkpoints', name: { zh: '记录簿见证', en: 'Checkpoints' }, menu: true, load: () => import('./checkpoints-page') },
  ],
};
