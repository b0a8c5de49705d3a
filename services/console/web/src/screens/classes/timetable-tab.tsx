import { Table } from 'antd';
import type { Schemas } from '@api';
import { Day, Panel, timeText, todayText, useSaid, useWords } from '@kit';
import { weekdayNames } from './plan-words';
import { weekdayOf } from './timetable';

type Plan = Schemas['ClassPlanView'];
type Session = Plan['sessions'][number] & { readonly place: number };

const words = {
  title: { zh: '课程表', en: 'Timetable' },
  sum: { zh: '共 {count} 节，{hours} 课时', en: '{count} sessions, {hours} class hours' },
  date: { zh: '日期', en: 'Date' },
  weekday: { zh: '星期', en: 'Weekday' },
  time: { zh: '时间', en: 'Time' },
  hours: { zh: '课时', en: 'Class hours' },
} as const;

export function TimetableTab({ plan }: { readonly plan: Plan }) {
  const t = useWords(words);
  const said = useSaid();
  return (
    <Panel title={t('title')} extra={t('sum', { count: plan.sessions.length, hours: plan.classHours })}>
      <section aria-label={t('title')}>
        <Table<Session>
          size="small"
          rowKey="sessionId"
          dataSource={plan.sessions.map((one, place) => ({ ...one, place: place + 1 }))}
          pagination={{ pageSize: 30, hideOnSinglePage: true, showSizeChanger: false }}
          columns={[
            { key: 'place', title: '#', width: 64, render: ({ place }: Session) => place },
            { key: 'on', title: t('date'), render: ({ startsAt }: Session) => <Day value={startsAt} /> },
            {
              key: 'weekday',
              title: t('weekday'),
              render: ({ startsAt }: Session) => said(weekdayNames[weekdayOf(todayText(new Date(startsAt))) - 1] ?? { zh: '', en: '' }),
            },
            { key: 'time', title: t('time'), render: ({ startsAt, endsAt }: Session) => `${timeText(startsAt)}–${timeText(endsAt)}` },
            { key: 'hours', title: t('hours'), align: 'right', render: ({ classHours }: Session) => classHours },
          ]}
        />
      </section>
    </Panel>
  );
}
