import { Select, Switch, Table } from 'antd';
import { Status, NothingYet, PageHead, Panel, Shown, dayText, useAddress, useLanguage, useSaid, useWords } from '@kit';
import { nameOf, usePackVersion, usePackVersions } from './packs';
import { ParameterName, Part, Source, Value } from './parameter-cells';
import { bodyOf, differencesOf, frameDifferences, type Difference, type PackBody } from './parameters';
import { chosenBy, differenceWords, frameWords } from './words';
import './policy.css';

const words = {
  title: { zh: '版本比较', en: 'Compare versions' },
  sub: {
    zh: '逐项列出新增、删除和变更的参数，两边各有取值与出处。',
    en: 'Each parameter that was added, removed or changed, with both values and both sources.',
  },
  before: { zh: '原版本', en: 'Before' },
  after: { zh: '新版本', en: 'After' },
  choose: { zh: '选择政策包版本', en: 'Choose a version' },
  same: { zh: '显示相同的参数', en: 'Show what is the same' },
  counts: {
    zh: '新增 {added}，删除 {removed}，变更 {changed}，仅出处不同 {source}，相同 {same}',
    en: '{added} added, {removed} removed, {changed} changed, {source} with another source only, {same} the same',
  },
  frame: { zh: '适用范围', en: 'What they govern' },
  parameters: { zh: '参数', en: 'Parameters' },
  kind: { zh: '差异', en: 'Difference' },
  of: { zh: '适用', en: 'Of' },
  parameter: { zh: '参数', en: 'Parameter' },
  none: { zh: '（没有）', en: '(none)' },
  open: { zh: '不限', en: 'open' },
  frameSame: { zh: '适用范围相同。', en: 'They govern the same.' },
} as const;

const split = (name = ''): readonly [string, string] => {
  const at = name.lastIndexOf('@');
  return at < 0 ? ['', ''] : [name.slice(0, at), name.slice(at + 1)];
};

export function Page() {
  const t = useWords(words);
  const [{ before, after }] = useAddress();
  const left = usePackVersion(...split(before));
  const right = usePackVersion(...split(after));
  return (
    <>
      <PageHead title={t('title')} sub={t('sub')} />
      <Panel>
        <div className="field-row-inline">
          <Chooser name="before" />
          <Chooser name="after" />
        </div>
      </Panel>
      {before && after ? (
        <Shown asked={left}>
          {(one) => <Shown asked={right}>{(other) => <Compared before={bodyOf(one.body)} after={bodyOf(other.body)} />}</Shown>}
        </Shown>
      ) : (
        <Panel>
          <NothingYet
            title={{ zh: '请选择两个版本', en: 'Choose two versions' }}
            help={{
              zh: '可以比较同一政策包的两版，也可以比较不同地区的政策包。',
              en: 'Two versions of one pack, or the packs of two regions.',
            }}
          />
        </Panel>
      )}
    </>
  );
}

function Chooser({ name }: { readonly name: 'before' | 'after' }) {
  const t = useWords(words);
  const [address, change] = useAddress();
  const asked = usePackVersions();
  const options = (asked.data?.items ?? []).map((pack) => ({ value: nameOf(pack), label: `${nameOf(pack)} ${pack.doc.title}` }));
  return (
    <label>
      {t(name)}
      <Select
        showSearch={{ optionFilterProp: 'label' }}
        aria-label={t(name)}
        placeholder={t('choose')}
        loading={asked.isPending}
        value={address[name]}
        onChange={(value) => change({ [name]: value })}
        options={options}
        className="chooser"
      />
    </label>
  );
}

function Compared({ before, after }: { readonly before: PackBody; readonly after: PackBody }) {
  const t = useWords(words);
  const [{ same }, change] = useAddress();
  const all = differencesOf(before, after);
  const count = (kind: Difference['kind']) => all.filter((one) => one.kind === kind).length;
  return (
    <>
      <Panel title={t('frame')}>
        <Frame before={before} after={after} />
      </Panel>
      <Panel
        title={t('parameters')}
        extra={
          <label>
            <Switch size="small" checked={same === '1'} onChange={(on) => change({ same: on ? '1' : undefined })} aria-label={t('same')} />{' '}
            {t('same')}
          </label>
        }
      >
        <p role="status">
          {t('counts', {
            added: count('ADDED'),
            removed: count('REMOVED'),
            changed: count('CHANGED'),
            source: count('SOURCE'),
            same: count('SAME'),
          })}
        </p>
        <Differences rows={same === '1' ? all : all.filter(({ kind }) => kind !== 'SAME')} before={before} after={after} />
      </Panel>
    </>
  );
}

const sideOf = (one: Difference['before'], none: string) =>
  one ? (
    <>
      <Value value={one.value} />
      <Source {...one} />
    </>
  ) : (
    none
  );

function Differences({
  rows,
  before,
  after,
}: {
  readonly rows: readonly Difference[];
  readonly before: PackBody;
  readonly after: PackBody;
}) {
  const t = useWords(words);
  return (
    <Table<Difference>
      aria-label={t('parameters')}
      size="small"
      rowKey="key"
      dataSource={[...rows]}
      pagination={false}
      scroll={{ x: 'max-content' }}
      className="side-by-side"
      rowClassName={({ kind }) => `difference-${kind.toLowerCase()}`}
      locale={{
        emptyText: (
          <NothingYet
            title={{ zh: '参数没有差异', en: 'No parameter differs' }}
            help={{ zh: '两个版本的取值与出处都相同。', en: 'All values and sources are the same.' }}
          />
        ),
      }}
      columns={[
        { key: 'kind', title: t('kind'), render: (_, { kind }) => <Status value={kind} of={differenceWords} /> },
        { key: 'of', title: t('of'), render: (_, one) => <Part {...(one.before ?? one.after)!} /> },
        { key: 'name', title: t('parameter'), render: (_, one) => <ParameterName name={(one.before ?? one.after)!.name} /> },
        { key: 'before', title: `${before.id}@${before.version}`, render: (_, one) => sideOf(one.before, t('none')) },
        { key: 'after', title: `${after.id}@${after.version}`, render: (_, one) => sideOf(one.after, t('none')) },
      ]}
    />
  );
}

function Frame({ before, after }: { readonly before: PackBody; readonly after: PackBody }) {
  const t = useWords(words);
  const { language } = useLanguage();
  const said = useSaid();
  const rows = frameDifferences(before, after);
  if (rows.length === 0) return <>{t('frameSame')}</>;
  const worded = (value: string) => {
    if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return dayText(value, language);
    const word = chosenBy[value];
    return word ? said(word) : value === '—' ? t('open') : value;
  };
  return (
    <Table
      aria-label={t('frame')}
      size="small"
      rowKey="field"
      dataSource={[...rows]}
      pagination={false}
      columns={[
        { key: 'field', title: t('parameter'), render: (_, { field }) => said(frameWords[field]!) },
        { key: 'before', title: `${before.id}@${before.version}`, render: (_, row) => worded(row.before) },
        { key: 'after', title: `${after.id}@${after.version}`, render: (_, row) => worded(row.after) },
      ]}
    />
  );
}
