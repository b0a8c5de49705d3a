import { Descriptions, Drawer, Typography } from 'antd';
import { Button } from 'antd';
import { Day, Instant, Money, None, Organisation, Person, serviceNames, useLanguage, useSaid, useWords } from '@kit';
import { fieldsOf, kindOf, type FieldValue } from './trace-fields';
import { edgeOf, sourceOf, type Trace, type TraceNode } from './trace-graph';
import { factWord, whenText } from './trace-node';
import { missingType, whyWord } from './trace-words';

const words = {
  at: { zh: '发生时间', en: 'Happened at' },
  recorded: { zh: '入簿时间', en: 'Recorded at' },
  log: { zh: '记录簿', en: 'Log' },
  seq: { zh: '序号', en: 'Position' },
  id: { zh: '事实编号', en: 'Id' },
  fields: { zh: '全部内容', en: 'All fields' },
  effects: { zh: '它支持了', en: 'It supports' },
  causes: { zh: '它依据的是', en: 'It stands on' },
  missing: { zh: '链条需要这一事实，但没有收到。', en: 'The chain needs this fact, and it was not heard.' },
} as const;

type DrawerProps = {
  readonly node: TraceNode | undefined;
  readonly trace: Trace;
  readonly onClose: () => void;
  readonly onGo: (id: string) => void;
};

export function TraceDrawer({ node, trace, onClose, onGo }: DrawerProps) {
  const said = useSaid();
  return (
    <Drawer
      open={node !== undefined}
      onClose={onClose}
      size={620}
      title={node && said(factWord(missingType(node.type).type))}
      destroyOnHidden
    >
      {node && <Details node={node} trace={trace} onGo={onGo} />}
    </Drawer>
  );
}

function Details({ node, trace, onGo }: { readonly node: TraceNode; readonly trace: Trace; readonly onGo: (id: string) => void }) {
  const t = useWords(words);
  const said = useSaid();
  const { language } = useLanguage();
  const source = sourceOf(node.id);
  const typeOf = new Map(trace.nodes.map(({ id, type }) => [id, type]));
  const edges = trace.links.map((link) => edgeOf(link, typeOf));
  if (node.missing) return <Typography.Text type="danger">{t('missing')}</Typography.Text>;
  return (
    <>
      <Descriptions
        size="small"
        column={1}
        items={[
          { key: 'at', label: t('at'), children: node.at ? whenText(node.at, language) : <None /> },
          { key: 'recorded', label: t('recorded'), children: <Instant value={node.recordedAt} seconds /> },
          {
            key: 'log',
            label: t('log'),
            children: source ? said(serviceNames[source.log] ?? { zh: source.log, en: source.log }) : <None />,
          },
          { key: 'seq', label: t('seq'), children: source?.seq },
          { key: 'id', label: t('id'), children: <Typography.Text copyable>{node.id}</Typography.Text> },
        ]}
      />
      <Neighbours
        title={t('effects')}
        near={edges.filter(({ cause }) => cause === node.id).map(({ effect, why }) => ({ id: effect, why }))}
        {...{ typeOf, onGo }}
      />
      <Neighbours
        title={t('causes')}
        near={edges.filter(({ effect }) => effect === node.id).map(({ cause, why }) => ({ id: cause, why }))}
        {...{ typeOf, onGo }}
      />
      <h3 className="panel-title trace-part">{t('fields')}</h3>
      <dl className="trace-fields">
        {fieldsOf(node.data).map((field) => (
          <div key={field.path}>
            <dt>{field.path}</dt>
            <dd>
              <Field field={field} />
            </dd>
          </div>
        ))}
      </dl>
    </>
  );
}

type NearProps = {
  readonly title: string;
  readonly near: readonly { readonly id: string; readonly why: string }[];
  readonly typeOf: ReadonlyMap<string, string>;
  readonly onGo: (id: string) => void;
};

function Neighbours({ title, near, typeOf, onGo }: NearProps) {
  const said = useSaid();
  if (near.length === 0) return null;
  return (
    <>
      <h3 className="panel-title trace-part">{title}</h3>
      <ul className="plain trace-near">
        {near.map(({ id, why }) => (
          <li key={`${id} ${why}`}>
            <Button type="link" className="link" onClick={() => onGo(id)}>
              {said(factWord(missingType(typeOf.get(id) ?? '').type))}
            </Button>
            {said({ zh: '：', en: ': ' })}
            {said(whyWord(why))}
          </li>
        ))}
      </ul>
    </>
  );
}

function Field({ field }: { readonly field: FieldValue }) {
  switch (kindOf(field)) {
    case 'PERSON':
      return <Person id={field.value} />;
    case 'ORGANISATION':
      return <Organisation id={field.value} />;
    case 'MONEY':
      return <Money amount={field.value} />;
    case 'DAY':
      return <Day value={field.value} />;
    case 'MOMENT':
      return <Instant value={field.value} seconds />;
    case 'TEXT':
      return <>{field.value}</>;
  }
}
