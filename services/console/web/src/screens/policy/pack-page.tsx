import { Descriptions, Space } from 'antd';
import type { Schemas } from '@api';
import { DataTable, GoTo, NothingYet, PageHead, Panel, Shown, Status, useHasRole, useParam, useSaid, useWords, type Column } from '@kit';
import { listedOf } from '../listed';
import { Known, Programmes, Validity } from './packs-page';
import { nameOf, statusOf, usePackVersion, usePackVersions } from './packs';
import { ParameterName, Part, Source, Value } from './parameter-cells';
import { bodyOf, keyOf, parametersOf, type Parameter } from './parameters';
import { Signing } from './signing';
import { chosenBy, frameWords, packKinds, packStatus, reliability } from './words';
import './policy.css';

type Whole = Schemas['PackVersionWhole'];

const words = {
  about: { zh: '文件与适用范围', en: 'The document and what it governs' },
  kind: { zh: '类别', en: 'Kind' },
  document: { zh: '文件', en: 'Document' },
  reliability: { zh: '来源', en: 'Found at' },
  valid: { zh: '适用期间', en: 'Governs' },
  programmes: { zh: '补贴项目', en: 'Programmes' },
  known: { zh: '知晓时间', en: 'Known since' },
  hash: { zh: '内容 SHA-256', en: 'SHA-256 of its content' },
  parameters: { zh: '参数与出处', en: 'Parameters and their sources' },
  others: { zh: '与其他版本比较', en: 'Compare with' },
  notYet: { zh: '尚未', en: 'Not yet' },
} as const;

const columns: readonly Column<Parameter>[] = [
  { key: 'part', title: { zh: '适用', en: 'Of' }, value: ({ part, of }) => `${part} ${of}`, show: (one) => <Part {...one} /> },
  { key: 'name', title: { zh: '参数', en: 'Parameter' }, value: ({ name }) => name, show: ({ name }) => <ParameterName name={name} /> },
  {
    key: 'value',
    title: { zh: '取值', en: 'Value' },
    value: ({ value }) => JSON.stringify(value),
    show: ({ value }) => <Value value={value} />,
  },
  {
    key: 'source',
    title: { zh: '出处与标记', en: 'Source and marks' },
    value: ({ source, fixture, interpreted }) => [source, fixture && '演练值 fixture', interpreted].filter(Boolean).join(' · '),
    show: (one) => <Source {...one} />,
  },
];

export function Page() {
  const t = useWords(words);
  const [packId, version] = [useParam('packId'), useParam('version')];
  const asked = usePackVersion(packId, version);
  const may = useHasRole('policy-officer');
  const list = listedOf(asked, ({ body }) => parametersOf(bodyOf(body)));
  return (
    <>
      <PageHead
        title={`${packId}@${version}`}
        sub={asked.data?.doc.title}
        actions={asked.data && <Status value={statusOf(asked.data)} of={packStatus} />}
      />
      <Shown asked={asked}>
        {(pack) => (
          <>
            {may && pack.kind !== 'RULES' && <Signing pack={pack} />}
            <Panel title={t('about')} extra={<Others pack={pack} />}>
              <About pack={pack} />
            </Panel>
            <Panel title={t('parameters')}>
              <DataTable
                name="pack"
                caption={words.parameters}
                list={list}
                columns={columns}
                rowKey={keyOf}
                empty={
                  <NothingYet
                    title={{ zh: '没有参数', en: 'No parameters' }}
                    help={{ zh: '这一版没有写明任何参数。', en: 'This version names none.' }}
                  />
                }
              />
            </Panel>
          </>
        )}
      </Shown>
    </>
  );
}

function About({ pack }: { readonly pack: Whole }) {
  const t = useWords(words);
  const said = useSaid();
  const worded = (word: { zh: string; en: string } | undefined, code: string) => (word ? said(word) : code);
  const { doc, parent, knownAt } = pack;
  return (
    <Descriptions
      size="small"
      column={{ xs: 1, lg: 2 }}
      items={[
        { key: 'document', label: t('document'), children: [doc.title, doc.number, doc.article].filter(Boolean).join(' · ') },
        { key: 'reliability', label: t('reliability'), children: worded(reliability[doc.reliability], doc.reliability) },
        { key: 'kind', label: t('kind'), children: worded(packKinds[pack.kind], pack.kind) },
        { key: 'region', label: said(frameWords['region']!), children: pack.region },
        { key: 'valid', label: t('valid'), children: <Validity {...pack} /> },
        { key: 'programmes', label: t('programmes'), children: <Programmes names={pack.programmes} /> },
        ...(pack.chosenBy
          ? [{ key: 'chosenBy', label: said(frameWords['chosenBy']!), children: worded(chosenBy[pack.chosenBy], pack.chosenBy) }]
          : []),
        ...(parent ? [{ key: 'parent', label: said(frameWords['parent']!), children: parent }] : []),
        { key: 'known', label: t('known'), children: knownAt ? <Known at={knownAt} /> : t('notYet') },
        { key: 'hash', label: t('hash'), children: <code className="code">{pack.hash}</code> },
      ]}
    />
  );
}

/** The other versions of the same pack, each a comparison away. */
function Others({ pack }: { readonly pack: Whole }) {
  const t = useWords(words);
  const asked = usePackVersions();
  const others = (asked.data?.items ?? []).filter((one) => one.packId === pack.packId && one.packVersion !== pack.packVersion);
  if (others.length === 0) return null;
  return (
    <Space>
      {t('others')}
      {others.map((other) => {
        const [before, after] = other.packVersion < pack.packVersion ? [other, pack] : [pack, other];
        return (
          <GoTo key={nameOf(other)} to="/policy/comparison" search={{ before: nameOf(before), after: nameOf(after) }}>
            {nameOf(other)}
          </GoTo>
        );
      })}
    </Space>
  );
}
