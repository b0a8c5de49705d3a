// The board of publicity: what is posted, how long it still runs, who objects, and what may be posted next.
import { Button, Descriptions, Drawer, Segmented, Table, Tag } from 'antd';
import { useState } from 'react';
import {
  DataTable,
  Day,
  Instant,
  Money,
  NothingYet,
  Organisation,
  PageHead,
  PrintButton,
  Shown,
  fenOf,
  useAddress,
  useAsk,
  useWords,
  type Column,
} from '@kit';
import { api, type Schemas } from '@api';
import { ClaimLink, Classes, Programmes } from './parts';
import { PersonAsks, type Queued } from './queue-columns';
import { QueueFilters, useQueue } from './queue-list';
import { StartPublicity } from './start-publicity';

const words = {
  title: { zh: '公示', en: 'Publicity' },
  sub: { zh: '公示期满且无异议未决的申请进入支付', en: 'Claims whose time is over go on to payment; those with an open objection wait' },
  running: { zh: '公示中', en: 'Running' },
  next: { zh: '待公示', en: 'To be started' },
  board: { zh: '公示看板', en: 'Board' },
  left: { zh: '剩余 {days} 个工作日', en: '{days} working days left' },
  last: { zh: '今日最后一天', en: 'Last day today' },
  over: { zh: '已满', en: 'Over' },
  preview: { zh: '查看名单', en: 'Open' },
  post: { zh: '批量公示（{count}）', en: 'Start publicity ({count})' },
  choose: { zh: '选择申请', en: 'Choose the claim' },
  list: { zh: '公示名单（已遮蔽）', en: 'The list as it is posted' },
  name: { zh: '姓名', en: 'Name' },
  number: { zh: '证件号码', en: 'ID number' },
  programme: { zh: '补贴项目', en: 'Programme' },
  sum: { zh: '金额', en: 'Sum' },
  none: { zh: '无', en: 'None' },
  claim: { zh: '申请', en: 'Claim' },
  region: { zh: '地区', en: 'Region' },
  until: { zh: '公示截止', en: 'Last day' },
  people: { zh: '人数', en: 'People' },
} as const;

const emptyRunning = {
  title: { zh: '没有正在进行的公示', en: 'Nothing is posted' },
  help: {
    zh: '复审通过的申请在“待公示”中，可批量启动。',
    en: 'Claims that passed the second review can be started under “To be started”.',
  },
} as const;
const emptyNext = {
  title: { zh: '没有等待公示的申请', en: 'Nothing waits to be posted' },
  help: { zh: '复审通过后会出现在这里。', en: 'Claims come here after the second review.' },
} as const;

function Left({ row }: { readonly row: Queued }) {
  const t = useWords(words);
  const { workingDaysLeft: days } = row;
  if (days === undefined) return <Day value={row.lastDay} />;
  const text = days === 0 ? t('over') : days === 1 ? t('last') : t('left', { days });
  return <Tag color={days <= 1 ? 'warning' : 'processing'}>{text}</Tag>;
}

const shared: readonly Column<Queued>[] = [
  {
    key: 'claim',
    title: { zh: '申请', en: 'Claim' },
    show: ({ claimId }) => <ClaimLink claimId={claimId} />,
    value: ({ claimId }) => claimId,
  },
  { key: 'programme', title: { zh: '补贴项目', en: 'Programme' }, show: (row) => <Programmes values={row.programmes} /> },
  { key: 'class', title: { zh: '班期', en: 'Class' }, show: (row) => <Classes ids={row.classIds} /> },
  {
    key: 'organisation',
    title: { zh: '申请单位', en: 'Applicant' },
    show: (row) => (row.organisationId === undefined ? <PersonAsks /> : <Organisation id={row.organisationId} />),
  },
  { key: 'people', title: { zh: '人数', en: 'People' }, show: (row) => row.cases, value: (row) => row.cases, align: 'right' },
  {
    key: 'sum',
    title: { zh: '金额', en: 'Sum' },
    show: (row) => <Money amount={row.amount} />,
    value: (row) => fenOf(row.amount),
    align: 'right',
  },
];

const running = (open: (claimId: string) => void, label: string, none: string): readonly Column<Queued>[] => [
  ...shared,
  { key: 'last', title: { zh: '公示截止', en: 'Last day' }, show: (row) => <Day value={row.lastDay} />, value: (row) => row.lastDay },
  { key: 'left', title: { zh: '剩余', en: 'Remains' }, show: (row) => <Left row={row} />, value: (row) => row.workingDaysLeft ?? 99 },
  {
    key: 'objections',
    title: { zh: '异议', en: 'Objections' },
    show: (row) => (row.objections > 0 ? <Tag color="error">{row.objections}</Tag> : none),
    value: (row) => row.objections,
    align: 'right',
  },
  {
    key: 'list',
    title: { zh: '名单', en: 'List' },
    show: ({ claimId }) => (
      <Button size="small" onClick={() => open(claimId)}>
        {label}
      </Button>
    ),
  },
];

