// What an organisation has had imposed on it: 约谈, 整改函, 通报, 解除协议, and how the second of a year leads to the next.
import type { Decider } from '@libs/event-store';
import { childId, monthsAfter, nthWorkingDayAfter, type CalendarData } from '@libs/kernel';

export type Measure = 'TALK' | 'RECTIFY' | 'NOTICE' | 'TERMINATE';
/** From the mildest to the last. */
export const ladder: readonly Measure[] = ['TALK', 'RECTIFY', 'NOTICE', 'TERMINATE'];

export type SanctionImposed = {
  readonly type: 'SanctionImposed';
  readonly sanctionId: string;
  readonly measure: Measure;
  /** The finding, or ESCALATION where the measure before it was one too many. */
  readonly cause: string;
  /** What it was found at: a class. */
  readonly causeId: string;
  readonly region: string;
  readonly imposedOn: string;
  readonly fixBy: string;
  readonly reportBy: string;
  readonly bannedUntil?: string;
  /** `id@version` of the pack whose measures these are. */
  readonly pack: string;
};

export type Sanctions = {
  /** Each cause leads to measures once. */
  readonly causes: readonly string[];
  readonly imposed: readonly { readonly measure: Measure; readonly year: string }[];
};

const causeOf = ({ cause, causeId }: { readonly cause: string; readonly causeId: string }): string => `${cause}/${causeId}`;
const yearOf = (day: string): string => day.split('-')[0] ?? '';

export const sanctions: Decider<Sanctions, SanctionImposed> = {
  category: 'sanctions',
  initial: { causes: [], imposed: [] },
  schemas: { SanctionImposed: 1 },
  evolve(state, fact) {
    switch (fact.type) {
      case 'SanctionImposed':
        return {
          causes: [...state.causes, causeOf(fact)],
          imposed: [...state.imposed, { measure: fact.measure, year: yearOf(fact.imposedOn) }],
        };
    }
  },
};

/** What a pack says of measures. */
export type MeasureRules = {
  readonly pack: string;
  readonly measures: Readonly<
    Record<string, { readonly fix: { readonly workingDays?: number; readonly months?: number }; readonly banMonths: number }>
  >;
  /** How many of one measure in a calendar year are followed at once by the next. */
  readonly escalatesAfter: number;
  readonly reportWorkingDays: number;
  readonly calendar: CalendarData;
};

export type Grounds = {
  readonly organisationId: string;
  readonly region: string;
  readonly cause: string;
  readonly causeId: string;
  readonly measure: Measure;
  readonly on: string;
};

function imposed(grounds: Grounds, cause: string, measure: Measure, rules: MeasureRules): SanctionImposed {
  const { organisationId, region, causeId, on } = grounds;
  const terms = rules.measures[measure];
  const { workingDays, months = 0 } = terms?.fix ?? {};
  const banMonths = terms?.banMonths ?? 0;
  return {
    type: 'SanctionImposed',
    sanctionId: childId(organisationId, `${grounds.cause}/${causeId}/${measure}`),
    measure,
    cause,
    causeId,
    region,
    imposedOn: on,
    fixBy: workingDays === undefined ? monthsAfter(on, months) : nthWorkingDayAfter(on, workingDays, rules.calendar),
    reportBy: nthWorkingDayAfter(on, rules.reportWorkingDays, rules.calendar),
    ...(banMonths > 0 && { bannedUntil: monthsAfter(on, banMonths) }),
    pack: rules.pack,
  };
}

/** Called by messages too, so it refuses nothing: what was imposed for this cause already is not imposed again. */
export function imposeMeasure(state: Sanctions, grounds: Grounds, rules: MeasureRules): readonly SanctionImposed[] {
  if (state.causes.includes(causeOf(grounds))) return [];
  const year = yearOf(grounds.on);
  const facts: SanctionImposed[] = [];
  for (const measure of ladder.slice(ladder.indexOf(grounds.measure))) {
    facts.push(imposed(grounds, facts.length === 0 ? grounds.cause : 'ESCALATION', measure, rules));
    const before = state.imposed.filter((one) => one.measure === measure && one.year === year).length;
    if (before + 1 !== rules.escalatesAfter) break;
  }
  return facts;
}
