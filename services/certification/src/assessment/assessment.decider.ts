// The assessment of a class: who may be assessed, and who has passed.
import type { Decider } from '@libs/event-store';
import { Refused } from '@libs/kernel';

export type AssessedClass = {
  readonly institutionId: string;
  readonly region: string;
  readonly occupation: string;
  readonly level: string;
};
export type Result = { readonly personId: string; readonly passed: boolean };
export type RecordedResult = Result & { readonly assessorId: string; readonly assessedOn: string; readonly certificateId?: string };

export type AssessmentFact =
  | ({ readonly type: 'ClassHeardOf' } & AssessedClass)
  | { readonly type: 'TraineeHeardOf'; readonly personId: string }
  | ({ readonly type: 'AssessmentResultRecorded' } & RecordedResult);

export type Assessment = {
  readonly class?: AssessedClass;
  readonly roster: ReadonlySet<string>;
  readonly results: ReadonlyMap<string, RecordedResult>;
};

export const assessment: Decider<Assessment, AssessmentFact> = {
  category: 'assessment',
  initial: { roster: new Set(), results: new Map() },
  schemas: { ClassHeardOf: 1, TraineeHeardOf: 1, AssessmentResultRecorded: 1 },
  evolve(known, fact) {
    switch (fact.type) {
      case 'ClassHeardOf': {
        const { institutionId, region, occupation, level } = fact;
        return { ...known, class: { institutionId, region, occupation, level } };
      }
      case 'TraineeHeardOf':
        return { ...known, roster: new Set(known.roster).add(fact.personId) };
      case 'AssessmentResultRecorded': {
        const { type: _, ...result } = fact;
        return { ...known, results: new Map(known.results).set(fact.personId, result) };
      }
    }
  },
};

const fields = ['institutionId', 'region', 'occupation', 'level'] as const;

/** Called by a message; what is said last holds for the assessments to come. */
export const hearOfClass = (known: Assessment, heard: AssessedClass): readonly AssessmentFact[] =>
  fields.every((field) => known.class?.[field] === heard[field]) ? [] : [{ type: 'ClassHeardOf', ...heard }];

/** Called by a message, which may be ahead of the class. */
export const hearOfTrainee = ({ roster }: Assessment, personId: string): readonly AssessmentFact[] =>
  roster.has(personId) ? [] : [{ type: 'TraineeHeardOf', personId }];

export type Sitting = {
  readonly assessorId: string;
  readonly assessedOn: string;
  readonly certificateIdOf: (personId: string) => string;
};

/** All results or none. Whoever failed may be assessed again; whoever has passed has the certificate already. */
export function recordResults(known: Assessment, results: readonly Result[], sitting: Sitting): readonly AssessmentFact[] {
  if (known.class === undefined) throw new Refused('CLASS_NOT_FOUND');
  const { assessorId, assessedOn, certificateIdOf } = sitting;
  const named = new Set<string>();
  return results.map(({ personId, passed }) => {
    if (named.has(personId)) throw new Refused('PERSON_NAMED_TWICE', { person: personId });
    named.add(personId);
    if (!known.roster.has(personId)) throw new Refused('NOT_ON_ROSTER', { person: personId });
    if (known.results.get(personId)?.passed) throw new Refused('ALREADY_PASSED', { person: personId });
    const recorded = { personId, passed, assessorId, assessedOn };
    return { type: 'AssessmentResultRecorded', ...recorded, ...(passed && { certificateId: certificateIdOf(personId) }) };
  });
}
