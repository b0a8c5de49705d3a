import { Alert } from 'antd';
import { useMemo } from 'react';
import { api } from '@api';
import { GoTo, PageHead, Panel, PrintButton, Shown, factNames, useAddress, useAsk, useParam, useSaid, useWords } from '@kit';
import { TraceCanvas } from './trace-canvas';
import { TraceDrawer } from './trace-drawer';
import { drawingOf, placedOf, type Trace } from './trace-graph';
import { TraceList } from './trace-list';
import { missingType, whyWord } from './trace-words';
import './trace.css';
import '../supervising/supervising.css';

const words = {
  title: { zh: '支付链条', en: 'Trace of a payment' },
  sub: { zh: '支付指令 {id}', en: 'Payment order {id}' },
  other: { zh: '另找一笔', en: 'Another payment' },
  complete: { zh: '链条完整：银行已支付，各环节的事实都在', en: 'Complete: the bank has paid it, and no hop is missing' },
  unpaid: { zh: '链条无缺口，但银行尚未支付', en: 'No hop is missing so far, but the bank has not paid it' },
  missing: { zh: '缺少 {count} 环', en: '{count} hops are missing' },
  graph: { zh: '链条图', en: 'Graph' },
  list: { zh: '各环清单（{count}）', en: 'All hops ({count})' },
  keys: {
    zh: '方向键：→ 到原因，← 到结果，↑↓ 同层；回车打开详情或展开。',
    en: 'Arrow keys: → to causes, ← to effects, ↑↓ in a layer; Enter opens details or unfolds.',
  },
} as const;

export function Page() {
  const t = useWords(words);
  const orderId = useParam('orderId');
  const asked = useAsk(['trace', orderId], () => api.GET('/api/supervision/payments/{orderId}/trace', { params: { path: { orderId } } }));
  return (
    <>
      <PageHead
        title={t('title')}
        sub={<span className="code">{t('sub', { id: orderId })}</span>}
        actions={[
          <GoTo key="other" to="/auditing/payments">
            {t('other')}
          </GoTo>,
          <PrintButton key="print" />,
        ]}
      />
      <Shown asked={asked}>{(trace) => <Traced trace={trace} />}</Shown>
    </>
  );
}

function Traced({ trace }: { readonly trace: Trace }) {
  const t = useWords(words);
  const [address, change] = useAddress();
  const open = address['open'] ?? '';
  const drawing = useMemo(() => drawingOf(trace, new Set(open.split(' '))), [trace, open]);
  const placed = useMemo(() => placedOf(drawing), [drawing]);
  const shown = trace.nodes.find(({ id }) => id === address['shown']);
  return (
    <>
      <Completeness trace={trace} />
      <div className="trace-halves">
        <Panel title={t('graph')}>
          <p className="empty-help">{t('keys')}</p>
          <TraceCanvas
            drawing={drawing}
            placed={placed}
            selected={address['node']}
            onSelect={(node) => change({ node })}
            onOpen={({ id, members }) =>
              change(
                members === undefined ? { node: id, shown: id } : { open: [...open.split(' '), id].join(' ').trim(), node: members[0]?.id },
              )
            }
          />
        </Panel>
        <Panel title={t('list', { count: trace.nodes.length })}>
          <TraceList trace={trace} selected={address['node']} onOpen={(id) => change({ node: id, shown: id })} />
        </Panel>
      </div>
      <TraceDrawer node={shown} trace={trace} onClose={() => change({ shown: undefined })} onGo={(id) => change({ node: id, shown: id })} />
    </>
  );
}

function Completeness({ trace: { complete, missing } }: { readonly trace: Trace }) {
  const t = useWords(words);
  const said = useSaid();
  if (complete) return <Alert className="trace-state" type="success" showIcon title={t('complete')} />;
  if (missing.length === 0) return <Alert className="trace-state" type="warning" showIcon title={t('unpaid')} />;
  return (
    <Alert
      className="trace-state"
      type="error"
      showIcon
      title={t('missing', { count: missing.length })}
      description={
        <ul className="plain">
          {missing.map((one) => {
            const [name = '', why = ''] = one.split(': ');
            const { type, on } = missingType(name);
            return (
              <li key={one}>
                {said(factNames[type] ?? { zh: type, en: type })} {on} {said(whyWord(why))}
              </li>
            );
          })}
        </ul>
      }
    />
  );
}
