// A roster out of a file: read here, checked row by row, and enrolled as far as it is good.
import { DownloadOutlined, UploadOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { Alert, Button, Progress, Space, Switch, Table, Upload } from 'antd';
import { useEffect, useState } from 'react';
import { Problem } from '@api';
import { Panel, ProblemAlert, Reason, Status, readTable, saveXlsx, useLanguage, useWords, type Language } from '@kit';
import { textOf } from '@words';
import { checkRows, enrolRows, type Progress as Tell } from './roster-import';
import { judgedByThemselves, rosterRows, template, type Judged } from './roster-rows';
import { rowReasons, rowStates, words } from './roster-words';

type Phase = 'NONE' | 'READING' | 'CHECKING' | 'CHECKED' | 'ENROLLING' | 'DONE';
type Props = { readonly classId: string; readonly seats: number | undefined };

const own = (code: string) => (rowReasons as Readonly<Record<string, { readonly zh: string; readonly en: string }>>)[code];
const reasonText = ({ code, values }: Judged, language: Language): string =>
  code === undefined ? '' : (own(code)?.[language] ?? textOf(code, values)[language]);

function useImport(classId: string, seats: number | undefined) {
  const client = useQueryClient();
  const [phase, setPhase] = useState<Phase>('NONE');
  const [rows, setRows] = useState<readonly Judged[]>([]);
  const [progress, setProgress] = useState({ done: 0, of: 0 });
  const [problem, setProblem] = useState<Error>();
  const tell: Tell = (now, done, of) => {
    setRows(now);
    setProgress({ done: Math.floor(done), of });
  };
  const run = async (during: Phase, after: Phase, otherwise: Phase, work: () => Promise<readonly Judged[]>) => {
    setPhase(during);
    setProblem(undefined);
    try {
      setRows(await work());
      setPhase(after);
    } catch (error) {
      setProblem(error instanceof Error ? error : new Error(String(error)));
      setPhase(otherwise);
    }
  };
  const read = (file: File) =>
    run('READING', 'CHECKED', 'NONE', async () => {
      const judged = judgedByThemselves(rosterRows(await readTable(file)));
      setRows(judged);
      setPhase('CHECKING');
      return checkRows(classId, judged, tell);
    });
  const enrol = () =>
    run('ENROLLING', 'DONE', 'CHECKED', () => enrolRows(classId, rows, seats, tell)).then(() =>
      client.invalidateQueries({ predicate: ({ queryKey }) => ['roster', 'class-plan', 'class-plans'].includes(String(queryKey[0])) }),
    );
  const forget = () => {
    setRows([]);
    setPhase('NONE');
  };
  return { phase, rows, progress, problem, read, enrol, forget };
}

const counted = (rows: readonly Judged[], state: Judged['state']): number => rows.filter((row) => row.state === state).length;
const refused = (rows: readonly Judged[]): readonly Judged[] => rows.filter(({ state }) => state === 'REFUSED');

export function RosterUpload({ classId, seats }: Props) {
  const t = useWords(words);
  const { phase, rows, progress, problem, read, enrol, forget } = useImport(classId, seats);
  return (
    <Panel title={t('upload')}>
      <p className="page-sub">{t('help')}</p>
      <Tools phase={phase} rows={rows} onFile={(file) => void read(file)} onEnrol={() => void enrol()} />
      {problem &&
        (problem instanceof Problem ? <ProblemAlert problem={problem} /> : <Alert type="error" showIcon title={t('unreadable')} />)}
      {(phase === 'CHECKING' || phase === 'ENROLLING') && <Working phase={phase} progress={progress} />}
      {(phase === 'CHECKED' || phase === 'DONE') && <Outcome phase={phase} rows={rows} onClose={forget} />}
      {rows.length > 0 && <RowTable rows={rows} />}
    </Panel>
  );
}

type ToolsProps = {
  readonly phase: Phase;
  readonly rows: readonly Judged[];
  readonly onFile: (file: File) => void;
  readonly onEnrol: () => void;
};

function Tools({ phase, rows, onFile, onEnrol }: ToolsProps) {
  const t = useWords(words);
  const { language } = useLanguage();
  const working = phase === 'READING' || phase === 'CHECKING' || phase === 'ENROLLING';
  const ready = counted(rows, 'READY');
  const bad = refused(rows);
  const saveBad = () =>
    saveXlsx(t('badName'), {
      head: [...template.head, t('reason')],
      rows: bad.map((row) => [row.name, row.idNo, row.phone, row.group, row.card, reasonText(row, language)]),
    });
  return (
    <Space wrap className="panel">
      <Upload accept=".xlsx,.csv" showUploadList={false} disabled={working} beforeUpload={(file) => (onFile(file), false)}>
        <Button type={phase === 'NONE' ? 'primary' : 'default'} icon={<UploadOutlined />} loading={phase === 'READING'}>
          {t(phase === 'NONE' ? 'choose' : 'another')}
        </Button>
      </Upload>
      <Button icon={<DownloadOutlined />} onClick={() => void saveXlsx(t('templateName'), template)}>
        {t('template')}
      </Button>
      {phase === 'CHECKED' && ready > 0 && (
        <Button type="primary" onClick={onEnrol}>
          {t('enrol', { count: ready })}
        </Button>
      )}
      {bad.length > 0 && !working && (
        <Button icon={<DownloadOutlined />} onClick={() => void saveBad()}>
          {t('saveBad')}
        </Button>
      )}
    </Space>
  );
}

type OutcomeProps = { readonly phase: 'CHECKED' | 'DONE'; readonly rows: readonly Judged[]; readonly onClose: () => void };

function Outcome({ phase, rows, onClose }: OutcomeProps) {
  const t = useWords(words);
  const { language } = useLanguage();
  const bad = refused(rows).length;
  const inside = counted(rows, 'ENROLLED');
  return (
    <Alert
      role="status"
      type={bad > 0 || rows.length === 0 ? 'warning' : 'success'}
      showIcon
      className="panel"
      closable={{ onClose }}
      title={rows.length === 0 ? t('noRows') : t(phase === 'DONE' ? 'done' : 'checked')}
      description={
        rows.length > 0 &&
        [
          t('rows', { all: rows.length }),
          phase === 'DONE' ? t('placed', { count: counted(rows, 'DONE') }) : t('good', { count: counted(rows, 'READY') }),
          ...(inside > 0 ? [t('inside', { count: inside })] : []),
          t('bad', { count: bad }),
        ].join(language === 'zh' ? '，' : ', ')
      }
    />
  );
}

/** The browser asks before the page is closed or loaded anew. */
function useLeavingAsked() {
  useEffect(() => {
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    addEventListener('beforeunload', ask);
    return () => removeEventListener('beforeunload', ask);
  }, []);
}

function Working({
  phase,
  progress: { done, of },
}: {
  readonly phase: 'CHECKING' | 'ENROLLING';
  readonly progress: { done: number; of: number };
}) {
  const t = useWords(words);
  useLeavingAsked();
  const text = t(phase === 'CHECKING' ? 'checking' : 'enrolling', { done, of });
  return (
    <div role="status" className="panel">
      <div>{text}</div>
      <div className="page-sub">{phase === 'ENROLLING' && t('stay')}</div>
      <Progress percent={of === 0 ? 0 : Math.round((done / of) * 100)} aria-label={text} />
    </div>
  );
}

function RowTable({ rows }: { readonly rows: readonly Judged[] }) {
  const t = useWords(words);
  const { language } = useLanguage();
  const [onlyBad, setOnlyBad] = useState(false);
  const shown = onlyBad ? refused(rows) : rows;
  return (
    <section aria-label={t('result')}>
      <div className="table-tools">
        <span>
          <Switch checked={onlyBad} onChange={setOnlyBad} aria-label={t('onlyBad')} /> {t('onlyBad')}
        </span>
      </div>
      <Table<Judged>
        size="small"
        rowKey="line"
        dataSource={[...shown]}
        pagination={{ hideOnSinglePage: shown.length <= 20, defaultPageSize: 20 }}
        columns={[
          { key: 'line', title: t('line'), width: 64, render: (row: Judged) => row.line },
          { key: 'name', title: t('name'), width: 110, render: (row: Judged) => row.name },
          { key: 'idNo', title: t('idNo'), width: 190, render: (row: Judged) => row.idNo },
          { key: 'group', title: t('group'), width: 130, render: (row: Judged) => row.group },
          { key: 'state', title: t('outcome'), width: 110, render: (row: Judged) => <Status value={row.state} of={rowStates} /> },
          {
            key: 'reason',
            title: t('reason'),
            render: (row: Judged) =>
              row.code === undefined ? '' : own(row.code) ? reasonText(row, language) : <Reason code={row.code} values={row.values} />,
          },
        ]}
      />
    </section>
  );
}
