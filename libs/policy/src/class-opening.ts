import type { CalendarData } from '@libs/kernel';
import { packInForce, type Asked, type Pack } from './pack';

/** What the packs say about opening a class, and which packs said it; a decision freezes both. */
export type ClassOpeningRules = {
  readonly silenceApprovesAfterWorkingDays: number;
  readonly sessionsAtMost: number;
  readonly sessionClassHoursAtMost: number;
  readonly classHourMinutes: number;
  readonly packs: readonly string[];
  /** Working days that the installation knows beyond the library. */
  readonly calendar?: CalendarData;
};

/** Each parameter comes from the deepest region that sets it, so a county may set one and inherit the rest. */
export function classOpeningRules(packs: readonly Pack[], asked: Asked): ClassOpeningRules {
  const used = new Set<string>();
  const wholeNumber = (name: string): number => {
    const pack = packInForce(packs, name, asked);
    const value = pack.params[name]?.value;
    if (typeof value !== 'number' || !Number.isInteger(value) || value < 1)
      throw new Error(`${pack.id} v${pack.version}: ${name} must be a whole number of at least 1`);
    used.add(`${pack.id}@${pack.version}`);
    return value;
  };
  return {
    silenceApprovesAfterWorkingDays: wholeNumber('silenceApprovesAfterWorkingDays'),
    sessionsAtMost: wholeNumber('sessionsAtMost'),
    sessionClassHoursAtMost: wholeNumber('sessionClassHoursAtMost'),
    classHourMinutes: wholeNumber('classHourMinutes'),
    packs: [...used].sort(),
  };
}
