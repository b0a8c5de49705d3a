import '../reviewing/reviewing.css';
import { PayCircleOutlined } from '@ant-design/icons';
import type { Area } from '../../shell/area';

export const paying: Area = {
  path: 'paying',
  name: { zh: '支付', en: 'Paying' },
  icon: <PayCircleOutlined />,
  roles: ['finance'],
  pages: [
    { path: 'release', name: { zh: '支付签批', en: 'Release' }, menu: true, load: () => import('./release-page') },
    { path: 'payouts', name: { zh: '支付批次', en: 'Payouts' }, menu: true, load: () => import('./payouts-page') },
    { path: 'orders', name: { zh: '支付指令', en: 'Payment orders' }, menu: true, load: () => import('./orders-page') },
    { path: 'bank-answers', name: { zh: '银行回执', en: 'Bank answers' }, menu: true, load: () => import('./bank-answers-page') },
    { path: 'payouts/$payoutId', name: { zh: '支付批次', en: 'Payout' }, load: () => import('./payout-page') },
    { path: 'claims/$claimId', name: { zh: '补贴申请', en: 'Claim' }, load: () => import('../reviewing/claim-page') },
  ],
};
