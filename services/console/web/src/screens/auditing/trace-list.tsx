// The same hops as a plain list: for whoever listens, for the printer, and for looking one up.
import { Button } from 'antd';
import { serviceNames, useLanguage, useSaid, useWords } from '@kit';
import { hopsOf, sourceOf, type Hop, type Trace } from './trace-graph';
import { factWord, whenText } from './trace-node';
import { missingType, whyWord } from './trace-words';

const words = {
  caption: { zh: '支付链条各环', en: 'All hops of the trace' },
  hop: { zh: '环节', en: 'Hop' },
  at: { zh: '发生时间', en: 'Happened at' },
  recorded: { zh: '入簿时间', en: 'Recorded at' },
  source: { zh: '出处', en: 'From' },
  because: { zh: '与哪一环有关', en: 'Stands behind' },
  missing: { zh: '缺失', en: 'Missing' },
  of: { zh: '第 {of} 环：{why}', en: 'Hop {of}: {why}' },
  details: { zh: '查看第 {place} 环 {name}', en: 'Details of hop {place} {name}' },
} as const;

type ListProps = { readonly trace: Trace; readonly selected: string | undefined; readonly onOpen: (id: string) => void };

export function TraceList({ trace, selected, onOpen }: ListProps) {
  const t = useWords(words);
  const hops = hopsOf(trace);
  return (
    <div className="trace-list" tabIndex={0} role="region" aria-label={t('caption')}>
      <table>
        <caption className="unseen">{t('caption')}</caption>
        <thead>
          <tr>
            <th scope="col">#</th>
            <th scope="col">{t('hop')}</th>
            <th scope="col">{t('at')}</th>
            <th scope="col">{t('recorded')}</th>
            <th scope="col">{t('source')}</th>
            <th scope="col">{t('because')}</th>
          </tr>
        </thead>
        <tbody>
          {hops.map((hop) => (
            <HopRow key={hop.node.id} hop={hop} selected={hop.node.id === selected} onOpen={onOpen} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

type RowProps = { readonly hop: Hop; readonly selected: boolean; readonly onOpen: (id: string) => void };

function HopRow({ hop: { place, node, because }, selected, onOpen }: RowProps) {
  const t = useWords(words);
  const said = useSaid();
  const { language } = useLanguage();
  const source = sourceOf(node.id);
  const { type, on } = missingType(node.type);
  const name = said(factWord(type));
  return (
    <tr
      className={[node.missing && 'missing', selected && 'selected'].filter(Boolean).join(' ')}
      aria-current={selected ? 'true' : undefined}
    >
      <td>{place}</td>
      <td>
        {node.missing ? (
          <strong>
            {t('missing')} {name} {on}
          </strong>
        ) : (
          <Button type="link" className="link" aria-label={t('details', { place, name })} onClick={() => onOpen(node.id)}>
            {name}
          </Button>
        )}
      </td>
      <td>{node.at ? whenText(node.at, language) : ''}</td>
      <td>{node.recordedAt ? whenText(node.recordedAt, language) : ''}</td>
      <td>
        {source && (
          <>
            {said(serviceNames[source.log] ?? { zh: source.log, en: source.log })} <span className="code">{source.seq}</span>
          </>
        )}
      </td>
      <td>
        {because.map(({ of, why }) => (
          <div key={`${of} ${why}`}>{t('of', { of, why: said(whyWord(why)) })}</div>
        ))}
      </td>
    </tr>
  );
}
