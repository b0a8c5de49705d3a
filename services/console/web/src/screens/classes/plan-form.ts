// What the wizard holds while somebody fills it in, and how it becomes what is filed.
import type { Schemas } from '@api';
import { timeText, todayText } from '@kit';
import { sessionBodies, type Planned } from './timetable';

export type PlanBody = Schemas['ClassPlanBody'];
export type ClassForm = Pick<PlanBody, 'classNo' | 'title' | 'occupation' | 'level' | 'mode' | 'region' | 'capacity' | 'venue'>;
export type SiteForm = PlanBody['site'];
export type PlanDraft = { readonly class: Partial<ClassForm>; readonly site: Partial<SiteForm>; readonly sessions: readonly Planned[] };

export const emptyDraft: PlanDraft = { class: { mode: 'OFFLINE', venue: 'ORDINARY' }, site: {}, sessions: [] };

/** A plan that came back, as it was written. */
export function draftOf(plan: Schemas['ClassPlanView']): PlanDraft {
  const { classNo, title, occupationName, level, mode, region, capacity, venue, site, sessions } = plan;
  return {
    class: { classNo, title, occupation: occupationName, level: level as ClassForm['level'], mode, region, capacity, venue },
    site,
    sessions: sessions.map(({ startsAt, endsAt, classHours }) => ({
      on: todayText(new Date(startsAt)),
      from: timeText(startsAt),
      to: timeText(endsAt),
      classHours,
    })),
  };
}

/** Complete only where every step has been filled in. */
export function bodyOf({ class: form, site, sessions }: PlanDraft): PlanBody | undefined {
  const { classNo, title, occupation, level, mode, region, capacity, venue } = form;
  const { name, address, latitude, longitude, radiusMetres } = site;
  if (!classNo || !title || !occupation || !level || !mode || !region || !name || !address) return undefined;
  if (latitude === undefined || longitude === undefined || sessions.length === 0) return undefined;
  return {
    ...{ classNo, title, occupation, level, mode, region },
    ...(venue && { venue }),
    ...(capacity && { capacity }),
    site: { name, address, latitude, longitude, ...(radiusMetres && { radiusMetres }) },
    sessions: sessionBodies(sessions),
  };
}
