// How a class will go, sign-in by sign-in: everyone at a session's start and out at its end, but for what the story says otherwise. Pure.
import { businessDate } from '@libs/kernel';
import type { Keyed } from './fault';
import { hourStepMinutes, instantIn, plusMinutes, type PlannedSession } from './moments';

export type Site = { readonly lat: number; readonly lng: number; readonly radius_m: number };
export const defaultSite: Site = { lat: 39.1, lng: 117.2, radius_m: 300 };

export type LaidCapture = {
  readonly at: string;
  /** Place of the session in the class, from 0. */
  readonly session: number;
  readonly who: string;
  readonly direction: 'IN' | 'OUT';
  readonly latitude: number;
  readonly longitude: number;
  readonly faceScore: string;
};

type Absence = { readonly days?: number; readonly dates?: readonly string[]; readonly hours?: number };
type Mark = { readonly kind: 'outside_fence' | 'face_score'; readonly half_days: number; readonly km?: number; readonly score?: number };
type SignIn = { readonly who: unknown; readonly at: string };

export type Teaching = {
  readonly sessions: readonly PlannedSession[];
  readonly site: Site;
  readonly roster: readonly string[];
  readonly absent?: Keyed;
  readonly anomalies?: Keyed;
  readonly sign_ins?: readonly SignIn[];
  peopleIn(reference: unknown): readonly string[];
};

// A degree of latitude on a sphere with a radius of 6371 km.
const kilometresPerDegree = (Math.PI * 6_371) / 180;
const goodScore = '0.97';

/** The class hours that somebody misses of each session. */
function missedHours(absence: Absence | undefined, sessions: readonly PlannedSession[]): readonly number[] {
  if (!absence) return sessions.map(() => 0);
  const days = absence.dates ?? [...new Set(sessions.map(({ date }) => date))].slice(0, absence.days ?? 0);
  let left = absence.hours ?? 0;
  return sessions.map(({ date, classHours }) => {
    if (days.includes(date)) return classHours;
    const missed = Math.min(left, classHours);
    left -= missed;
    return missed;
  });
}

/** The session that a sign-in at this instant is for: the first of its day that is not over yet. */
function sessionAt(at: string, sessions: readonly PlannedSession[]): number {
  const date = businessDate(at);
  const open = sessions.findIndex((session) => session.date === date && session.endsAt >= at);
  return open >= 0 ? open : sessions.findLastIndex((session) => session.date === date);
}

const byPerson = (stated: Keyed | undefined, { peopleIn }: Teaching): ReadonlyMap<string, unknown> =>
  new Map(Object.entries(stated ?? {}).flatMap(([reference, value]) => peopleIn(reference).map((who) => [who, value] as const)));

function marksOf(marks: readonly Mark[]): readonly Mark[] {
  return marks.flatMap((mark) => Array.from({ length: mark.half_days }, () => mark));
}

export function layOut(teaching: Teaching): readonly LaidCapture[] {
  const { sessions, site, roster } = teaching;
  const [absences, anomalies] = [byPerson(teaching.absent, teaching), byPerson(teaching.anomalies, teaching)];
  const replaced = (teaching.sign_ins ?? []).flatMap(({ who, at }) =>
    teaching.peopleIn(who).map((one) => ({ who: one, at: instantIn(at) })),
  );
  return roster.flatMap((who) => {
    const missed = missedHours(absences.get(who) as Absence | undefined, sessions);
    const marks = [...marksOf((anomalies.get(who) ?? []) as readonly Mark[])];
    const own = new Map(replaced.filter((one) => one.who === who).map(({ at }) => [sessionAt(at, sessions), at]));
    return sessions.flatMap((session, place): readonly LaidCapture[] => {
      const gone = missed[place] ?? 0;
      if (gone >= session.classHours) return [];
      const mark = marks.shift();
      const capture = { session: place, who, latitude: site.lat, longitude: site.lng, faceScore: goodScore };
      const at = own.get(place) ?? plusMinutes(session.startsAt, gone * hourStepMinutes);
      const away = mark?.kind === 'outside_fence' ? { latitude: site.lat + (mark.km ?? 0) / kilometresPerDegree } : {};
      const unlike = mark?.kind === 'face_score' ? { faceScore: String(mark.score) } : {};
      return [
        { ...capture, ...away, ...unlike, at, direction: 'IN' },
        { ...capture, at: session.endsAt, direction: 'OUT' },
      ];
    });
  });
}
