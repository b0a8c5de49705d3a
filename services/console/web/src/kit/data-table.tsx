// A list as a table: sorted, paged, searched and exported; the page and the order are kept in the address.
import { DownloadOutlined, ReloadOutlined } from '@ant-design/icons';
import { Button, Dropdown, Input, Space, Table, type TableColumnType, type TableProps } from 'antd';
import { useState, type ReactNode } from 'react';
import { useAddress } from './address';
import type { Listed } from './asking';
import { saveCsv, saveXlsx, type Cell, type Sheet } from './export';
import { stampText } from './format';
import { useSaid, useWords, type Word } from './language';
import { ProblemAlert } from './page';
import type { StatusWords } from './show';

const words = {
  search: { zh: '在列表中查找', en: 'Search this list' },
  export: { zh: '导出', en: 'Export' },
  refresh: { zh: '刷新', en: 'Refresh' },
  more: { zh: '继续读取（已读 {count} 条）', en: 'Read more ({count} so far)' },
  total: { zh: '共 {count} 条', en: '{count} in all' },
  totalMore: { zh: '已读 {count} 条，尚有更多', en: '{count} read, there are more' },
  exporting: { zh: '正在导出…', en: 'Exporting …' },
} as const;

export type Column<Row> = {
  readonly key: string;
  readonly title: Word;
  readonly show: (row: Row) => ReactNode;
  /** What it sorts by, is searched for and exports as; without it the column does none of these. A `bigint` is fen. */
  readonly value?: (row: Row) => Cell | undefined;
  /** Where the value is a code: the words that are searched for and exported in its place. */
  readonly written?: StatusWords;
  /** Exported and searched for, and not shown: its words stand in the cell of another one. */
  readonly unseen?: true;
  readonly width?: number;
  readonly align?: 'right';
};

type DataTableProps<Row extends object> = {
  /** Names it in the address and in exported files. */
  readonly name: string;
  readonly caption: Word;
  readonly list: Listed<Row>;
  readonly columns: readonly Column<Row>[];
  readonly rowKey: (row: Row) => string;
  /** Shown where there is nothing: says what to do next. */
  readonly empty: ReactNode;
  /** Fields that narrow what is asked of the server; they keep themselves in the address. */
  readonly filters?: ReactNode;
  readonly selection?: TableProps<Row>['rowSelection'];
  readonly expanded?: (row: Row) => ReactNode;
};

const usualPageSize = 20;

/** The part of the address that is this table's: which page, in which order, searched for what. */
function useTableAddress(name: string) {
  const [address, change] = useAddress();
  const at = (field: string): string | undefined => address[`${name}.${field}`];
  const put = (changed: Readonly<Record<string, string | undefined>>) =>
    change(Object.fromEntries(Object.entries(changed).map(([field, value]) => [`${name}.${field}`, value])));
  return { at, put };
}

export function DataTable<Row extends object>(props: DataTableProps<Row>) {
  const { name, caption, list, columns, rowKey, empty, selection, expanded } = props;
  const t = useWords(words);
  const said = useSaid();
  const { at, put } = useTableAddress(name);
  const sought = (at('q') ?? '').toLowerCase();
  const rows = sought ? list.rows.filter((row) => columns.some((column) => matches(cellOf(column, row, said), sought))) : list.rows;
  const onChange: TableProps<Row>['onChange'] = (page, _filters, sorter) => {
    const one = Array.isArray(sorter) ? sorter[0] : sorter;
    put({
      page: page.current === 1 ? undefined : String(page.current),
      size: page.pageSize === usualPageSize ? undefined : String(page.pageSize),
      sort: one?.order ? `${String(one.columnKey)}.${one.order === 'descend' ? 'desc' : 'asc'}` : undefined,
    });
  };
  return (
    <section aria-label={said(caption)} className="data-table">
      <Tools {...props} />
      {list.problem && <ProblemAlert problem={list.problem} onRetry={list.again} />}
      <Table<Row>
        columns={columns.filter(({ unseen }) => !unseen).map((column) => antColumn(column, said, at('sort')))}
        dataSource={rows as Row[]}
        rowKey={rowKey}
        loading={list.pending && !list.problem}
        onChange={onChange}
        rowSelection={selection}
        expandable={expanded && { expandedRowRender: expanded }}
        scroll={{ x: 'max-content' }}
        // The arrows say it; a bubble over the head would lie on the buttons above.
        showSorterTooltip={false}
        size="middle"
        locale={{ emptyText: list.pending || list.problem ? <span /> : empty }}
        pagination={{
          current: Number(at('page') ?? '1'),
          pageSize: Number(at('size') ?? String(usualPageSize)),
          showSizeChanger: true,
          hideOnSinglePage: rows.length <= usualPageSize,
          showTotal: (count) => t(list.more ? 'totalMore' : 'total', { count }),
        }}
      />
      {list.more && (
        <Button block onClick={list.readMore} loading={list.fetching}>
          {t('more', { count: list.rows.length })}
        </Button>
      )}
    </section>
  );
}

