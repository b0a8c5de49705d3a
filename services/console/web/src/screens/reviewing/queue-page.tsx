// Claims by what waits for the office, oldest and riskiest first.
import { Alert, Badge, Button, Segmented, Space } from 'antd';
import { useState } from 'react';
import { DataTable, NothingYet, PageHead, useAddress, useList, useSaid, useWords } from '@kit';
import { api } from '@api';
import { useAlerts } from './alerts';
import { queueColumns, type Queued } from './queue-columns';
import { QueueFilters, useQueue } from './queue-list';
import { ReviewDialog } from './review-dialog';
import { StartPublicity } from './start-publicity';
import { isWaitsFor, ofReviewers, waitingWords, type WaitsFor } from './waiting';

const words = {
  title: { zh: '待办申请', en: 'Claims that wait' },
  sub: { zh: '按等待时间先后排列，可按风险排序', en: 'Oldest first; may be sorted by risk' },
  kind: { zh: '等待事项', en: 'What waits' },
  approve: { zh: '批量通过（{count}）', en: 'Approve together ({count})' },
  post: { zh: '批量公示（{count}）', en: 'Start publicity ({count})' },
  all: { zh: '全选', en: 'Choose all' },
  none: { zh: '取消全选', en: 'Choose none' },
  choose: { zh: '勾选申请后可批量办理；办理前可逐条剔除。', en: 'Tick claims to act on them together; lines can be taken out before.' },
} as const;

const emptyWords = {
  title: { zh: '没有等待此事项的申请', en: 'No claim waits for this' },
  help: {
    zh: '机构提交申请后会出现在这里；也可查看其他事项或放宽筛选。',
    en: 'Claims appear here once they are filed. Look at another tab, or widen the filters.',
  },
} as const;

export function Page() {
  const t = useWords(words);
  const said = useSaid();
  const [address, change] = useAddress();
  const waitsFor = isWaitsFor(address['waits']) ? address['waits'] : 'FIRST_REVIEW';
  const counts = useCounts();
  return (
    <>
      <PageHead title={t('title')} sub={t('sub')} />
      <Segmented<WaitsFor>
        aria-label={t('kind')}
        className="queue-kinds"
        value={waitsFor}
        onChange={(waits) => change({ waits, 'queue.page': undefined })}
        options={ofReviewers.map((value) => ({
          value,
          label: (
            <Space size={6}>
              {said(waitingWords[value])}
              <Badge count={counts[value] ?? 0} showZero={false} overflowCount={999} color="#0b6b6b" />
            </Space>
          ),
        }))}
      />
      <Queue key={waitsFor} waitsFor={waitsFor} />
    </>
  );
}

/** How many claims wait for each thing, as far as the first page goes. */
function useCounts(): Readonly<Partial<Record<WaitsFor, number>>> {
  const list = useList(['claim-queue', 'counts'], (cursor) =>
    api.GET('/api/subsidy-payment/claim-queue', { params: { query: { cursor, limit: 200 } } }),
  );
  return list.rows.reduce<Partial<Record<WaitsFor, number>>>(
    (known, { waitsFor }) => ({ ...known, [waitsFor]: (known[waitsFor] ?? 0) + 1 }),
    {},
  );
}

type Action = 'approve' | 'post';

const actionOf: Readonly<Partial<Record<WaitsFor, Action>>> = {
  FIRST_REVIEW: 'approve',
  SECOND_REVIEW: 'approve',
  PUBLICITY_START: 'post',
};

type Together = {
  readonly action: Action;
  readonly count: number;
  readonly all: boolean;
  readonly empty: boolean;
  readonly onToggle: () => void;
  readonly onAct: () => void;
};

function ActTogether({ action, count, all, empty, onToggle, onAct }: Together) {
  const t = useWords(words);
  return (
    <Alert
      type="info"
      showIcon
      title={t('choose')}
      className="queue-act"
      action={
        <Space>
          <Button onClick={onToggle} disabled={empty}>
            {t(all ? 'none' : 'all')}
          </Button>
          <Button type="primary" disabled={count === 0} onClick={onAct}>
            {t(action, { count })}
          </Button>
        </Space>
      }
    />
  );
}

type Acting = {
  readonly action: Action;
  readonly waitsFor: WaitsFor;
  readonly rows: readonly Queued[];
  readonly onClose: () => void;
};

function ActDialog({ action, waitsFor, rows, onClose }: Acting) {
  if (action === 'post') return <StartPublicity claims={rows} onClose={onClose} />;
  return (
    <ReviewDialog
      claimIds={rows.map(({ claimId }) => claimId)}
      which={waitsFor === 'FIRST_REVIEW' ? 'first' : 'second'}
      onClose={onClose}
    />
  );
}

function Queue({ waitsFor }: { readonly waitsFor: WaitsFor }) {
  const list = useQueue(waitsFor);
  const alerts = useAlerts();
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [acting, setActing] = useState(false);
  const action = actionOf[waitsFor];
  const rows = list.rows.filter(({ claimId }) => chosen.includes(claimId));
  const all = rows.length > 0 && rows.length === list.rows.length;
  const close = () => {
    setActing(false);
    setChosen([]);
  };
  return (
    <>
      {action && (
        <ActTogether
          action={action}
          count={rows.length}
          all={all}
          empty={list.rows.length === 0}
          onToggle={() => setChosen(all ? [] : list.rows.map(({ claimId }) => claimId))}
          onAct={() => setActing(true)}
        />
      )}
      <DataTable<Queued>
        name="queue"
        caption={waitingWords[waitsFor]}
        list={list}
        columns={queueColumns(alerts)}
        rowKey={({ claimId }) => claimId}
        empty={<NothingYet title={emptyWords.title} help={emptyWords.help} />}
        filters={<QueueFilters />}
        selection={
          action && {
            selectedRowKeys: [...chosen],
            onChange: (keys) => setChosen(keys.map(String)),
            hideSelectAll: true,
            getCheckboxProps: ({ claimId }) => ({ 'aria-label': claimId.slice(0, 8) }),
          }
        }
      />
      {acting && action && <ActDialog action={action} waitsFor={waitsFor} rows={rows} onClose={close} />}
    </>
  );
}
