import { Button, Select, Space } from 'antd';
import { useState } from 'react';
import { api, type Schemas } from '@api';
import {
  DataTable,
  Day,
  Instant,
  NothingYet,
  PageHead,
  Person,
  ProblemAlert,
  Status,
  certificateKinds,
  certificateStatus,
  levels,
  revocationCauses,
  useAddress,
  useCommand,
  useList,
  useSaid,
  useWords,
  verification,
  type Column,
} from '@kit';
import { RevokeWindow } from './revoke-window';

type Row = Schemas['CertificateView'];

const words = {
  title: { zh: '已核发证书', en: 'Certificates issued' },
  sub: {
    zh: '本机构核发的证书，及其全国联网查询系统的核验结果。',
    en: 'What your body has issued, and whether the national query site has confirmed it.',
  },
  caption: { zh: '证书列表', en: 'Certificates' },
  status: { zh: '状态', en: 'State' },
  all: { zh: '全部状态', en: 'All states' },
  verify: { zh: '再次核验', en: 'Ask again' },
  revoke: { zh: '撤销', en: 'Revoke' },
} as const;

function useVerifying() {
  return useCommand(
    (certificateId: string, key) =>
      api.POST('/api/certification/certificates/{certificateId}/verifications', {
        params: { header: { 'Idempotency-Key': key }, path: { certificateId } },
      }),
    { changes: ['certificates'] },
  );
}

export function Page() {
  const t = useWords(words);
  const said = useSaid();
  const [{ status }, change] = useAddress();
  const [revoking, setRevoking] = useState<Row>();
  const list = useList<Row>(['certificates', status ?? ''], (cursor) =>
    api.GET('/api/certification/certificates', { params: { query: { cursor, limit: 200, status: status as Row['status'] | undefined } } }),
  );
  const verify = useVerifying();
  return (
    <>
      <PageHead title={t('title')} sub={t('sub')} />
      <ProblemAlert problem={verify.error} />
      <DataTable
        name="certificates"
        caption={words.caption}
        list={list}
        columns={[...columns(said), actsOf(t, verify, setRevoking)]}
        rowKey={(row) => row.certificateId}
        filters={<StatusFilter status={status} onStatus={(chosen) => change({ status: chosen })} />}
        empty={
          <NothingYet
            title={{ zh: '还没有证书', en: 'No certificates yet' }}
            help={{ zh: '登记成绩后，合格者的证书显示在这里。', en: 'Record results; the certificates of those who passed appear here.' }}
          />
        }
      />
      {revoking && <RevokeWindow certificate={revoking} onClose={() => setRevoking(undefined)} />}
    </>
  );
}

type StatusFilterProps = { readonly status: string | undefined; readonly onStatus: (status: string | undefined) => void };

function StatusFilter({ status, onStatus }: StatusFilterProps) {
  const t = useWords(words);
  const said = useSaid();
  return (
    <Select
      aria-label={t('status')}
      className="filter"
      value={status ?? ''}
      onChange={(value) => onStatus(value || undefined)}
      options={[
        { value: '', label: t('all') },
        ...Object.entries(certificateStatus).map(([value, { word }]) => ({ value, label: said(word) })),
      ]}
    />
  );
}

const actsOf = (
  t: ReturnType<typeof useWords<typeof words>>,
  verify: ReturnType<typeof useVerifying>,
  onRevoke: (row: Row) => void,
): Column<Row> => ({
  key: 'acts',
  title: { zh: '办理', en: 'Acts' },
  show: (row) =>
    row.status === 'VALID' && (
      <Space>
        {!row.verified && (
          <Button
            size="small"
            aria-label={`${t('verify')} ${row.number}`}
            loading={verify.isPending && verify.variables === row.certificateId}
            onClick={() => verify.mutate(row.certificateId)}
          >
            {t('verify')}
          </Button>
        )}
        <Button size="small" danger aria-label={`${t('revoke')} ${row.number}`} onClick={() => onRevoke(row)}>
          {t('revoke')}
        </Button>
      </Space>
    ),
});

const columns = (said: ReturnType<typeof useSaid>): readonly Column<Row>[] => [
  { key: 'number', title: { zh: '证书编号', en: 'Number' }, show: (row) => row.number, value: (row) => row.number },
  { key: 'person', title: { zh: '姓名', en: 'Name' }, show: (row) => <Person id={row.personId} /> },
  {
    key: 'what',
    title: { zh: '职业与等级', en: 'Occupation and level' },
    show: (row) => `${row.occupation} · ${said(levels[row.level] ?? { zh: row.level, en: row.level })}`,
    value: (row) => `${row.occupation} ${row.level}`,
  },
  {
    key: 'kind',
    title: { zh: '种类', en: 'Kind' },
    show: (row) => said(certificateKinds[row.kind] ?? { zh: row.kind, en: row.kind }),
    value: (row) => row.kind,
  },
  { key: 'issuedOn', title: { zh: '核发日期', en: 'Issued' }, show: (row) => <Day value={row.issuedOn} />, value: (row) => row.issuedOn },
  {
    key: 'verified',
    title: { zh: '联网核验', en: 'Query site' },
    show: (row) => (
      <Status value={row.verified ? 'YES' : 'NO'} of={verification} title={row.verifiedAt && <Instant value={row.verifiedAt} />} />
    ),
    value: (row) => (row.verified ? 'YES' : 'NO'),
    written: verification,
  },
  {
    key: 'status',
    title: { zh: '状态', en: 'State' },
    show: (row) => (
      <>
        <Status value={row.status} of={certificateStatus} />
        {row.revocation && (
          <span className="code">
            <Day value={row.revocation.revokedAt} /> {said(revocationCauses[row.revocation.cause] ?? { zh: '', en: '' })}
          </span>
        )}
      </>
    ),
    value: (row) => row.status,
    written: certificateStatus,
  },
];
