import { InboxOutlined } from '@ant-design/icons';
import { Alert, App, Button, Modal, Space, Table, Tag, Upload } from 'antd';
import { useState } from 'react';
import { ProblemAlert, readTable, saveXlsx, useCommand, useSaid, useWords, type Sheet, type Word } from '@kit';
import type { ReadRow, RowState } from './register-rows';

const words = {
  open: { zh: '从文件导入', en: 'Import a file' },
  title: { zh: '从文件导入', en: 'Import a file' },
  drop: { zh: '点击或拖入 Excel（.xlsx）或 CSV 文件', en: 'Click, or drop an Excel (.xlsx) or CSV file' },
  template: { zh: '下载模板', en: 'Download a template' },
  line: { zh: '行', en: 'Row' },
  content: { zh: '内容', en: 'Content' },
  answer: { zh: '结果', en: 'Answer' },
  why: { zh: '原因', en: 'Why' },
  rows: { zh: '文件各行', en: 'Rows of the file' },
  register: { zh: '登记 {count} 行', en: 'Register {count} rows' },
  done: { zh: '已登记 {count} 行', en: '{count} rows are registered' },
  unreadable: { zh: '这个文件无法读取：{why}', en: 'This file cannot be read: {why}' },
  another: { zh: '换一个文件', en: 'Another file' },
  counts: {
    zh: '新增 {NEW}，变更 {CHANGED}，已在库中 {KNOWN}，不能登记 {REFUSED}',
    en: '{NEW} new, {CHANGED} changed, {KNOWN} known already, {REFUSED} refused',
  },
} as const;

const states: Readonly<Record<RowState | 'DONE', { readonly word: Word; readonly colour: string }>> = {
  NEW: { word: { zh: '新增', en: 'New' }, colour: 'processing' },
  CHANGED: { word: { zh: '变更', en: 'Changed' }, colour: 'warning' },
  KNOWN: { word: { zh: '已在库中', en: 'Known already' }, colour: 'default' },
  REFUSED: { word: { zh: '不能登记', en: 'Refused' }, colour: 'error' },
  DONE: { word: { zh: '已登记', en: 'Registered' }, colour: 'success' },
};

type FileProps<Value> = {
  readonly template: Sheet;
  readonly templateName: string;
  readonly read: (rows: readonly (readonly string[])[]) => readonly ReadRow<Value>[];
  /** So many fit into one request. */
  readonly atOnce: number;
  readonly send: (values: Value[], key: string) => Promise<{ data?: unknown }>;
};

export function RegisterFile<Value>(props: FileProps<Value>) {
  const t = useWords(words);
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button onClick={() => setOpen(true)}>{t('open')}</Button>
      <Modal open={open} onCancel={() => setOpen(false)} title={t('title')} footer={null} width={900} destroyOnHidden>
        <FileSteps {...props} />
      </Modal>
    </>
  );
}

function FileSteps<Value>({ template, templateName, read, atOnce, send }: FileProps<Value>) {
  const t = useWords(words);
  const [rows, setRows] = useState<readonly ReadRow<Value>[]>();
  const [unreadable, setUnreadable] = useState('');
  const take = async (file: File) => {
    setUnreadable('');
    try {
      setRows(read(await readTable(file)));
    } catch (error) {
      setUnreadable(String(error));
    }
  };
  return (
    <Space orientation="vertical" size="middle" className="wide">
      {rows === undefined ? (
        <>
          <Upload.Dragger accept=".xlsx,.csv" maxCount={1} showUploadList={false} beforeUpload={(file) => (void take(file), false)}>
            <p className="ant-upload-drag-icon">
              <InboxOutlined />
            </p>
            <p>{t('drop')}</p>
          </Upload.Dragger>
          <Button onClick={() => void saveXlsx(templateName, template)}>{t('template')}</Button>
        </>
      ) : (
        <Answers rows={rows} atOnce={atOnce} send={send} onAnother={() => setRows(undefined)} />
      )}
      {unreadable && <Alert type="error" showIcon title={t('unreadable', { why: unreadable })} />}
    </Space>
  );
}

type AnswersProps<Value> = Pick<FileProps<Value>, 'atOnce' | 'send'> & {
  readonly rows: readonly ReadRow<Value>[];
  readonly onAnother: () => void;
};

/** Sent in pieces; a piece that is through stays through, and pressing again sends what is left. */
function useSending<Value>({ rows, atOnce, send }: AnswersProps<Value>) {
  const t = useWords(words);
  const { message } = App.useApp();
  const [done, setDone] = useState<ReadonlySet<number>>(new Set());
  const command = useCommand(send);
  const news = rows.filter(({ state, line }) => (state === 'NEW' || state === 'CHANGED') && !done.has(line));
  const sendAll = async () => {
    for (let at = 0; at < news.length; at += atOnce) {
      const piece = news.slice(at, at + atOnce);
      await command.mutateAsync(piece.flatMap(({ value }) => (value === undefined ? [] : [value])));
      setDone((before) => new Set([...before, ...piece.map(({ line }) => line)]));
    }
    void message.success(t('done', { count: news.length }));
  };
  return { done, news, command, sendAll: () => void sendAll().catch(() => undefined) };
}

function Answers<Value>(props: AnswersProps<Value>) {
  const t = useWords(words);
  const said = useSaid();
  const { rows, onAnother } = props;
  const { done, news, command, sendAll } = useSending(props);
  const count = (state: RowState) => rows.filter((row) => row.state === state).length;
  const counts = Object.fromEntries((['NEW', 'CHANGED', 'KNOWN', 'REFUSED'] as const).map((state) => [state, count(state)]));
  return (
    <Space orientation="vertical" size="middle" className="wide">
      <div aria-live="polite">{t('counts', counts)}</div>
      <Table
        aria-label={t('rows')}
        size="small"
        rowKey="line"
        dataSource={[...rows]}
        pagination={{ pageSize: 10, hideOnSinglePage: true }}
        columns={[
          { title: t('line'), dataIndex: 'line', width: 70 },
          { title: t('content'), render: (_, { cells }) => cells.filter((cell) => cell !== '').join(' · ') },
          {
            title: t('answer'),
            render: (_, { state, line }) => {
              const { word, colour } = states[done.has(line) ? 'DONE' : state];
              return <Tag color={colour}>{said(word)}</Tag>;
            },
          },
          { title: t('why'), render: (_, { problems }) => problems.map(said).join('；') },
        ]}
      />
      <ProblemAlert problem={command.error} />
      <Space>
        <Button type="primary" disabled={news.length === 0} loading={command.isPending} onClick={sendAll}>
          {t('register', { count: news.length })}
        </Button>
        <Button onClick={onAnother}>{t('another')}</Button>
      </Space>
    </Space>
  );
}