const toStart: readonly Column<Queued>[] = [
  ...shared,
  { key: 'since', title: { zh: '复审通过', en: 'Passed' }, show: (row) => <Instant value={row.since} />, value: (row) => row.since },
];

export function Page() {
  const t = useWords(words);
  const [address, change] = useAddress();
  const next = address['show'] === 'next';
  return (
    <>
      <PageHead title={t('title')} sub={t('sub')} />
      <Segmented
        aria-label={t('board')}
        className="queue-kinds"
        value={next ? 'next' : 'running'}
        onChange={(show) => change({ show: show === 'next' ? 'next' : undefined })}
        options={[
          { value: 'running', label: t('running') },
          { value: 'next', label: t('next') },
        ]}
      />
      {next ? <Next /> : <Running />}
    </>
  );
}

function Running() {
  const t = useWords(words);
  const [address, change] = useAddress();
  const list = useQueue('IN_PUBLICITY');
  return (
    <>
      <DataTable<Queued>
        name="board"
        caption={words.board}
        list={list}
        columns={running((claimId) => change({ list: claimId }), t('preview'), t('none'))}
        rowKey={({ claimId }) => claimId}
        empty={<NothingYet title={emptyRunning.title} help={emptyRunning.help} />}
        filters={<QueueFilters />}
      />
      <Drawer
        open={address['list'] !== undefined}
        onClose={() => change({ list: undefined })}
        size={640}
        title={t('list')}
        extra={<PrintButton />}
      >
        {address['list'] && <PostedList claimId={address['list']} />}
      </Drawer>
    </>
  );
}

function Next() {
  const t = useWords(words);
  const list = useQueue('PUBLICITY_START');
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const [posting, setPosting] = useState<readonly Queued[]>();
  return (
    <>
      <DataTable<Queued>
        name="next"
        caption={words.next}
        list={list}
        columns={toStart}
        rowKey={({ claimId }) => claimId}
        empty={<NothingYet title={emptyNext.title} help={emptyNext.help} />}
        filters={
          <>
            <QueueFilters />
            <Button
              type="primary"
              disabled={chosen.length === 0}
              onClick={() => setPosting(list.rows.filter(({ claimId }) => chosen.includes(claimId)))}
            >
              {t('post', { count: chosen.length })}
            </Button>
          </>
        }
        selection={{
          selectedRowKeys: [...chosen],
          onChange: (keys) => setChosen(keys.map(String)),
          hideSelectAll: true,
          getCheckboxProps: ({ claimId }) => ({ 'aria-label': `${t('choose')} ${claimId.slice(0, 8)}` }),
        }}
      />
      {posting && (
        <StartPublicity
          claims={posting}
          onClose={() => {
            setPosting(undefined);
            setChosen([]);
          }}
        />
      )}
    </>
  );
}

type Posted = Schemas['PostedPersonView'];

function PostedList({ claimId }: { readonly claimId: string }) {
  const t = useWords(words);
  const asked = useAsk(['publicity-list', claimId], () =>
    api.GET('/api/subsidy-payment/publicity-lists/{claimId}', { params: { path: { claimId } } }),
  );
  const columns = [
    { key: 'name', title: t('name'), dataIndex: 'name' },
    { key: 'number', title: t('number'), dataIndex: 'idNo' },
    { key: 'programmes', title: t('programme'), render: (_: unknown, { programmes }: Posted) => <Programmes values={programmes} /> },
    { key: 'amount', title: t('sum'), align: 'right' as const, render: (_: unknown, { amount }: Posted) => <Money amount={amount} /> },
  ];
  return (
    <Shown asked={asked}>
      {({ rows, region, lastDay }) => (
        <>
          <Descriptions
            className="even"
            size="small"
            column={2}
            items={[
              { key: 'claim', label: t('claim'), children: <ClaimLink claimId={claimId} /> },
              { key: 'region', label: t('region'), children: region },
              { key: 'last', label: t('until'), children: <Day value={lastDay} /> },
              { key: 'people', label: t('people'), children: rows.length },
            ]}
          />
          <Table<Posted>
            size="small"
            rowKey={({ name, idNo }) => `${name} ${idNo}`}
            columns={columns}
            dataSource={rows}
            pagination={false}
          />
        </>
      )}
    </Shown>
  );
}
