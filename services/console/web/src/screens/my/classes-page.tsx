import { Progress } from 'antd';
import { Day, GoTo, Instant, None, NothingYet, PageHead, Panel, Shown, timeText, useSaid, useWords, levels } from '@kit';
import { useOwnAttendance, useOwnRecord, type OwnClass, type OwnClassAttendance } from './own';
import { Facts } from './facts';
import { nextSession } from './sessions';
import './my.css';

const words = {
  title: { zh: '我的班期', en: 'My classes' },
  hours: { zh: '已计课时', en: 'Hours that count' },
  hoursOf: { zh: '{counted} / {scheduled} 课时', en: '{counted} of {scheduled} hours' },
  soFar: { zh: '结班后以汇总为准', en: 'The sum at the end of the class decides' },
  next: { zh: '下一次课', en: 'Next session' },
  noNext: { zh: '课程已全部结束', en: 'All sessions are over' },
  institution: { zh: '培训机构', en: 'Institution' },
  site: { zh: '地点', en: 'Place' },
  days: { zh: '起止', en: 'From and to' },
  level: { zh: '等级', en: 'Level' },
  classNo: { zh: '备案号', en: 'Opening number' },
  signIns: { zh: '查看签到', en: 'See the sign-ins' },
  to: { zh: '至', en: 'to' },
} as const;

const percent = 100;

export function Page() {
  const t = useWords(words);
  const record = useOwnRecord();
  const attendance = useOwnAttendance();
  return (
    <>
      <PageHead title={t('title')} />
      <Shown asked={record}>
        {({ classes }) =>
          classes.length === 0 ? (
            <NothingYet
              title={{ zh: '还没有报名任何班期', en: 'You are enrolled in no class yet' }}
              help={{
                zh: '请向培训机构报名，报名后这里会出现课表和学时。',
                en: 'Enrol with an institution; timetable and hours then appear here.',
              }}
            />
          ) : (
            classes.map((one) => (
              <ClassPanel key={one.classId} one={one} attended={attendance.data?.classes.find(({ classId }) => classId === one.classId)} />
            ))
          )
        }
      </Shown>
    </>
  );
}

function ClassPanel({ one, attended }: { readonly one: OwnClass; readonly attended: OwnClassAttendance | undefined }) {
  const t = useWords(words);
  const said = useSaid();
  return (
    <Panel
      title={one.title}
      extra={
        <GoTo to="/my/sign-ins" search={{ class: one.classId }}>
          {t('signIns')}
        </GoTo>
      }
    >
      {attended && <Hours attended={attended} />}
      <Facts
        facts={[
          [t('next'), attended ? <Next key="next" attended={attended} /> : <None key="next" />],
          [t('institution'), one.institutionName],
          [t('site'), `${one.site.name} · ${one.site.address}`],
          [
            t('days'),
            <span key="days">
              <Day value={one.startsOn} /> {t('to')} <Day value={one.endsOn} />
            </span>,
          ],
          [t('level'), `${one.occupationName} · ${said(levels[one.level] ?? { zh: one.level, en: one.level })}`],
          [t('classNo'), one.classNo],
        ]}
      />
    </Panel>
  );
}

function Hours({ attended: { countedHours, scheduledHours, status } }: { readonly attended: OwnClassAttendance }) {
  const t = useWords(words);
  const share = scheduledHours === 0 ? 0 : Math.round((countedHours * percent) / scheduledHours);
  return (
    <div className="my-hours">
      <strong>
        {t('hours')} {t('hoursOf', { counted: countedHours, scheduled: scheduledHours })}
      </strong>
      <Progress percent={share} aria-label={t('hours')} status="normal" />
      {status === 'OPEN' && <div className="empty-help">{t('soFar')}</div>}
    </div>
  );
}

function Next({ attended }: { readonly attended: OwnClassAttendance }) {
  const t = useWords(words);
  const next = nextSession(attended, new Date().toISOString());
  if (!next) return <span>{t('noNext')}</span>;
  return (
    <span>
      <Instant value={next.startsAt} /> – {timeText(next.endsAt)}
    </span>
  );
}
