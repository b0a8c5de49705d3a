import { api, type Schemas } from '@api';
import {
  DataTable,
  Day,
  NothingYet,
  Panel,
  Person,
  Status,
  certificateKinds,
  certificateStatus,
  useList,
  useSaid,
  useWords,
  verification,
  type Column,
} from '@kit';

type Result = Schemas['AssessmentResultView'];
type Certificate = Schemas['CertificateView'];

const words = {
  results: { zh: '评价成绩', en: 'Results' },
  certificates: { zh: '证书', en: 'Certificates' },
} as const;

const outcomes = {
  true: { word: { zh: '合格', en: 'Passed' }, colour: 'success' },
  false: { word: { zh: '不合格', en: 'Failed' }, colour: 'error' },
} as const;

const resultColumns: readonly Column<Result>[] = [
  { key: 'person', title: { zh: '姓名', en: 'Name' }, show: (row) => <Person id={row.personId} /> },
  {
    key: 'passed',
    title: { zh: '成绩', en: 'Result' },
    show: (row) => <Status value={String(row.passed)} of={outcomes} />,
    value: (row) => String(row.passed),
    written: outcomes,
  },
  { key: 'on', title: { zh: '评价日期', en: 'Assessed' }, show: (row) => <Day value={row.assessedOn} />, value: (row) => row.assessedOn },
];

const certificateColumns = (said: ReturnType<typeof useSaid>): readonly Column<Certificate>[] => [
  { key: 'person', title: { zh: '姓名', en: 'Name' }, show: (row) => <Person id={row.personId} /> },
  { key: 'number', title: { zh: '证书编号', en: 'Number' }, show: (row) => row.number, value: (row) => row.number },
  {
    key: 'kind',
    title: { zh: '种类', en: 'Kind' },
    show: (row) => said(certificateKinds[row.kind] ?? { zh: row.kind, en: row.kind }),
    value: (row) => row.kind,
  },
  { key: 'issuedOn', title: { zh: '核发日期', en: 'Issued' }, show: (row) => <Day value={row.issuedOn} />, value: (row) => row.issuedOn },
  {
    key: 'status',
    title: { zh: '状态', en: 'State' },
    show: (row) => <Status value={row.status} of={certificateStatus} />,
    value: (row) => row.status,
    written: certificateStatus,
  },
  {
    key: 'verified',
    title: { zh: '联网核验', en: 'Query site' },
    show: (row) => <Status value={row.verified ? 'YES' : 'NO'} of={verification} />,
    value: (row) => (row.verified ? 'YES' : 'NO'),
    written: verification,
  },
];

export function CertificatesTab({ plan: { classId } }: { readonly plan: Schemas['ClassPlanView'] }) {
  const t = useWords(words);
  const said = useSaid();
  const query = (cursor: string | undefined) => ({ params: { query: { classId, cursor, limit: 200 } } });
  const results = useList<Result>(['assessments', classId], (cursor) => api.GET('/api/certification/assessments', query(cursor)));
  const certificates = useList<Certificate>(['certificates', classId], (cursor) =>
    api.GET('/api/certification/certificates', query(cursor)),
  );
  return (
    <>
      <Panel title={t('results')}>
        <DataTable
          name="results"
          caption={words.results}
          list={results}
          columns={resultColumns}
          rowKey={(row) => row.personId}
          empty={
            <NothingYet
              title={{ zh: '还没有成绩', en: 'No results yet' }}
              help={{ zh: '评价机构登记成绩后显示在这里。', en: 'They appear once an assessment body has recorded them.' }}
            />
          }
        />
      </Panel>
      <Panel title={t('certificates')}>
        <DataTable
          name="certificates"
          caption={words.certificates}
          list={certificates}
          columns={certificateColumns(said)}
          rowKey={(row) => row.certificateId}
          empty={
            <NothingYet
              title={{ zh: '还没有证书', en: 'No certificates yet' }}
              help={{ zh: '合格学员的证书由评价机构核发。', en: 'Those who pass get theirs from the assessment body.' }}
            />
          }
        />
      </Panel>
    </>
  );
}
