// The results of one class: marked row by row, or out of a file, and recorded together; whoever passes has a certificate by it.
import { DownloadOutlined, UploadOutlined } from '@ant-design/icons';
import { Alert, App, Button, Popconfirm, Radio, Select, Space, Upload } from 'antd';
import { useState } from 'react';
import { api, type Schemas } from '@api';
import {
  DataTable,
  NothingYet,
  PageHead,
  Panel,
  ProblemAlert,
  Shown,
  Status,
  certificateKinds,
  readTable,
  saveXlsx,
  useAsk,
  useCommand,
  useList,
  useParam,
  useSaid,
  useWords,
  type Column,
} from '@kit';
import { marksOf, type MarkFault, type Marks } from './result-rows';

type Row = Schemas['RosterPlaceView'];
type Plan = Schemas['ClassPlanView'];
type Kind = NonNullable<Schemas['AssessmentBody']['kind']>;
type Results = Schemas['AssessmentBody']['results'];

const mostAtOnce = 400;

const words = {
  sub: { zh: '登记评价成绩', en: 'Record results' },
  results: { zh: '成绩', en: 'Results' },
  help: {
    zh: '逐人选择，或上传填好的成绩表（按名册序号对应）。提交后合格者立即核发证书，不能撤回，只能撤销证书。',
    en: 'Mark each trainee, or upload a filled-in table (matched by place on the roster). Whoever passed is issued a certificate at once; that cannot be undone, only revoked.',
  },
  kind: { zh: '证书种类', en: 'Kind of certificate' },
  template: { zh: '下载成绩表', en: 'Download the table' },
  upload: { zh: '上传成绩表', en: 'Upload results' },
  file: { zh: '成绩表', en: 'results' },
  passed: { zh: '合格', en: 'Passed' },
  failed: { zh: '不合格', en: 'Failed' },
  allPassed: { zh: '其余全部合格', en: 'All others passed' },
  save: { zh: '登记 {count} 人成绩', en: 'Record {count} results' },
  sure: { zh: '确认登记？', en: 'Record them?' },
  sureText: { zh: '合格 {passed} 人将核发证书，不合格 {failed} 人。', en: '{passed} passed and get certificates, {failed} failed.' },
  done: { zh: '成绩已登记，合格者的证书已核发。', en: 'The results are recorded; whoever passed has been issued a certificate.' },
  doneFailed: { zh: '成绩已登记，没有需要核发的证书。', en: 'The results are recorded; there was no certificate to issue.' },
  unreadable: {
    zh: '这个文件读不出来，请另存为 .xlsx 或 CSV 后再试。',
    en: 'This file cannot be read; save it as .xlsx or CSV and try again.',
  },
  faults: { zh: '有 {count} 行没有采用', en: '{count} rows were not taken' },
  line: { zh: '第 {line} 行：', en: 'Line {line}: ' },
  NO_PLACE: { zh: '没有序号', en: 'no place' },
  NOT_ON_LIST: { zh: '名册中没有这个序号，或已经合格', en: 'not on the roster, or has passed already' },
  NO_RESULT: { zh: '成绩应为“合格”或“不合格”', en: 'the result must be 合格 or 不合格' },
  TWICE: { zh: '序号重复', en: 'the place came before' },
  place: { zh: '序号', en: 'No.' },
  name: { zh: '姓名', en: 'Name' },
} as const;

const outcomes = {
  true: { word: words.passed, colour: 'success' },
  false: { word: words.failed, colour: 'error' },
} as const;

export function Page() {
  const classId = useParam('classId');
  const plan = useAsk(['class-plan', classId], () => api.GET('/api/enrolment/class-plans/{classId}', { params: { path: { classId } } }));
  return <Shown asked={plan}>{(known) => <ResultsView plan={known} />}</Shown>;
}

function useRecording(classId: string, onDone: (anyPassed: boolean) => void) {
  return useCommand<{ readonly results: Results; readonly kind: Kind }, Schemas['AssessmentAnswer']>(
    ({ results, kind }, key) =>
      api.POST('/api/certification/assessments', { params: { header: { 'Idempotency-Key': key } }, body: { classId, results, kind } }),
    { changes: ['assessments', 'certificates'], onDone: (_, { results }) => onDone(results.some(({ passed }) => passed)) },
  );
}

function useResults(classId: string) {
  const roster = useList<Row>(['roster', classId], (cursor) =>
    api.GET('/api/enrolment/classes/{classId}/roster', { params: { path: { classId }, query: { cursor, limit: 200 } } }),
  );
  const known = useList(['assessments', classId], (cursor) =>
    api.GET('/api/certification/assessments', { params: { query: { classId, cursor, limit: 200 } } }),
  );
  const recorded = new Map(known.rows.map(({ personId, passed }) => [personId, passed]));
  const open = roster.rows.filter(({ personId }) => recorded.get(personId) !== true);
  return { roster, known, recorded, open };
}

function useMarks(open: readonly Row[]) {
  const t = useWords(words);
  const { message } = App.useApp();
  const [marks, setMarks] = useState<Marks>(new Map());
  const [faults, setFaults] = useState<readonly MarkFault[]>();
  const mark = (place: number, passed: boolean) => setMarks(new Map(marks).set(place, passed));
  const passOthers = () => setMarks(new Map([...open.map(({ place }) => [place, true] as const), ...marks]));
  const read = async (file: File) => {
    try {
      const taken = marksOf(await readTable(file), new Set(open.map(({ place }) => place)));
      setMarks(new Map([...marks, ...taken.marks]));
      setFaults(taken.faults);
    } catch {
      void message.error(t('unreadable'));
    }
  };
  const forget = () => {
    setMarks(new Map());
    setFaults(undefined);
  };
  return { marks, faults, mark, passOthers, read, forget };
}

