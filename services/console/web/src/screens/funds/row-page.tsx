import { Tabs } from 'antd';
import { api } from '@api';
import { PageHead, Panel, Shown, useAddress, useAsk, useHasRole, useParam, useWords } from '@kit';
import { BalanceNote } from './balance-note';
import { BucketCards } from './bucket-cards';
import { History } from './history';
import { Journal } from './journal';
import { Moment } from './moment';
import { Queue } from './queue';
import { useRowName } from './row-name';

const words = {
  title: { zh: '一笔资金', en: 'A fund row' },
  now: { zh: '当前余额', en: 'Balances now' },
  history: { zh: '余额走势', en: 'Over time' },
  journal: { zh: '明细账', en: 'Journal' },
  queue: { zh: '等待资金（{count}）', en: 'Waiting ({count})' },
  moment: { zh: '历史时点', en: 'At a past moment' },
} as const;

export function Page() {
  const t = useWords(words);
  const name = useRowName();
  const rowId = useParam('rowId');
  const [{ tab = 'history' }, change] = useAddress();
  const mayReadJournal = useHasRole('fund-manager', 'finance', 'supervisor', 'audit-administrator');
  const asked = useAsk(['fund-row', rowId], () => api.GET('/api/fund-ledger/fund-rows/{rowId}', { params: { path: { rowId } } }));
  return (
    <>
      <PageHead title={asked.data ? name(asked.data) : t('title')} />
      <Shown asked={asked}>
        {(row) => (
          <>
            <BucketCards row={row} />
            <BalanceNote row={row} />
            <Panel>
              <Tabs
                activeKey={tab}
                onChange={(key) => change({ tab: key })}
                destroyOnHidden
                items={[
                  { key: 'history', label: t('history'), children: <History rowId={rowId} /> },
                  ...(mayReadJournal ? [{ key: 'journal', label: t('journal'), children: <Journal rowId={rowId} /> }] : []),
                  { key: 'queue', label: t('queue', { count: row.queued }), children: <Queue rowId={rowId} /> },
                  { key: 'moment', label: t('moment'), children: <Moment rowId={rowId} now={row} /> },
                ]}
              />
            </Panel>
          </>
        )}
      </Shown>
    </>
  );
}
