// A plan that is being written outlives a reload of its page, in this tab alone. It names an institution's class and place, and nobody who learns there.
import type { PlanDraft } from './plan-form';

type Place = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** Everybody's own, and one for each plan that came back. */
export const draftKey = (account: string, classId: string | undefined): string => `xunbu.class-plan.${account}.${classId ?? 'new'}`;

export function keepDraft(place: Place, key: string, draft: PlanDraft): void {
  try {
    place.setItem(key, JSON.stringify(draft));
  } catch {
    // A tab that may keep nothing loses a draft on reload, as any page does; writing goes on.
  }
}

export const forgetDraft = (place: Place, key: string): void => place.removeItem(key);

/** What was kept, or nothing where nothing was, or where it is not a draft. */
export function keptDraft(place: Place, key: string): PlanDraft | undefined {
  try {
    const kept = JSON.parse(place.getItem(key) ?? 'null') as Partial<PlanDraft> | null;
    if (typeof kept?.class !== 'object' || typeof kept.site !== 'object' || !Array.isArray(kept.sessions)) return undefined;
    return { class: kept.class, site: kept.site, sessions: kept.sessions };
  } catch {
    return undefined;
  }
}