/** What stands above the table: search, the list's own filters, reading anew, and the export. */
function Tools<Row extends object>({ name, list, columns, filters }: DataTableProps<Row>) {
  const t = useWords(words);
  const { at, put } = useTableAddress(name);
  return (
    <div className="table-tools">
      <Space wrap>
        <Input.Search
          allowClear
          defaultValue={at('q')}
          aria-label={t('search')}
          placeholder={t('search')}
          onSearch={(text) => put({ q: text.trim() || undefined, page: undefined })}
          className="table-search"
        />
        {filters && <div className="table-filters">{filters}</div>}
      </Space>
      <Space>
        <Button icon={<ReloadOutlined />} onClick={list.again} aria-label={t('refresh')} />
        <ExportButton name={name} columns={columns} readAll={list.readAll} disabled={list.rows.length === 0} />
      </Space>
    </div>
  );
}

function cellOf<Row>({ value, written }: Column<Row>, row: Row, said: (word: Word) => string): Cell {
  const cell = value?.(row) ?? '';
  const word = written?.[String(cell)]?.word;
  if (word) return said(word);
  return typeof cell === 'string' ? stampText(cell) : cell;
}

const matches = (cell: Cell, sought: string): boolean => String(cell).toLowerCase().includes(sought);

function compared<Row>(value: NonNullable<Column<Row>['value']>) {
  return (one: Row, other: Row): number => {
    const [left, right] = [value(one), value(other)];
    if (left === right) return 0;
    if (left === undefined) return -1;
    if (right === undefined) return 1;
    if (typeof left === 'string' && typeof right === 'string') return left.localeCompare(right, 'zh-CN', { numeric: true });
    return left < right ? -1 : 1;
  };
}

function antColumn<Row>(
  { key, title, show, value, width, align }: Column<Row>,
  said: (word: Word) => string,
  sort?: string,
): TableColumnType<Row> {
  const [sortedBy, order] = sort?.split('.') ?? [];
  return {
    key,
    title: said(title),
    width,
    align,
    render: (_: unknown, row: Row) => show(row),
    ...(value && { sorter: compared(value), sortOrder: sortedBy === key ? (order === 'desc' ? 'descend' : 'ascend') : null }),
  };
}

type ExportProps<Row> = {
  readonly name: string;
  readonly columns: readonly Column<Row>[];
  readonly readAll: () => Promise<readonly Row[]>;
  readonly disabled: boolean;
};

function ExportButton<Row>({ name, columns, readAll, disabled }: ExportProps<Row>) {
  const t = useWords(words);
  const said = useSaid();
  const [working, setWorking] = useState(false);
  const save = async (write: (name: string, sheet: Sheet) => void | Promise<void>) => {
    setWorking(true);
    try {
      const rows = await readAll();
      const shown = columns.filter(({ value }) => value);
      await write(name, {
        head: shown.map(({ title }) => said(title)),
        rows: rows.map((row) => shown.map((column) => cellOf(column, row, said))),
      });
    } finally {
      setWorking(false);
    }
  };
  const items = [
    { key: 'csv', label: 'CSV', onClick: () => void save(saveCsv) },
    { key: 'xlsx', label: 'Excel (XLSX)', onClick: () => void save(saveXlsx) },
  ];
  return (
    <Dropdown menu={{ items }} disabled={disabled || working} trigger={['click']}>
      <Button icon={<DownloadOutlined />} loading={working}>
        {working ? t('exporting') : t('export')}
      </Button>
    </Dropdown>
  );
}
