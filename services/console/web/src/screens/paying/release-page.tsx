// Claims whose publicity has ended: which of them go into the next payment file.
import { Button, Statistic } from 'antd';
import { useState } from 'react';
import { DataTable, NothingYet, PageHead, Panel, moneyText, sumOf, useWords } from '@kit';
import { useAlerts } from '../reviewing/alerts';
import { queueColumns, type Queued } from '../reviewing/queue-columns';
import { QueueFilters, useQueue } from '../reviewing/queue-list';
import { waitingWords } from '../reviewing/waiting';
import { ReleaseDialog } from './release-dialog';

const words = {
  title: { zh: '支付签批', en: 'Release' },
  sub: {
    zh: '公示期满的申请。签批需要再次验证身份；审核过某份申请的人不能签批它。',
    en: 'Claims whose publicity is over. A release asks for a fresh proof of both factors, and whoever reviewed a claim cannot release it.',
  },
  release: { zh: '签批所选（{count}）', en: 'Release what is chosen ({count})' },
  all: { zh: '全选', en: 'Choose all' },
  none: { zh: '取消全选', en: 'Choose none' },
  choose: { zh: '选择申请', en: 'Choose the claim' },
  claims: { zh: '已选申请', en: 'Claims chosen' },
  people: { zh: '人数', en: 'People' },
  lines: { zh: '明细', en: 'Lines' },
  sum: { zh: '金额', en: 'Sum' },
  noFunds: { zh: '缺资金', en: 'Without funds' },
  held: { zh: '暂缓（不在本次）', en: 'Held, not part of it' },
} as const;

const empty = {
  title: { zh: '没有等待支付的申请', en: 'Nothing waits to be released' },
  help: { zh: '公示期满且没有未决异议的申请会出现在这里。', en: 'Claims come here when their publicity is over and no objection is open.' },
} as const;

const total = (rows: readonly Queued[], of: (row: Queued) => number): number => rows.reduce((sum, row) => sum + of(row), 0);

/** What the chosen claims come to. */
function Figures({ rows }: { readonly rows: readonly Queued[] }) {
  const t = useWords(words);
  return (
    <Panel>
      <div className="claim-figures">
        <Statistic title={t('claims')} value={rows.length} />
        <Statistic title={t('people')} value={total(rows, ({ cases }) => cases)} />
        <Statistic title={t('lines')} value={total(rows, ({ lines }) => lines)} />
        <Statistic
          title={t('sum')}
          value={sumOf(rows.map(({ amount }) => amount))}
          formatter={(sum) => <span className="money">{moneyText(String(sum))}</span>}
        />
        <Statistic title={t('noFunds')} value={total(rows, ({ withoutFunds }) => withoutFunds)} />
        <Statistic title={t('held')} value={total(rows, ({ held }) => held)} />
      </div>
    </Panel>
  );
}

type QueueProps = {
  readonly list: ReturnType<typeof useQueue>;
  readonly chosen: readonly string[];
  readonly all: boolean;
  readonly onChoose: (claimIds: readonly string[]) => void;
};

function Queue({ list, chosen, all, onChoose }: QueueProps) {
  const t = useWords(words);
  const alerts = useAlerts(false);
  return (
    <DataTable<Queued>
      name="release"
      caption={waitingWords.RELEASE}
      list={list}
      columns={queueColumns(alerts)}
      rowKey={({ claimId }) => claimId}
      empty={<NothingYet title={empty.title} help={empty.help} />}
      filters={
        <>
          <QueueFilters />
          <Button disabled={list.rows.length === 0} onClick={() => onChoose(all ? [] : list.rows.map(({ claimId }) => claimId))}>
            {t(all ? 'none' : 'all')}
          </Button>
        </>
      }
      selection={{
        selectedRowKeys: [...chosen],
        onChange: (keys) => onChoose(keys.map(String)),
        hideSelectAll: true,
        getCheckboxProps: ({ claimId }) => ({ 'aria-label': `${t('choose')} ${claimId.slice(0, 8)}` }),
      }}
    />
  );
}

export function Page() {
  const t = useWords(words);
  const list = useQueue('RELEASE');
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [releasing, setReleasing] = useState<readonly Queued[]>();
  const rows = list.rows.filter(({ claimId }) => chosen.includes(claimId));
  const all = rows.length > 0 && rows.length === list.rows.length;
  return (
    <>
      <PageHead
        title={t('title')}
        sub={t('sub')}
        actions={
          <Button type="primary" disabled={rows.length === 0} onClick={() => setReleasing(rows)}>
            {t('release', { count: rows.length })}
          </Button>
        }
      />
      <Figures rows={rows} />
      <Queue list={list} chosen={chosen} all={all} onChoose={setChosen} />
      {releasing && (
        <ReleaseDialog
          claims={releasing}
          onClose={() => {
            setReleasing(undefined);
            setChosen([]);
          }}
        />
      )}
    </>
  );
}
