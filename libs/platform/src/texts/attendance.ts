import type { Texts } from '../texts';

/** Attendance refuses nobody yet: it only hears of approved plans, and what contradicts them it records. */
export const attendance: Texts = {};
