import { Alert, Space, Table } from 'antd';
import { api, type Schemas } from '@api';
import { Money, Shown, amountOf, fenOf, useAddress, useAsk, useLanguage, useSaid, useWords, instantText } from '@kit';
import { MomentField } from '../day-fields';
import { BalanceNote } from './balance-note';
import { bucketWords, buckets, type Balances } from './buckets';

const words = {
  help: {
    zh: '两个时间分别回答两个问题：「发生时间」是钱在世上何时移动，「已知时间」是系统何时知道。两项都留空即为现在。',
    en: 'Two times answer two questions: when the money moved in the world, and by when it was known here. Left empty, both mean now.',
  },
  at: { zh: '截至发生时间', en: 'As it was at' },
  known: { zh: '只看当时已入账的', en: 'By what was known at' },
  now: { zh: '不限（现在）', en: 'Any (now)' },
  said: { zh: '{at}发生、{known}已知的余额', en: 'What had happened {at}, by what was known {known}' },
  until: { zh: '截至 {moment} ', en: 'by {moment}' },
  untilNow: { zh: '至今', en: 'until now' },
  negative: {
    zh: '出现负数：当时世上已发生的移动，其前一步在那时尚未入账。按两个时间分别查询可以看出差别。',
    en: 'Something is below zero: what had happened by then came after a step that was recorded only later. Ask by the other time to see the difference.',
  },
  table: { zh: '该时点的各项余额', en: 'The balances at that moment' },
  bucket: { zh: '项目', en: 'Part' },
  then: { zh: '当时', en: 'Then' },
  today: { zh: '现在', en: 'Now' },
  change: { zh: '其后变动', en: 'Change since' },
  allotted: { zh: '下达', en: 'Allotted' },
} as const;

/** What lay where at any past moment, by either of two clocks. */
export function Moment({ rowId, now }: { readonly rowId: string; readonly now: Balances }) {
  const t = useWords(words);
  const { language } = useLanguage();
  const [{ at, known }, change] = useAddress();
  const asked = useAsk(['fund-balances', rowId, at, known], () =>
    api.GET('/api/fund-ledger/fund-rows/{rowId}/balances', { params: { path: { rowId }, query: { at, known } } }),
  );
  const moment = (instant: string | undefined) => (instant ? t('until', { moment: instantText(instant, language, true) }) : t('untilNow'));
  return (
    <>
      <p className="empty-help">{t('help')}</p>
      <Space wrap className="field-row">
        <label>
          {t('at')} <MomentField label={t('at')} value={at} placeholder={t('now')} onChange={(value) => change({ at: value })} />
        </label>
        <label>
          {t('known')}{' '}
          <MomentField label={t('known')} value={known} placeholder={t('now')} onChange={(value) => change({ known: value })} />
        </label>
      </Space>
      <Shown asked={asked}>
        {(then) => (
          <section aria-live="polite">
            <h2 className="panel-title field-row">{t('said', { at: moment(at), known: moment(known) })}</h2>
            <MomentTable then={then} now={now} />
            {buckets.some((bucket) => fenOf(then[bucket]) < 0n) && (
              <Alert type="warning" showIcon title={t('negative')} className="field-row" />
            )}
            <BalanceNote row={then} />
          </section>
        )}
      </Shown>
    </>
  );
}

function MomentTable({ then, now }: { readonly then: Schemas['BalancesView']; readonly now: Balances }) {
  const t = useWords(words);
  const said = useSaid();
  const rows = (['allotted', ...buckets] as const).map((field) => ({
    field,
    name: field === 'allotted' ? t('allotted') : said(bucketWords[field]),
    then: then[field],
    now: now[field],
    change: amountOf(fenOf(now[field]) - fenOf(then[field])),
  }));
  return (
    <Table
      aria-label={t('table')}
      size="small"
      rowKey="field"
      pagination={false}
      dataSource={rows}
      className="moment-table field-row"
      columns={[
        { key: 'name', title: t('bucket'), render: (_, { name }) => name },
        { key: 'then', title: t('then'), align: 'right', render: (_, row) => <Money amount={row.then} strong /> },
        { key: 'now', title: t('today'), align: 'right', render: (_, row) => <Money amount={row.now} /> },
        { key: 'change', title: t('change'), align: 'right', render: (_, row) => <Money amount={row.change} /> },
      ]}
    />
  );
}
