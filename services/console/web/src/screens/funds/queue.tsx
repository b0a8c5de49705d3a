import { Alert } from 'antd';
import { api, type Schemas } from '@api';
import { DataTable, GoTo, Id, Money, NothingYet, moneyText, sumOf, useAsk, useWords, type Column } from '@kit';
import { listedOf } from '../listed';

type Waiting = Schemas['WaitingCaseView'];

const words = {
  caption: { zh: '等待资金的案件，按服务顺序', en: 'Cases that wait for money, in the order in which they are served' },
  sum: {
    zh: '{count} 人等待，共需 {sum}。资金到位或释放后由系统按此顺序自动占用。',
    en: '{count} cases wait for {sum} in all. As soon as there is money, they are served by themselves in this order.',
  },
} as const;

const columns: readonly Column<Waiting>[] = [
  { key: 'place', title: { zh: '顺序', en: 'Place' }, value: ({ place }) => place, show: ({ place }) => place, align: 'right' },
  { key: 'case', title: { zh: '人员案件', en: 'Case' }, value: ({ caseId }) => caseId, show: ({ caseId }) => <Id value={caseId} /> },
  {
    key: 'claim',
    title: { zh: '申请', en: 'Claim' },
    value: ({ claimId }) => claimId,
    show: ({ claimId }) => (
      <GoTo to={`/funds/claims/${claimId}`}>
        <span className="id">{claimId.slice(0, 8)}</span>
      </GoTo>
    ),
  },
  {
    key: 'amount',
    title: { zh: '需要金额', en: 'Needs' },
    align: 'right',
    value: ({ amount }) => Number(amount),
    show: ({ amount }) => <Money amount={amount} />,
  },
];

export function Queue({ rowId, name = 'fund-queue' }: { readonly rowId: string; readonly name?: string }) {
  const t = useWords(words);
  const asked = useAsk(['fund-queue', rowId], () => api.GET('/api/fund-ledger/fund-rows/{rowId}/queue', { params: { path: { rowId } } }));
  const list = listedOf(asked, ({ items }) => items);
  return (
    <>
      {list.rows.length > 0 && (
        <Alert
          type="info"
          showIcon
          className="field-row"
          title={t('sum', { count: list.rows.length, sum: moneyText(sumOf(list.rows.map(({ amount }) => amount))) })}
        />
      )}
      <DataTable
        name={name}
        caption={words.caption}
        list={list}
        columns={columns}
        rowKey={({ caseId }) => caseId}
        empty={
          <NothingYet
            title={{ zh: '没有人等待这笔资金', en: 'Nobody waits for this money' }}
            help={{ zh: '可用余额足够时，初审通过即占用，不需排队。', en: 'While enough is available, a first review commits it at once.' }}
          />
        }
      />
    </>
  );
}
