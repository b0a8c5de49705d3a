// What each outside authority keeps, about what, since when it says so, and what it says of somebody it has never heard of.
import { occupationOf } from '@libs/policy';

export type Scalar = string | number | boolean;
export type Entry = Readonly<Record<string, Scalar>>;

export type RegistryRule = {
  readonly needs: readonly string[];
  readonly may?: readonly string[];
  /** A later entry that agrees in all of these takes the place of the earlier one. */
  readonly subject: readonly string[];
  /** The entry is answered from this day on; without one, at once. */
  readonly since?: string;
  /** Fields that narrow an entry where it has them, and are silent on it where it has not. */
  readonly narrowedBy?: readonly string[];
  /** What is said of all that is known, the latest entry first; of nothing, what silence means. */
  readonly says: (known: readonly Entry[], asked: Entry) => unknown;
};

const only = (names: readonly string[], entry: Entry): Entry =>
  Object.fromEntries(names.flatMap((name) => (entry[name] === undefined ? [] : [[name, entry[name]]])));

const latest =
  (names: readonly string[], silent: unknown = {}) =>
  ([entry]: readonly Entry[]): unknown =>
    entry ? only(names, entry) : silent;

const all =
  (names: readonly string[]) =>
  (known: readonly Entry[]): unknown =>
    known.map((entry) => only(names, entry));

// The seventeenth digit of a resident ID number is odd for men.
const usualTrack = ({ idNo }: Entry): string => (Number(String(idNo).charAt(16)) % 2 === 1 ? 'man_60' : 'woman_55');

export const registryRules: Readonly<Record<string, RegistryRule>> = {
  social_insurance: {
    needs: ['idNo'],
    may: ['region', 'months', 'status'],
    subject: ['idNo'],
    says: ([entry]) => ({ months: 0, status: 'none', ...(entry && only(['region', 'months', 'status'], entry)) }),
  },
  pension: { needs: ['idNo', 'month', 'employer'], subject: ['idNo', 'month'], says: latest(['month', 'employer']) },
  employment: {
    needs: ['idNo', 'insured_from'],
    may: ['employer'],
    subject: ['idNo'],
    since: 'insured_from',
    says: latest(['insured_from', 'employer']),
  },
  public_payroll: { needs: ['idNo'], may: ['on'], subject: ['idNo'], says: ([entry]) => entry !== undefined && entry['on'] !== false },
  deaths: { needs: ['idNo', 'date'], subject: ['idNo'], since: 'date', says: latest(['date']) },
  custody: { needs: ['idNo', 'from'], may: ['to'], subject: ['idNo'], since: 'from', says: all(['from', 'to']) },
  retirement: {
    needs: ['idNo', 'track'],
    subject: ['idNo'],
    says: ([entry], asked) => ({ track: entry?.['track'] ?? usualTrack(asked) }),
  },
  certificates: {
    needs: ['idNo', 'occupation', 'level', 'issued'],
    may: ['kind'],
    subject: ['idNo', 'occupation', 'level'],
    since: 'issued',
    says: ([entry]) => (entry ? { kind: '职业技能等级证书', ...only(['occupation', 'level', 'issued', 'kind'], entry) } : {}),
  },
  other_regions: {
    needs: ['idNo', 'answer'],
    may: ['region', 'occupation', 'level'],
    subject: ['idNo', 'occupation', 'level'],
    narrowedBy: ['occupation', 'level'],
    says: latest(['answer', 'region', 'occupation', 'level'], { answer: 'none' }),
  },
  fund_reserve: { needs: ['region', 'year', 'months'], subject: ['region', 'year'], says: latest(['months'], { months: 24 }) },
  contracts: {
    needs: ['idNo', 'employer', 'kind', 'from'],
    may: ['to'],
    subject: ['idNo', 'employer', 'kind', 'from'],
    since: 'from',
    says: all(['employer', 'kind', 'from', 'to']),
  },
};

/** One spelling for what may be written in several: occupations by the code of today, levels and years as text. */
export function inOneSpelling(name: string, value: Scalar): Scalar {
  if (name === 'occupation') return occupationOf(String(value))?.code ?? value;
  return name === 'level' || name === 'year' ? String(value) : value;
}
