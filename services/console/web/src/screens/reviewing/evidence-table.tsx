import { Table, Tag } from 'antd';
import { Day, Instant, None, factNames, serviceNames, useSaid, useWords } from '@kit';
import type { Evidence } from './evidence-text';
import { Values } from './field-values';
import { sourceWords } from './field-words';
import { wordOf } from './parts';

const words = {
  what: { zh: '事项', en: 'What' },
  values: { zh: '内容', en: 'What it says' },
  source: { zh: '来源', en: 'Source' },
  at: { zh: '发生时间', en: 'Happened' },
  known: { zh: '获知时间', en: 'Learned' },
  silent: { zh: '未答复', en: 'No answer' },
  none: { zh: '没有记录', en: 'Nothing' },
  nothing: { zh: '查无记录', en: 'Nothing on record' },
} as const;

/** A day is a day, and a moment a moment. */
function When({ value }: { readonly value: string | undefined }) {
  return value !== undefined && value.length > 10 ? <Instant value={value} /> : <Day value={value} />;
}

export function EvidenceTable({ rows, name }: { readonly rows: readonly Evidence[]; readonly name: string }) {
  const t = useWords(words);
  const said = useSaid();
  const columns = [
    {
      key: 'what',
      title: t('what'),
      width: 120,
      render: (_: unknown, { what, source }: Evidence) => said(factNames[what] ?? sourceWords[source] ?? wordOf({}, what)),
    },
    { key: 'values', title: t('values'), render: (_: unknown, row: Evidence) => <Says row={row} /> },
    {
      key: 'source',
      title: t('source'),
      width: 110,
      render: (_: unknown, { source }: Evidence) => said(serviceNames[source] ?? wordOf(sourceWords, source)),
    },
    { key: 'at', title: t('at'), width: 142, render: (_: unknown, { at }: Evidence) => <When value={at} /> },
    { key: 'known', title: t('known'), width: 142, render: (_: unknown, { known }: Evidence) => <When value={known} /> },
  ];
  return (
    <section aria-label={name}>
      <Table<Evidence>
        size="small"
        tableLayout="fixed"
        rowKey="key"
        columns={columns}
        dataSource={[...rows]}
        locale={{ emptyText: t('none') }}
        pagination={rows.length > 12 ? { pageSize: 12, showSizeChanger: false } : false}
      />
    </section>
  );
}

function Says({ row: { values, silent, source } }: { readonly row: Evidence }) {
  const t = useWords(words);
  if (silent) return <Tag color="warning">{t('silent')}</Tag>;
  if (values.length === 0) return source.startsWith('registry:') ? <>{t('nothing')}</> : <None />;
  return <Values values={values} />;
}
