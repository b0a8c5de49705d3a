import { ratioOfPercent, type Ratio } from '@libs/kernel';
import { packInForce, nameOf, type Asked, type Pack } from './pack';

/** What the packs say about attendance, and which packs said it; a closing freezes both. */
export type AttendanceRules = {
  readonly classHourMinutes: number;
  /** After each class hour. */
  readonly breakMinutes: number;
  /** Where the plan of a class names no radius of its own. */
  readonly fenceRadiusMetres: number;
  /** "0.80": a face that scores less is flagged. */
  readonly faceMinimum: string;
  /** The share of the enrolled that has to be there on every day of the class. */
  readonly classDayMinimum: Ratio;
  /** The share of a day's class hours from which a person was there. */
  readonly presentFrom: Ratio;
  readonly travelKilometresPerHour: number;
  readonly packs: readonly string[];
};

export function attendanceRules(packs: readonly Pack[], asked: Asked): AttendanceRules {
  const used = new Set<string>();
  const value = (name: string): unknown => {
    const pack = packInForce(packs, name, asked);
    used.add(nameOf(pack));
    return pack.params[name]?.value;
  };
  return {
    classHourMinutes: Number(value('classHourMinutes')),
    breakMinutes: Number(value('breakMinutes')),
    fenceRadiusMetres: Number(value('fenceRadiusMetres')),
    faceMinimum: String(value('faceMinimum')),
    classDayMinimum: ratioOfPercent(String(value('classDayMinimum'))),
    presentFrom: ratioOfPercent(String(value('presentFrom'))),
    travelKilometresPerHour: Number(value('travelKilometresPerHour')),
    packs: [...used].sort(),
  };
}
