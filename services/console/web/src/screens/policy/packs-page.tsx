import { Select } from 'antd';
import { DataTable, Day, GoTo, Instant, NothingYet, PageHead, Status, programmes, useAddress, useSaid, useWords, type Column } from '@kit';
import { listedOf } from '../listed';
import { nameOf, statusOf, usePackVersions, type PackVersion } from './packs';
import { packKinds, packStatus } from './words';
import './policy.css';

const words = {
  title: { zh: '政策包', en: 'Policy packs' },
  sub: {
    zh: '每个版本注明管辖的地区、期间和补贴项目，以及系统自何时起知晓。两位政策管理人员签发后，决定才会采用。',
    en: 'Each version says which region, days and programmes it governs, and since when it is known. Decisions use it once two policy officers have signed.',
  },
  kind: { zh: '类别', en: 'Kind' },
  status: { zh: '状态', en: 'Status' },
  any: { zh: '全部', en: 'All' },
  open: { zh: '不限', en: 'open' },
  all: { zh: '全部项目', en: 'All' },
} as const;

export function Validity({ validFrom, validTo }: Pick<PackVersion, 'validFrom' | 'validTo'>) {
  const t = useWords(words);
  return (
    <span className="validity">
      <Day value={validFrom} /> – {validTo ? <Day value={validTo} /> : t('open')}
    </span>
  );
}

export function Programmes({ names }: { readonly names: readonly string[] }) {
  const t = useWords(words);
  const said = useSaid();
  if (names.length === 0) return <>{t('all')}</>;
  return <>{names.map((name) => said(programmes[name] ?? { zh: name, en: name })).join(said({ zh: '、', en: ', ' }))}</>;
}

export const Known = ({ at }: { readonly at: string | undefined }) => (at && at.length > 10 ? <Instant value={at} /> : <Day value={at} />);

function Kind({ kind }: { readonly kind: string }) {
  const said = useSaid();
  return <>{said(packKinds[kind] ?? { zh: kind, en: kind })}</>;
}

const columns: readonly Column<PackVersion>[] = [
  {
    key: 'pack',
    title: { zh: '政策包', en: 'Pack' },
    value: (pack) => nameOf(pack),
    show: (pack) => <GoTo to={`/policy/packs/${pack.packId}/${pack.packVersion}`}>{nameOf(pack)}</GoTo>,
  },
  {
    key: 'title',
    title: { zh: '文件', en: 'Document' },
    value: ({ doc }) => `${doc.title} ${doc.number ?? ''}`,
    show: ({ doc }) => <DocumentName doc={doc} />,
  },
  {
    key: 'status',
    title: words.status,
    value: statusOf,
    written: packStatus,
    show: (pack) => <Status value={statusOf(pack)} of={packStatus} />,
  },
  { key: 'region', title: { zh: '地区', en: 'Region' }, value: ({ region }) => region, show: ({ region }) => region },
  { key: 'valid', title: { zh: '适用期间', en: 'Governs' }, value: ({ validFrom }) => validFrom, show: (pack) => <Validity {...pack} /> },
  {
    key: 'programmes',
    title: { zh: '补贴项目', en: 'Programmes' },
    value: ({ programmes: names }) => names.join(' '),
    show: ({ programmes: names }) => <Programmes names={names} />,
  },
  {
    key: 'known',
    title: { zh: '知晓时间', en: 'Known since' },
    value: ({ knownAt }) => knownAt,
    show: ({ knownAt }) => <Known at={knownAt} />,
  },
  { key: 'kind', title: words.kind, value: ({ kind }) => kind, show: ({ kind }) => <Kind kind={kind} /> },
];

function DocumentName({ doc }: Pick<PackVersion, 'doc'>) {
  return (
    <div className="doc-name">
      {doc.title}
      {doc.number && <div className="code">{doc.number}</div>}
    </div>
  );
}

export function Page() {
  const t = useWords(words);
  const said = useSaid();
  const [{ kind, status }, change] = useAddress();
  const asked = usePackVersions();
  const list = listedOf(asked, ({ items }) =>
    items.filter((pack) => (!kind || pack.kind === kind) && (!status || statusOf(pack) === status)),
  );
  const choice = (
    name: 'kind' | 'status',
    value: string | undefined,
    options: readonly (readonly [string, { zh: string; en: string }])[],
  ) => (
    <Select
      aria-label={t(name)}
      value={value ?? ''}
      onChange={(chosen) => change({ [name]: chosen })}
      options={[{ value: '', label: `${t(name)}: ${t('any')}` }, ...options.map(([one, word]) => ({ value: one, label: said(word) }))]}
      style={{ width: 200 }}
    />
  );
  return (
    <>
      <PageHead title={t('title')} sub={t('sub')} />
      <DataTable
        name="packs"
        caption={words.title}
        list={list}
        columns={columns}
        rowKey={nameOf}
        filters={
          <div className="field-row-inline">
            {choice('kind', kind, Object.entries(packKinds))}
            {choice(
              'status',
              status,
              Object.entries(packStatus).map(([one, { word }]) => [one, word] as const),
            )}
          </div>
        }
        empty={
          <NothingYet
            title={{ zh: '没有符合条件的政策包', en: 'No pack matches' }}
            help={{ zh: '请放宽类别或状态。', en: 'Widen the kind or the status.' }}
          />
        }
      />
    </>
  );
}
