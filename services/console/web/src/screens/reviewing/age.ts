// How long something has waited, and how much there is about it that deserves a second look.
const dayMs = 86_400_000;

/** Whole days between two business days. */
export const daysBetween = (since: string, today: string): number =>
  Math.max(0, Math.round((Date.parse(`${today}T00:00:00Z`) - Date.parse(`${since}T00:00:00Z`)) / dayMs));

export type Risky = { readonly held: number; readonly objections: number; readonly withoutFunds: number };

/** Alerts first, then objections, then whatever else holds; each of the lesser ones counts less than one of the greater. */
export const riskOf = ({ held, objections, withoutFunds }: Risky, alerts: number): number =>
  alerts * 10_000 + objections * 1_000 + held * 10 + Math.min(withoutFunds, 9);
