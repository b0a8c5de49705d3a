// What supervision has confirmed at a class. Whose money it concerns is subsidy-payment's decision; what follows for the organisation is a sanction.
import type { Decider } from '@libs/event-store';
import { Refused, businessDate, childId, nthWorkingDayAfter, timesFen, ratio, type CalendarData, type Fen } from '@libs/kernel';

export type FindingFact =
  | {
      readonly type: 'FindingConfirmed';
      readonly findingId: string;
      readonly kind: string;
      readonly organisationId: string;
      readonly region: string;
      readonly publishBy: string;
      /** Of a fine that another office may impose: recorded, never charged. */
      readonly fineReference?: FineReference;
      readonly confirmedAt: string;
    }
  /** One fact a person, as a fact speaks of one person alone. */
  | {
      readonly type: 'PersonFound';
      readonly findingId: string;
      readonly kind: string;
      readonly organisationId: string;
      readonly personId: string;
      readonly confirmedAt: string;
    }
  | { readonly type: 'FindingResultPublished'; readonly dueOn: string; readonly publishedAt: string };

export type FineReference = { readonly lowFen: Fen; readonly highFen: Fen; readonly law: string };
type Confirmed = { readonly findingId: string; readonly kind: string; readonly fine: FineReference | undefined };

export type Finding = {
  readonly confirmed: readonly Confirmed[];
  readonly people: readonly string[];
  readonly publishBy: string | undefined;
  readonly publishedAt: string | undefined;
};

const personOf = (kind: string, personId: string): string => `${kind}/${personId}`;

export const finding: Decider<Finding, FindingFact> = {
  category: 'finding',
  initial: { confirmed: [], people: [], publishBy: undefined, publishedAt: undefined },
  schemas: { FindingConfirmed: 1, PersonFound: 1, FindingResultPublished: 1 },
  evolve(state, fact) {
    switch (fact.type) {
      case 'FindingConfirmed': {
        const { findingId, kind, publishBy, fineReference: fine } = fact;
        return { ...state, confirmed: [...state.confirmed, { findingId, kind, fine }], publishBy, publishedAt: undefined };
      }
      case 'PersonFound':
        return { ...state, people: [...state.people, personOf(fact.kind, fact.personId)] };
      case 'FindingResultPublished':
        return { ...state, publishedAt: fact.publishedAt };
    }
  },
};

export type Confirming = {
  readonly findingId: string;
  readonly kind: string;
  readonly organisationId: string;
  readonly region: string;
  readonly personIds: readonly string[];
};

export type FindingRules = {
  readonly publishWithinWorkingDays: number;
  readonly calendar: CalendarData;
  /** Of the part that was paid from the fund that the law protects. */
  readonly fine?: { readonly paidFen: Fen; readonly timesFrom: number; readonly timesTo: number; readonly law: string };
};

export function confirmFinding(state: Finding, asked: Confirming, rules: FindingRules, now: string): readonly FindingFact[] {
  const { findingId, kind, organisationId, region, personIds } = asked;
  const people = [...new Set(personIds)].filter((personId) => !state.people.includes(personOf(kind, personId)));
  const known = state.confirmed.some((one) => one.kind === kind);
  // Of a class as a whole a kind is found once; of people, as long as there are more of them.
  if (known && people.length === 0) throw new Refused('FINDING_CONFIRMED', { kind });
  const { fine } = rules;
  const confirmed: FindingFact = {
    type: 'FindingConfirmed',
    findingId,
    kind,
    organisationId,
    region,
    publishBy: nthWorkingDayAfter(businessDate(now), rules.publishWithinWorkingDays, rules.calendar),
    ...(fine && {
      fineReference: {
        lowFen: timesFen(fine.paidFen, ratio(fine.timesFrom)),
        highFen: timesFen(fine.paidFen, ratio(fine.timesTo)),
        law: fine.law,
      },
    }),
    confirmedAt: now,
  };
  return [
    confirmed,
    ...people.map((personId): FindingFact => ({ type: 'PersonFound', findingId, kind, organisationId, personId, confirmedAt: now })),
  ];
}

export function publishFinding(state: Finding, now: string): readonly FindingFact[] {
  if (state.publishBy === undefined) throw new Refused('FINDING_NOT_FOUND');
  if (state.publishedAt !== undefined) throw new Refused('RESULT_PUBLISHED', { at: state.publishedAt });
  return [{ type: 'FindingResultPublished', dueOn: state.publishBy, publishedAt: now }];
}

export const findingIdOf = (commandId: string): string => childId(commandId, 'finding');
