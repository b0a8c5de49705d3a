import { CheckCircleOutlined, WarningOutlined } from '@ant-design/icons';
import { Alert } from 'antd';
import { fenOf, moneyText, useWords } from '@kit';
import { imbalance, inBuckets, type Balances } from './buckets';

const words = {
  balanced: {
    zh: '各项之和 {sum} 等于下达 {allotted}，账目平衡。',
    en: 'All parts add up to {sum}, which is what was allotted: the books balance.',
  },
  broken: {
    zh: '各项之和 {sum} 与下达 {allotted} 相差 {by}，请立即联系运维人员核对。',
    en: 'The parts add up to {sum}, but {allotted} was allotted, {by} apart. Have the operators look into it at once.',
  },
} as const;

/** Says whether the parts add up to the whole, each time anew from what is shown. */
export function BalanceNote({ row }: { readonly row: Balances }) {
  const t = useWords(words);
  const by = imbalance(row);
  const values = { sum: moneyText(inBuckets(row)), allotted: moneyText(row.allotted), by: moneyText(by) };
  if (fenOf(by) !== 0n) return <Alert type="error" showIcon icon={<WarningOutlined />} title={t('broken', values)} role="alert" />;
  return (
    <p className="balance-note">
      <CheckCircleOutlined aria-hidden="true" /> {t('balanced', values)}
    </p>
  );
}
