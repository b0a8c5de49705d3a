import { Button, Select, Space } from 'antd';
import { useState } from 'react';
import { api, type Schemas } from '@api';
import {
  DataTable,
  Instant,
  NothingYet,
  PageHead,
  Status,
  useAddress,
  useHasRole,
  useLanguage,
  useSaid,
  useWords,
  type Column,
} from '@kit';
import { Drop } from './drop';
import { ServiceName, Silent, gathered, type OfService } from './gathered';
import { Release } from './release';
import { allPages, useAllServices } from './services';
import { messageStatus } from './words';
import './operating.css';

export type Parked = OfService<Schemas['ParkedMessageView']>;

const everyMs = 10_000;
const words = {
  title: { zh: '搁置的消息', en: 'Parked messages' },
  sub: {
    zh: '处理不了的消息连同原因搁置在这里，同一通道上后来的消息排在其后。排除原因后放行；确定不需要的，写明理由后丢弃。',
    en: 'What could not be handled lies here with its reason, and later messages of its lane wait behind it. Mend the cause and release; what is not needed is dropped with a reason.',
  },
  status: { zh: '状态', en: 'State' },
  any: { zh: '全部', en: 'All' },
  drop: { zh: '丢弃', en: 'Drop' },
} as const;

const useParked = () =>
  useAllServices<readonly Schemas['ParkedMessageView'][]>(
    'parked',
    (service) =>
      allPages((cursor) =>
        api.GET(`/api/${service}/operations/parked` as '/api/enrolment/operations/parked', { params: { query: { cursor, limit: 200 } } }),
      ),
    everyMs,
  );

function Why({ code, texts }: Pick<Parked, 'code' | 'texts'>) {
  const { language } = useLanguage();
  return (
    <div className="reason-text">
      {texts[language]} <span className="code">{code}</span>
    </div>
  );
}

const columns: readonly Column<Parked>[] = [
  {
    key: 'service',
    title: { zh: '服务', en: 'Service' },
    value: ({ service }) => service,
    show: ({ service }) => <ServiceName service={service} />,
  },
  {
    key: 'status',
    title: words.status,
    value: ({ status }) => status,
    written: messageStatus,
    show: ({ status }) => <Status value={status} of={messageStatus} />,
  },
  {
    key: 'lane',
    title: { zh: '通道与消息', en: 'Lane and message' },
    value: ({ lane }) => lane,
    show: ({ lane, message }) => (
      <div className="lane">
        <code>{lane}</code>
        <div className="code">{message}</div>
      </div>
    ),
  },
  { key: 'reason', title: { zh: '原因', en: 'Reason' }, value: ({ code }) => code, show: (row) => <Why {...row} /> },
  {
    key: 'parkedAt',
    title: { zh: '搁置时间', en: 'Parked' },
    value: ({ parkedAt }) => parkedAt,
    show: ({ parkedAt }) => <Instant value={parkedAt} seconds />,
  },
  { key: 'message', title: { zh: '消息', en: 'Message' }, value: ({ message }) => message, show: ({ message }) => message, unseen: true },
];

/** What one may do stands before what is seldom read, so that it is seen without moving the table. */
const shownFirst = 5;

export function Page() {
  const t = useWords(words);
  const [{ status }] = useAddress();
  const told = useParked();
  const may = useHasRole('operator');
  const [dropped, setDropped] = useState<Parked>();
  const list = gathered(told);
  const rows = list.rows.filter((row) => !status || row.status === status);
  const acts: Column<Parked> = {
    key: 'acts',
    title: { zh: '操作', en: 'Act' },
    show: (row) => (
      <Space>
        {row.status === 'parked' && <Release service={row.service} lane={row.lane} />}
        <Button danger size="small" onClick={() => setDropped(row)} aria-label={`${t('drop')} ${row.message}`}>
          {t('drop')}
        </Button>
      </Space>
    ),
  };
  return (
    <>
      <PageHead title={t('title')} sub={t('sub')} />
      <Silent told={told} />
      <DataTable
        name="parked"
        caption={words.title}
        list={{ ...list, rows }}
        columns={may ? [...columns.slice(0, shownFirst), acts, ...columns.slice(shownFirst)] : columns}
        rowKey={({ service, message }) => `${service} ${message}`}
        filters={<StatusFilter />}
        empty={
          <NothingYet
            title={{ zh: '没有搁置的消息', en: 'No message is parked' }}
            help={{
              zh: '所有服务都处理了收到的消息，无需操作。',
              en: 'Every service has handled what it received; there is nothing to do.',
            }}
          />
        }
      />
      {dropped && <Drop parked={dropped} onClose={() => setDropped(undefined)} />}
    </>
  );
}

function StatusFilter() {
  const t = useWords(words);
  const said = useSaid();
  const [{ status }, change] = useAddress();
  return (
    <Select
      aria-label={t('status')}
      value={status ?? ''}
      onChange={(value) => change({ status: value })}
      options={[
        { value: '', label: `${t('status')}: ${t('any')}` },
        ...Object.entries(messageStatus).map(([value, { word }]) => ({ value, label: said(word) })),
      ]}
      style={{ width: 170 }}
    />
  );
}
