import { Collapse, Descriptions, Table } from 'antd';
import { Day, Organisation, tierWords, useSaid, useWords } from '@kit';
import { type DrawnFrame } from '../../kit/consistent-sampler';
import { Conflicts } from './conflicts';
import { groupsOf, tierRows } from './draw-model';

const words = {
  hash: { zh: '名单指纹（SHA-256）', en: 'Hash of the frame (SHA-256)' },
  on: { zh: '封存日', en: 'Sealed on' },
  method: { zh: '抽取算法', en: 'Method' },
  team: { zh: '每组人数', en: 'Team' },
  objects: { zh: '检查对象', en: 'Objects' },
  inspectors: { zh: '检查人员', en: 'Inspectors' },
  tiers: { zh: '各等级的比例', en: 'Rates by tier' },
  tier: { zh: '风险等级', en: 'Risk tier' },
  inFrame: { zh: '名单中', en: 'In the frame' },
  rate: { zh: '比例', en: 'Rate' },
  drawn: { zh: '抽取数', en: 'Drawn' },
  allObjects: { zh: '全部检查对象（{count}）', en: 'All objects ({count})' },
  allInspectors: { zh: '全部检查人员及回避关系（{count}）', en: 'All inspectors and their conflicts ({count})' },
  object: { zh: '对象编号', en: 'Object' },
  organisation: { zh: '所属机构', en: 'Organisation' },
  inspector: { zh: '检查人员', en: 'Inspector' },
  conflicts: { zh: '需回避', en: 'Recused from' },
} as const;

export function FrameHash({ hash }: { readonly hash: string }) {
  const t = useWords(words);
  return (
    <figure className="draw-hash">
      <figcaption>{t('hash')}</figcaption>
      <code aria-label={hash}>
        {groupsOf(hash).map((group, place) => (
          <span key={place}>{group}</span>
        ))}
      </code>
    </figure>
  );
}

export function DrawFrame({ frame }: { readonly frame: DrawnFrame }) {
  const t = useWords(words);
  const said = useSaid();
  return (
    <>
      <Descriptions
        size="small"
        className="draw-counts"
        column={{ xs: 1, md: 2, xl: 5 }}
        items={[
          { key: 'on', label: t('on'), children: <Day value={frame.on} /> },
          { key: 'objects', label: t('objects'), children: frame.objects.length },
          { key: 'inspectors', label: t('inspectors'), children: frame.inspectors.length },
          { key: 'team', label: t('team'), children: frame.team },
          { key: 'method', label: t('method'), children: <span className="code">{frame.method}</span> },
        ]}
      />
      <Table
        aria-label={t('tiers')}
        size="small"
        rowKey="tier"
        pagination={false}
        dataSource={[...tierRows(frame)]}
        columns={[
          { title: t('tier'), dataIndex: 'tier', render: (tier: string) => said(tierWords[tier] ?? { zh: tier, en: tier }) },
          { title: t('inFrame'), dataIndex: 'objects', align: 'right' },
          { title: t('rate'), dataIndex: 'rate', align: 'right' },
          { title: t('drawn'), dataIndex: 'drawn', align: 'right' },
        ]}
      />
      <Lists frame={frame} />
    </>
  );
}

function Lists({ frame }: { readonly frame: DrawnFrame }) {
  const t = useWords(words);
  const objects = (
    <Table
      aria-label={t('objects')}
      size="small"
      rowKey="objectId"
      pagination={{ hideOnSinglePage: true }}
      dataSource={[...frame.objects]}
      columns={[
        { title: t('object'), dataIndex: 'objectId' },
        { title: t('tier'), dataIndex: 'tier' },
        { title: t('organisation'), dataIndex: 'organisationId', render: (id?: string) => (id ? <Organisation id={id} /> : '') },
      ]}
    />
  );
  const inspectors = (
    <Table
      aria-label={t('inspectors')}
      size="small"
      rowKey="inspectorId"
      pagination={{ hideOnSinglePage: true }}
      dataSource={[...frame.inspectors]}
      columns={[
        { title: t('inspector'), dataIndex: 'inspectorId' },
        { title: t('conflicts'), dataIndex: 'conflicts', render: (conflicts: readonly string[]) => <Conflicts of={conflicts} /> },
      ]}
    />
  );
  return (
    <Collapse
      className="draw-lists"
      ghost
      items={[
        { key: 'objects', label: t('allObjects', { count: frame.objects.length }), children: objects },
        { key: 'inspectors', label: t('allInspectors', { count: frame.inspectors.length }), children: inspectors },
      ]}
    />
  );
}
