import { Alert } from 'antd';
import {
  DataTable,
  GoTo,
  Money,
  None,
  NothingYet,
  Person,
  Reason,
  Status,
  amountOf,
  caseOutcome,
  fenOf,
  moneyText,
  sumOf,
  useWords,
  type Column,
} from '@kit';
import type { Listed } from '@kit';
import type { Compared } from './changed-values';

const words = {
  caption: { zh: '逐人对照', en: 'Case by case' },
  sum: {
    zh: '{differs} 人的结论或金额不同；合计由 {before} 变为 {after}，差额 {difference}。',
    en: '{differs} cases would differ; the sum goes from {before} to {after}, {difference} apart.',
  },
  same: { zh: '全部 {count} 人的结论与金额都相同，合计 {after}。', en: 'All {count} cases come to the same, {after} in all.' },
} as const;

type Side = { readonly outcome: string; readonly reason?: string; readonly pack: string };

function Decision({ side }: { readonly side: Side | undefined }) {
  if (!side) return <None />;
  return (
    <>
      <Status value={side.outcome} of={caseOutcome} />
      {side.reason && <Reason code={side.reason} values={'detail' in side ? (side.detail as Readonly<Record<string, unknown>>) : {}} />}
    </>
  );
}

function Pack({ name }: { readonly name: string | undefined }) {
  const [, id, version] = /^(.+)@(\d+)$/.exec(name ?? '') ?? [];
  return id === undefined ? <>{name || <None />}</> : <GoTo to={`/policy/packs/${id}/${version}`}>{name}</GoTo>;
}

const columns: readonly Column<Compared>[] = [
  { key: 'place', title: { zh: '序号', en: 'No.' }, align: 'right', value: ({ place }) => place, show: ({ place }) => place },
  { key: 'person', title: { zh: '人员', en: 'Person' }, show: ({ personId }) => <Person id={personId} /> },
  {
    key: 'was',
    title: { zh: '现有结论', en: 'As it stands' },
    value: ({ before }) => before?.outcome,
    show: ({ before }) => <Decision side={before} />,
  },
  {
    key: 'wasDue',
    title: { zh: '现有金额', en: 'Due now' },
    align: 'right',
    value: ({ before }) => Number(before?.due ?? 0),
    show: ({ before }) => <Money amount={before?.due} />,
  },
  {
    key: 'would',
    title: { zh: '试算结论', en: 'What-if' },
    value: ({ after }) => after.outcome,
    show: ({ after }) => <Decision side={after} />,
  },
  {
    key: 'wouldDue',
    title: { zh: '试算金额', en: 'Would be due' },
    align: 'right',
    value: ({ after }) => Number(after.due),
    show: ({ after }) => <Money amount={after.due} />,
  },
  {
    key: 'difference',
    title: { zh: '差额', en: 'Difference' },
    align: 'right',
    value: ({ difference }) => Number(difference),
    show: ({ difference, differs }) => <Money amount={difference} strong={differs} />,
  },
  {
    key: 'pack',
    title: { zh: '所用政策包', en: 'Decided by' },
    value: ({ after }) => after.pack,
    show: ({ after }) => <Pack name={after.pack} />,
  },
];

const whole = (rows: readonly Compared[]): Listed<Compared> => ({
  ...{ rows, pending: false, fetching: false, problem: null, more: false },
  readMore: () => undefined,
  readAll: async () => rows,
  again: () => undefined,
});

export function ComparedCases({ rows }: { readonly rows: readonly Compared[] }) {
  const t = useWords(words);
  const differs = rows.filter((row) => row.differs).length;
  const [before, after] = [sumOf(rows.map((row) => row.before?.due ?? '0.00')), sumOf(rows.map((row) => row.after.due))];
  const values = {
    ...{ differs, count: rows.length },
    before: moneyText(before),
    after: moneyText(after),
    difference: moneyText(amountOf(fenOf(after) - fenOf(before))),
  };
  return (
    <>
      <Alert
        type={differs > 0 ? 'warning' : 'success'}
        showIcon
        title={t(differs > 0 ? 'sum' : 'same', values)}
        className="field-row"
        role="status"
      />
      <DataTable
        name="what-if"
        caption={words.caption}
        list={whole(rows)}
        columns={columns}
        rowKey={({ caseId }) => caseId}
        empty={
          <NothingYet
            title={{ zh: '没有人员', en: 'No cases' }}
            help={{ zh: '这项申请没有可以试算的人员。', en: 'The claim has no cases to try.' }}
          />
        }
      />
    </>
  );
}
