import { Space, Tag, Tooltip } from 'antd';
import { Day, Money, Organisation, fenOf, todayText, useWords, type Column } from '@kit';
import type { Schemas } from '@api';
import { daysBetween, riskOf } from './age';
import { alertsOf } from './alerts';
import { ClaimLink, Classes, Programmes } from './parts';

export type Queued = Schemas['QueuedClaim'];
type Alert = Schemas['AlertView'];

const words = {
  today: { zh: '今天', en: 'Since today' },
  day: { zh: '1 天', en: '1 day' },
  days: { zh: '{days} 天', en: '{days} days' },
  held: { zh: '暂缓 {count}', en: '{count} held' },
  objections: { zh: '异议 {count}', en: '{count} objections' },
  noFunds: { zh: '缺资金 {count}', en: '{count} without funds' },
  alerts: { zh: '预警 {count}', en: '{count} alerts' },
  calm: { zh: '无', en: 'None' },
} as const;

function Age({ since }: { readonly since: string }) {
  const t = useWords(words);
  const days = daysBetween(todayText(new Date(since)), todayText());
  return (
    <Tooltip title={<Day value={since} />}>
      <span>{t(days === 0 ? 'today' : days === 1 ? 'day' : 'days', { days })}</span>
    </Tooltip>
  );
}

export function Risk({ claim, alerts }: { readonly claim: Pick<Queued, 'held' | 'objections' | 'withoutFunds'>; readonly alerts: number }) {
  const t = useWords(words);
  const { held, objections, withoutFunds } = claim;
  if (alerts + held + objections + withoutFunds === 0) return <span className="calm">{t('calm')}</span>;
  return (
    <Space size={4} wrap>
      {alerts > 0 && <Tag color="error">{t('alerts', { count: alerts })}</Tag>}
      {objections > 0 && <Tag color="warning">{t('objections', { count: objections })}</Tag>}
      {held > 0 && <Tag color="warning">{t('held', { count: held })}</Tag>}
      {withoutFunds > 0 && <Tag>{t('noFunds', { count: withoutFunds })}</Tag>}
    </Space>
  );
}

export function queueColumns(alerts: readonly Alert[]): readonly Column<Queued>[] {
  const alertsAt = ({ classIds }: Queued) => alertsOf(alerts, { classIds }).length;
  return [
    {
      key: 'claim',
      title: { zh: '申请', en: 'Claim' },
      show: ({ claimId }) => <ClaimLink claimId={claimId} />,
      value: ({ claimId }) => claimId,
      width: 110,
    },
    {
      key: 'programme',
      title: { zh: '补贴项目', en: 'Programme' },
      show: (row) => <Programmes values={row.programmes} />,
      value: (row) => row.programmes.join(' '),
    },
    { key: 'class', title: { zh: '班期', en: 'Class' }, show: (row) => <Classes ids={row.classIds} /> },
    {
      key: 'organisation',
      title: { zh: '申请单位', en: 'Applicant' },
      show: (row) => (row.organisationId === undefined ? <PersonAsks /> : <Organisation id={row.organisationId} />),
    },
    { key: 'region', title: { zh: '地区', en: 'Region' }, show: (row) => row.region, value: (row) => row.region, width: 90 },
    {
      key: 'age',
      title: { zh: '已等待', en: 'Waiting' },
      show: (row) => <Age since={row.since} />,
      value: (row) => daysBetween(todayText(new Date(row.since)), todayText()),
      width: 100,
    },
    { key: 'people', title: { zh: '人数', en: 'People' }, show: (row) => row.cases, value: (row) => row.cases, align: 'right', width: 80 },
    { key: 'lines', title: { zh: '明细', en: 'Lines' }, show: (row) => row.lines, value: (row) => row.lines, align: 'right', width: 80 },
    {
      key: 'sum',
      title: { zh: '金额', en: 'Sum' },
      show: (row) => <Money amount={row.amount} />,
      value: (row) => fenOf(row.amount),
      align: 'right',
      width: 130,
    },
    {
      key: 'risk',
      title: { zh: '风险', en: 'Risk' },
      show: (row) => <Risk claim={row} alerts={alertsAt(row)} />,
      value: (row) => riskOf(row, alertsAt(row)),
    },
  ];
}

const personWords = { asks: { zh: '个人申请', en: 'The person' } } as const;
export function PersonAsks() {
  const t = useWords(personWords);
  return <span>{t('asks')}</span>;
}
