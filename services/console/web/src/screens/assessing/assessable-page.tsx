import { api, type Schemas } from '@api';
import { DataTable, Day, GoTo, NothingYet, Organisation, PageHead, levels, useList, useSaid, useWords, type Column } from '@kit';

type Row = Schemas['ClassPlanSummary'];

const words = {
  title: { zh: '登记成绩', en: 'Record results' },
  sub: {
    zh: '已开班的班期，可登记评价成绩；合格即核发证书。',
    en: 'Approved classes. Record who passed; whoever passes gets a certificate.',
  },
  caption: { zh: '可评价的班期', en: 'Classes to assess' },
} as const;

const columns = (said: ReturnType<typeof useSaid>): readonly Column<Row>[] => [
  {
    key: 'title',
    title: { zh: '班期', en: 'Class' },
    show: (row) => <GoTo to={`/assessing/classes/${row.classId}`}>{row.title}</GoTo>,
    value: (row) => row.title,
  },
  { key: 'classNo', title: { zh: '开班备案号', en: 'Opening number' }, show: (row) => row.classNo, value: (row) => row.classNo },
  { key: 'institution', title: { zh: '培训机构', en: 'Institution' }, show: (row) => <Organisation id={row.institutionId} /> },
  {
    key: 'occupation',
    title: { zh: '职业与等级', en: 'Occupation and level' },
    show: (row) => `${row.occupationName} · ${said(levels[row.level] ?? { zh: row.level, en: row.level })}`,
    value: (row) => `${row.occupationName} ${row.level}`,
  },
  { key: 'endsOn', title: { zh: '结业', en: 'Ends' }, show: (row) => <Day value={row.endsOn} />, value: (row) => row.endsOn },
  { key: 'enrolled', title: { zh: '人数', en: 'People' }, show: (row) => row.enrolled, value: (row) => row.enrolled, align: 'right' },
];

export function Page() {
  const t = useWords(words);
  const said = useSaid();
  const list = useList<Row>(['class-plans', 'APPROVED'], (cursor) =>
    api.GET('/api/enrolment/class-plans', { params: { query: { cursor, limit: 200, status: 'APPROVED' } } }),
  );
  return (
    <>
      <PageHead title={t('title')} sub={t('sub')} />
      <DataTable
        name="assessable"
        caption={words.caption}
        list={list}
        columns={columns(said)}
        rowKey={(row) => row.classId}
        empty={
          <NothingYet
            title={{ zh: '没有可评价的班期', en: 'No classes to assess' }}
            help={{ zh: '开班申请通过后，班期会出现在这里。', en: 'Classes appear here once their plans are approved.' }}
          />
        }
      />
    </>
  );
}
