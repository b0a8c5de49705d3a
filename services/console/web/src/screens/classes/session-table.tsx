// The sessions of a plan in order, each with what is wrong with it; editable where somebody still writes it.
import { DeleteOutlined } from '@ant-design/icons';
import { Button, InputNumber, Table, Tag } from 'antd';
import { DayField, NothingYet, TimeField, dayText, useLanguage, useSaid, useWords, type Language } from '@kit';
import { faultsOf, hoursOf, inOrder, weekdayOf, type Fault, type Planned } from './timetable';
import { weekdayNames, words } from './plan-words';

type Props = { readonly sessions: readonly Planned[]; readonly onChange?: (sessions: readonly Planned[]) => void };
type Line = Planned & { readonly place: number };

type Put = (place: number, changed: Partial<Planned> | undefined) => void;
type Say = ReturnType<typeof useWords<typeof words>>;

export function SessionTable({ sessions, onChange }: Props) {
  const t = useWords(words);
  const said = useSaid();
  const { language } = useLanguage();
  const ordered = inOrder(sessions);
  const faults = faultsOf(sessions, new Date().toISOString());
  const put: Put | undefined =
    onChange &&
    ((place, changed) =>
      onChange(ordered.flatMap((one, at) => (at !== place ? [one] : changed === undefined ? [] : [{ ...one, ...changed }]))));
  const columns = [
    ...timeColumns(t, said, language, put),
    hoursColumn(t, put),
    checkColumn(t, faults),
    ...(put ? [removeColumn(t, put)] : []),
  ];
  const [first, last] = [ordered[0]?.on, ordered.at(-1)?.on];
  return (
    <section aria-label={t('timetable')}>
      {first && last && (
        <p className="page-sub">
          {t('sum', { count: ordered.length, hours: hoursOf(ordered), first: dayText(first, language), last: dayText(last, language) })}
        </p>
      )}
      <Table<Line>
        size="small"
        columns={columns}
        dataSource={ordered.map((one, place) => ({ ...one, place }))}
        rowKey="place"
        pagination={{ pageSize: 20, hideOnSinglePage: true, showSizeChanger: false }}
        locale={{ emptyText: <NothingYet title={words.timetable} help={words.noSessions} /> }}
      />
    </section>
  );
}

const dayOf = (label: string, language: Language, put: Put | undefined) => (line: Line) =>
  put ? (
    <DayField label={`${label} ${line.place + 1}`} value={line.on} onChange={(on) => put(line.place, { on })} />
  ) : (
    dayText(line.on, language)
  );

const timeOf = (field: 'from' | 'to', label: string, put: Put | undefined) => (line: Line) =>
  put ? (
    <TimeField label={`${label} ${line.place + 1}`} value={line[field]} onChange={(time) => put(line.place, { [field]: time })} />
  ) : (
    line[field]
  );

const timeColumns = (t: Say, said: ReturnType<typeof useSaid>, language: Language, put: Put | undefined) => [
  { key: 'place', title: '#', width: 56, render: (line: Line) => line.place + 1 },
  { key: 'on', title: t('date'), render: dayOf(t('date'), language, put) },
  { key: 'weekday', title: t('weekday'), render: ({ on }: Line) => said(weekdayNames[weekdayOf(on) - 1] ?? { zh: '', en: '' }) },
  { key: 'from', title: t('from'), render: timeOf('from', t('from'), put) },
  { key: 'to', title: t('to'), render: timeOf('to', t('to'), put) },
];

const hoursColumn = (t: Say, put: Put | undefined) => ({
  key: 'hours',
  title: t('classHours'),
  render: (line: Line) =>
    put ? (
      <InputNumber
        min={1}
        max={24}
        precision={0}
        value={line.classHours}
        aria-label={`${t('classHours')} ${line.place + 1}`}
        onChange={(hours) => hours && put(line.place, { classHours: hours })}
      />
    ) : (
      line.classHours
    ),
});

const checkColumn = (t: Say, faults: ReadonlyMap<number, Fault>) => ({
  key: 'check',
  title: t('check'),
  render: ({ place }: Line) => {
    const fault = faults.get(place);
    return fault ? <Tag color="error">{t(fault)}</Tag> : <Tag color="success">{t('good')}</Tag>;
  },
});

const removeColumn = (t: Say, put: Put) => ({
  key: 'remove',
  title: '',
  render: ({ place }: Line) => (
    <Button type="text" icon={<DeleteOutlined />} aria-label={`${t('remove')} ${place + 1}`} onClick={() => put(place, undefined)} />
  ),
});
