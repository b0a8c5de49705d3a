// Who is there, as it happens: one tile a person, in the order of the roster.
import { CheckCircleFilled, ClockCircleOutlined, LogoutOutlined } from '@ant-design/icons';
import { Badge, Select, Space, Statistic } from 'antd';
import { useEffect, useState } from 'react';
import { api, type Schemas } from '@api';
import { NothingYet, Panel, ProblemAlert, Status, signInFlags, timeText, useAddress, useLanguage, useList, useWords } from '@kit';
import { sessionText } from './class-words';
import type { Capture } from './wall-events';
import { watchWall } from './wall-stream';

type Plan = Schemas['ClassPlanView'];
type Presence = { readonly in?: Capture; readonly out?: Capture };

const words = {
  title: { zh: '实时考勤', en: 'Attendance wall' },
  session: { zh: '课次', en: 'Session' },
  live: { zh: '实时更新中', en: 'Live' },
  lost: { zh: '连接中断，正在重连', en: 'Line lost, coming back' },
  present: { zh: '已签到', en: 'Signed in' },
  left: { zh: '已签退', en: 'Signed out' },
  missing: { zh: '未到', en: 'Not there' },
  flagged: { zh: '有异常', en: 'Marked' },
  there: { zh: '已签到 {at}', en: 'In {at}' },
  gone: { zh: '已签退 {at}', en: 'Out {at}' },
  people: { zh: '学员', en: 'Trainees' },
} as const;

/** The one that runs, else the last that began, else the first. */
function usualSession({ sessions }: Plan): string {
  const now = new Date().toISOString();
  const begun = sessions.filter(({ startsAt }) => startsAt <= now);
  return (begun.at(-1) ?? sessions[0])?.sessionId ?? '';
}

function useWall(classId: string, sessionId: string) {
  const [present, setPresent] = useState<ReadonlyMap<string, Presence>>(new Map());
  const [live, setLive] = useState(false);
  useEffect(() => {
    const ended = new AbortController();
    void watchWall({
      classId,
      sessionId,
      signal: ended.signal,
      onLine: (open) => !ended.signal.aborted && setLive(open),
      on: (events) =>
        setPresent((known) => {
          const next = new Map(known);
          for (const { capture } of events)
            next.set(capture.personId, { ...next.get(capture.personId), [capture.direction === 'IN' ? 'in' : 'out']: capture });
          return next;
        }),
    });
    return () => ended.abort();
  }, [classId, sessionId]);
  return { present, live };
}

export function WallTab({ plan }: { readonly plan: Plan }) {
  const [{ session }] = useAddress();
  const sessionId = session ?? usualSession(plan);
  // Another session is another wall.
  return <WallOfSession key={sessionId} plan={plan} sessionId={sessionId} />;
}

function WallOfSession({ plan, sessionId }: { readonly plan: Plan; readonly sessionId: string }) {
  const t = useWords(words);
  const { language } = useLanguage();
  const { classId } = plan;
  const [, change] = useAddress();
  const { present, live } = useWall(classId, sessionId);
  const roster = useList(['roster', classId], (cursor) =>
    api.GET('/api/enrolment/classes/{classId}/roster', { params: { path: { classId }, query: { cursor, limit: 200 } } }),
  );
  const counted = (test: (one: Presence) => boolean) => [...present.values()].filter(test).length;
  const there = counted((one) => one.in !== undefined);
  return (
    <Panel title={t('title')} extra={<Badge status={live ? 'processing' : 'warning'} text={t(live ? 'live' : 'lost')} />}>
      <Space wrap size="large" className="panel" align="end">
        <Select
          aria-label={t('session')}
          className="wall-session"
          value={sessionId}
          onChange={(value) => change({ session: value })}
          options={plan.sessions.map((one, at) => ({ value: one.sessionId, label: `${at + 1} · ${sessionText(one, language)}` }))}
        />
        <Statistic title={t('present')} value={there} suffix={`/ ${roster.rows.length}`} />
        <Statistic title={t('left')} value={counted((one) => one.out !== undefined)} />
        <Statistic title={t('missing')} value={Math.max(0, roster.rows.length - there)} />
        <Statistic title={t('flagged')} value={counted((one) => (one.in?.flags.length ?? 0) > 0)} />
      </Space>
      <ProblemAlert problem={roster.problem} onRetry={roster.again} />
      {roster.rows.length === 0 && !roster.pending && (
        <NothingYet
          title={{ zh: '名册是空的', en: 'The roster is empty' }}
          help={{ zh: '先在名册页为学员报名。', en: 'Enrol trainees on the roster first.' }}
        />
      )}
      <ul className="wall" aria-label={t('people')}>
        {roster.rows.map(({ personId, place, name }) => (
          <Tile key={personId} place={place} name={name} presence={present.get(personId)} />
        ))}
      </ul>
    </Panel>
  );
}

function Tile({ place, name, presence = {} }: { readonly place: number; readonly name: string; readonly presence?: Presence }) {
  const t = useWords(words);
  const { in: signedIn, out } = presence;
  const state = out ? 'gone' : signedIn ? 'there' : 'missing';
  const icon = { gone: <LogoutOutlined />, there: <CheckCircleFilled />, missing: <ClockCircleOutlined /> }[state];
  return (
    <li className={`tile ${state}`}>
      <div className="tile-name">
        <span className="code">{place}</span> {name}
      </div>
      <div>
        {icon} {t(state, { at: timeText((out ?? signedIn)?.deviceAt ?? new Date(0).toISOString()) })}
      </div>
      {signedIn?.flags.map((flag) => (
        <Status key={flag} value={flag} of={signInFlags} />
      ))}
    </li>
  );
}