function ResultsView({ plan }: { readonly plan: Plan }) {
  const t = useWords(words);
  const { message } = App.useApp();
  const [kind, setKind] = useState<Kind>('SKILL_LEVEL');
  const { roster, known, recorded, open } = useResults(plan.classId);
  const { marks, faults, mark, passOthers, read, forget } = useMarks(open);
  const record = useRecording(plan.classId, (anyPassed) => {
    forget();
    void message.success(t(anyPassed ? 'done' : 'doneFailed'));
  });
  const marked = open.flatMap(({ place, personId }) => {
    const passed = marks.get(place);
    return passed === undefined ? [] : [{ personId, passed }];
  });
  const results = marked.slice(0, mostAtOnce);
  return (
    <>
      <PageHead title={plan.title} sub={t('sub')} />
      <Panel title={t('results')}>
        <p className="page-sub">{t('help')}</p>
        <Tools kind={kind} onKind={setKind} open={open} onFile={(file) => void read(file)} onAll={passOthers}>
          <Save results={results} pending={record.isPending} onSave={() => record.mutate({ results, kind })} />
        </Tools>
        <ProblemAlert problem={record.error} />
        <ProblemAlert problem={known.problem} onRetry={known.again} />
        {faults && faults.length > 0 && <Faults faults={faults} />}
        <DataTable
          name="results"
          caption={words.results}
          list={roster}
          columns={columnsOf(marks, recorded, mark, t)}
          rowKey={(row) => row.personId}
          empty={
            <NothingYet
              title={{ zh: '名册是空的', en: 'The roster is empty' }}
              help={{
                zh: '培训机构为学员报名后，才能登记成绩。',
                en: 'Results can be recorded once the institution has enrolled trainees.',
              }}
            />
          }
        />
      </Panel>
    </>
  );
}

const columnsOf = (
  marks: Marks,
  recorded: ReadonlyMap<string, boolean>,
  mark: (place: number, passed: boolean) => void,
  t: (name: 'passed' | 'failed' | 'results') => string,
): readonly Column<Row>[] => [
  { key: 'place', title: words.place, show: (row) => row.place, value: (row) => row.place, width: 80 },
  { key: 'name', title: words.name, show: (row) => row.name, value: (row) => row.name },
  {
    key: 'recorded',
    title: { zh: '已登记', en: 'Recorded' },
    show: ({ personId }) => <Status value={recorded.has(personId) ? String(recorded.get(personId)) : undefined} of={outcomes} />,
    value: ({ personId }) => String(recorded.get(personId) ?? ''),
    written: outcomes,
  },
  {
    key: 'mark',
    title: { zh: '本次成绩', en: 'Result now' },
    show: ({ personId, place, name }) =>
      recorded.get(personId) === true ? (
        '—'
      ) : (
        <Radio.Group
          aria-label={`${t('results')} ${place} ${name}`}
          value={marks.get(place)}
          onChange={({ target }) => mark(place, target.value as boolean)}
          options={[
            { value: true, label: t('passed') },
            { value: false, label: t('failed') },
          ]}
        />
      ),
  },
];

type ToolsProps = {
  readonly kind: Kind;
  readonly onKind: (kind: Kind) => void;
  readonly open: readonly Row[];
  readonly onFile: (file: File) => void;
  readonly onAll: () => void;
  readonly children: React.ReactNode;
};

function Tools({ kind, onKind, open, onFile, onAll, children }: ToolsProps) {
  const t = useWords(words);
  const said = useSaid();
  const template = () =>
    saveXlsx(t('file'), { head: [t('place'), t('name'), t('results')], rows: open.map(({ place, name }) => [String(place), name, '']) });
  return (
    <Space wrap className="panel">
      <Select
        aria-label={t('kind')}
        className="filter"
        value={kind}
        onChange={onKind}
        options={Object.entries(certificateKinds).map(([value, word]) => ({ value: value as Kind, label: said(word) }))}
      />
      <Button icon={<DownloadOutlined />} disabled={open.length === 0} onClick={() => void template()}>
        {t('template')}
      </Button>
      <Upload accept=".xlsx,.csv" showUploadList={false} beforeUpload={(file) => (onFile(file), false)}>
        <Button icon={<UploadOutlined />} disabled={open.length === 0}>
          {t('upload')}
        </Button>
      </Upload>
      <Button disabled={open.length === 0} onClick={onAll}>
        {t('allPassed')}
      </Button>
      {children}
    </Space>
  );
}

function Save({ results, pending, onSave }: { readonly results: Results; readonly pending: boolean; readonly onSave: () => void }) {
  const t = useWords(words);
  const passed = results.filter((result) => result.passed).length;
  return (
    <Popconfirm
      title={t('sure')}
      description={t('sureText', { passed, failed: results.length - passed })}
      okText={t('save', { count: results.length })}
      onConfirm={onSave}
      disabled={results.length === 0}
    >
      <Button type="primary" disabled={results.length === 0} loading={pending}>
        {t('save', { count: results.length })}
      </Button>
    </Popconfirm>
  );
}

function Faults({ faults }: { readonly faults: readonly MarkFault[] }) {
  const t = useWords(words);
  return (
    <Alert
      type="warning"
      showIcon
      className="panel"
      title={t('faults', { count: faults.length })}
      description={
        <ul className="plain">
          {faults.map(({ line, code }) => (
            <li key={line}>
              {t('line', { line })}
              {t(code)}
            </li>
          ))}
        </ul>
      }
    />
  );
}
