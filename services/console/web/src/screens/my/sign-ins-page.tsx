import { Select } from 'antd';
import {
  Instant,
  NothingYet,
  PageHead,
  Panel,
  Shown,
  Status,
  instantText,
  timeText,
  todayText,
  useAddress,
  useLanguage,
  useSaid,
  useWords,
} from '@kit';
import { flags, presences } from './my-words';
import { useOwnAttendance, useOwnRecord, type OwnClassAttendance, type OwnSession } from './own';
import { presenceOf } from './sessions';
import './my.css';

const words = {
  title: { zh: '我的签到', en: 'My sign-ins' },
  sub: {
    zh: '每次签到有两个时间：设备上的，和我们收到的。计课时以设备时间为准，两个时间都不能改。',
    en: 'Each sign-in has two times: that of the device, and when we received it. Hours follow the device; neither can be changed.',
  },
  which: { zh: '班期', en: 'Class' },
  in: { zh: '签到', en: 'In' },
  out: { zh: '签退', en: 'Out' },
  device: { zh: '设备 {time}', en: 'device {time}' },
  received: { zh: '收到 {time}', en: 'received {time}' },
  notYet: { zh: '没有记录', en: 'not recorded' },
  hours: { zh: '{hours} 课时', en: '{hours} hours' },
  accepted: { zh: '人工比对通过', en: 'accepted by hand' },
} as const;

export function Page() {
  const t = useWords(words);
  const attendance = useOwnAttendance();
  return (
    <>
      <PageHead title={t('title')} sub={t('sub')} />
      <Shown asked={attendance}>
        {({ classes }) =>
          classes.length === 0 ? (
            <NothingYet
              title={{ zh: '还没有课', en: 'There are no sessions yet' }}
              help={{
                zh: '报名的班期开班后，这里会逐节显示签到。',
                en: 'When a class that you are enrolled in opens, its sessions appear here one by one.',
              }}
            />
          ) : (
            <Classes classes={classes} />
          )
        }
      </Shown>
    </>
  );
}

function Classes({ classes }: { readonly classes: readonly OwnClassAttendance[] }) {
  const t = useWords(words);
  const record = useOwnRecord();
  const [address, change] = useAddress();
  const nameOf = (classId: string) => record.data?.classes.find((one) => one.classId === classId)?.title ?? classId.slice(0, shownDigits);
  const shown =
    classes.find(({ sessions }) => sessions.some(({ sessionId }) => sessionId === address['session'])) ??
    classes.find(({ classId }) => classId === address['class']) ??
    classes[0];
  if (!shown) return null;
  return (
    <>
      {classes.length > 1 && (
        <Select
          aria-label={t('which')}
          value={shown.classId}
          onChange={(classId: string) => change({ class: classId, session: undefined })}
          options={classes.map(({ classId }) => ({ value: classId, label: nameOf(classId) }))}
          className="my-class"
        />
      )}
      <Panel title={nameOf(shown.classId)}>
        <ol className="my-sessions" aria-label={t('title')}>
          {shown.sessions.map((session) => (
            <Session key={session.sessionId} session={session} marked={session.sessionId === address['session']} />
          ))}
        </ol>
      </Panel>
    </>
  );
}
const shownDigits = 8;

function Session({ session, marked }: { readonly session: OwnSession; readonly marked: boolean }) {
  const t = useWords(words);
  const said = useSaid();
  const { startsAt, endsAt, classHours, inAt, inReceivedAt, outAt, outReceivedAt } = session;
  return (
    <li className={marked ? 'marked' : undefined} aria-current={marked || undefined}>
      <div className="my-session-head">
        <strong>
          <Instant value={startsAt} /> – {timeText(endsAt)}
        </strong>
        <span>{t('hours', { hours: classHours })}</span>
        <Status value={presenceOf(session, new Date().toISOString())} of={presences} />
      </div>
      {(inAt !== undefined || outAt !== undefined) && (
        <dl className="my-both">
          <Times name={t('in')} day={startsAt} at={inAt} receivedAt={inReceivedAt} />
          <Times name={t('out')} day={startsAt} at={outAt} receivedAt={outReceivedAt} />
        </dl>
      )}
      {session.flags.map((flag) => (
        <div key={flag}>
          {said(flags[flag] ?? { zh: flag, en: flag })} {session.faceAccepted && `(${t('accepted')})`}
        </div>
      ))}
    </li>
  );
}

type TimesProps = {
  readonly name: string;
  readonly day: string;
  readonly at: string | undefined;
  readonly receivedAt: string | undefined;
};

/** The time of day is enough on the day itself; what came later is told with its day. */
function Times({ name, day, at, receivedAt }: TimesProps) {
  const t = useWords(words);
  const { language } = useLanguage();
  const told = (instant: string | undefined) => {
    if (instant === undefined) return t('notYet');
    const sameDay = todayText(new Date(instant)) === todayText(new Date(day));
    return sameDay ? timeText(instant, true) : instantText(instant, language, true);
  };
  return (
    <>
      <dt>{name}</dt>
      <dd>{at === undefined ? t('notYet') : t('device', { time: told(at) })}</dd>
      <dd>{at !== undefined && t('received', { time: told(receivedAt) })}</dd>
    </>
  );
}
