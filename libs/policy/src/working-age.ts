import { monthsAfter } from '@libs/kernel';
import { nameOf, packInForce, type Asked, type Pack } from './pack';

export type RetirementTrack = 'man_60' | 'woman_55' | 'woman_50';
/** The age at first, and by how much it moves: a month for each step of months, up to the most. */
export type RetirementStep = { readonly age: number; readonly stepMonths?: number; readonly mostMonths?: number };

export type WorkingAgeRules = {
  readonly minimumAge: number;
  /** What a person is on whom no registry says anything. */
  readonly defaultTracks: { readonly M: RetirementTrack; readonly F: RetirementTrack };
  /** Nothing moves for who reaches the first age before this month; null: for nobody. */
  readonly from: string | null;
  readonly tracks: Readonly<Record<RetirementTrack, RetirementStep>>;
  readonly packs: readonly string[];
};

type Retirement = Pick<WorkingAgeRules, 'from' | 'tracks'>;
const monthsPerYear = 12;

export function workingAgeRules(packs: readonly Pack[], asked: Asked): WorkingAgeRules {
  const used = new Set<string>();
  const value = (name: string): unknown => {
    const pack = packInForce(packs, name, asked);
    used.add(nameOf(pack));
    return pack.params[name]?.value;
  };
  // The form of each was checked when the pack was read.
  return {
    minimumAge: Number(value('minimumAge')),
    defaultTracks: value('defaultTracks') as WorkingAgeRules['defaultTracks'],
    ...(value('retirement') as Retirement),
    packs: [...used].sort(),
  };
}

export const defaultTrack = (sex: 'M' | 'F', { defaultTracks }: WorkingAgeRules): RetirementTrack => defaultTracks[sex];

function monthsFromTo(from: string, to: string): number {
  const [fromYear = 0, fromMonth = 0] = from.split('-').map(Number);
  const [toYear = 0, toMonth = 0] = to.split('-').map(Number);
  return (toYear - fromYear) * monthsPerYear + toMonth - fromMonth;
}

/** The day of retirement: the birthday of the first age, moved by the months that the law adds for the month in which that falls. */
export function retirementDate(person: { readonly born: string; readonly track: RetirementTrack }, rules: WorkingAgeRules): string {
  const { age, stepMonths, mostMonths } = rules.tracks[person.track];
  const reached = monthsAfter(person.born, age * monthsPerYear);
  if (rules.from === null || stepMonths === undefined || reached.slice(0, rules.from.length) < rules.from) return reached;
  const delay = Math.floor(monthsFromTo(rules.from, reached) / stepMonths) + 1;
  return monthsAfter(reached, Math.min(delay, mostMonths ?? delay));
}
