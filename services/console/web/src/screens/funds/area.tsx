import { BankOutlined } from '@ant-design/icons';
import type { Area } from '../../shell/area';

export const funds: Area = {
  path: 'funds',
  name: { zh: '资金管理', en: 'Funds' },
  icon: <BankOutlined />,
  roles: ['fund-manager', 'finance', 'audit-administrator'],
  pages: [
    { path: 'rows', name: { zh: '资金总览', en: 'Fund rows' }, menu: true, load: () => import('./rows-page') },
    { path: 'rows/$rowId', name: { zh: '一笔资金', en: 'A fund row' }, load: () => import('./row-page') },
    { path: 'queue', name: { zh: '等待资金', en: 'Waiting for money' }, menu: true, load: () => import('./queue-page') },
    { path: 'claims/$claimId', name: { zh: '申请与资金', en: 'A claim and its money' }, load: () => import('./claim-page') },
    { path: 'payouts/$payoutId', name: { zh: '发放批次', en: 'A payout' }, load: () => import('./payout-page') },
    { path: 'orders/$orderId', name: { zh: '支付指令', en: 'A payment order' }, load: () => import('./order-page') },
  ],
};
