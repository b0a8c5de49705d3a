import { Table } from 'antd';
import { Code, None, Status, useSaid, useWords, type StatusWords } from '@kit';
import type { Schemas } from '@api';
import { Values } from './field-values';
import { valuesOf, wordOf } from './parts';
import { testWords } from './test-words';

type Test = Schemas['TestView'];

const words = {
  test: { zh: '检验项', en: 'Test' },
  is: { zh: '结论', en: 'Result' },
  values: { zh: '依据的数值', en: 'Values' },
  line: { zh: '补贴明细 {line}', en: 'Line {line}' },
  none: { zh: '没有检验记录', en: 'No tests' },
} as const;

const results: StatusWords = {
  TRUE: { word: { zh: '通过', en: 'Passed' }, colour: 'success' },
  FALSE: { word: { zh: '未通过', en: 'Failed' }, colour: 'error' },
  UNKNOWN: { word: { zh: '待查', en: 'Not known' }, colour: 'warning' },
};

export function TestTable({ tests }: { readonly tests: readonly Test[] }) {
  const t = useWords(words);
  const said = useSaid();
  const nameOf = ({ test }: Test): string => {
    const line = /^LINE_(\d+)$/.exec(test)?.[1];
    if (line !== undefined) return t('line', { line });
    return said(wordOf(testWords, test));
  };
  const columns = [
    {
      key: 'test',
      title: t('test'),
      render: (_: unknown, test: Test) => (
        <>
          {nameOf(test)} <Code value={test.test} />
        </>
      ),
    },
    { key: 'is', title: t('is'), width: 100, render: (_: unknown, { is }: Test) => <Status value={is} of={results} /> },
    {
      key: 'values',
      title: t('values'),
      render: (_: unknown, { values }: Test) => {
        const entries = Object.entries(valuesOf(values));
        if (entries.length === 0) return <None />;
        return <Values values={entries.map(([name, value]) => [name, String(value)] as const)} />;
      },
    },
  ];
  return (
    <section aria-label={t('test')}>
      <Table<Test>
        size="small"
        rowKey="test"
        columns={columns}
        dataSource={[...tests]}
        pagination={false}
        locale={{ emptyText: t('none') }}
      />
    </section>
  );
}
