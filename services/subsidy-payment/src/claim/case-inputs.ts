import { Injectable } from '@nestjs/common';
import { Refused, businessDate, childId } from '@libs/kernel';
import { firstQuestions, questionsFor, type CaseInput, type ClassInput, type Programme, type RegistryAnswer } from '@libs/policy';
import { ClassRoster, type KnownClass, type RosterEntry } from '../class-record/class-roster';
import type { PackShelf } from '../pack/known-packs';
import type { GatheredInput } from './decide-cases.decider';
import { OtherCases, type Beside } from './other-cases';
import { Registries } from './registries';

export type AskedClaim = {
  readonly claimId: string;
  readonly programmes: readonly Programme[];
  readonly personId?: string;
  readonly certificate?: { readonly occupation: string; readonly level: string };
  readonly classIds: readonly string[];
  /** In this order; without them the whole roster, in its own. */
  readonly personIds?: readonly string[];
  /** Where the person says to be insured; the registry's word goes first. */
  readonly region?: string;
  readonly stage?: 1 | 2;
  readonly appliedOn: string;
};

export type Gathered = {
  readonly inputs: readonly GatheredInput[];
  readonly region: string;
  readonly organisationId?: string;
};

// "000000" is the whole country: where nobody knows a region, only a national pack can offer anything.
const anywhere = '000000';

const caseIdOf = (claimId: string, personId: string): string => childId(claimId, `case/${personId}`);

const insuredRegion = (answer: RegistryAnswer | undefined): string | undefined => {
  const value = answer?.outcome === 'ANSWERED' ? (answer.value as { readonly region?: unknown } | null) : undefined;
  return typeof value?.region === 'string' && /^\d{6}$/.test(value.region) ? value.region : undefined;
};

/** Everything that a decision stands on, gathered before it: what other services said, and what the registries answer now. */
@Injectable()
export class CaseInputs {
  constructor(
    private readonly roster: ClassRoster,
    private readonly registries: Registries,
    private readonly others: OtherCases,
  ) {}

  async gather(asked: AskedClaim, shelf: PackShelf): Promise<Gathered> {
    const { inputs, region, organisationId } = asked.classIds.length > 0 ? await this.#ofClasses(asked) : await this.#ofPerson(asked);
    const packs = inputs.map((input) => shelf.decidingFor(input, shelf.readAt));
    const answers = await this.registries.ask(
      inputs.map((input, at) => {
        const deciding = packs[at];
        const questions = deciding ? questionsFor({ ...input, book: [] }, deciding) : [];
        return { caseId: input.caseId, questions: questions.filter(({ id }) => !(id in input.answers)) };
      }),
    );
    return {
      inputs: inputs.map((input) => ({ ...input, answers: { ...input.answers, ...answers.get(input.caseId) } })),
      region,
      ...(organisationId !== undefined && { organisationId }),
    };
  }

  /** What was gathered before, but for the other cases on which it stands. */
  async besideNow(known: readonly CaseInput[]): Promise<readonly GatheredInput[]> {
    const [first] = known;
    if (first === undefined) return [];
    const { programmes, stage } = first;
    const classIds = known.flatMap((input) => input.class?.classId ?? []);
    const beside = await this.others.of({
      programmes,
      ...(stage !== undefined && { stage }),
      classIds,
      personIds: known.map(({ person }) => person.personId),
    });
    return known.map(({ book: _, ...input }) => ({ ...input, ...beside.get(input.person.personId) }));
  }

  async #ofPerson({ claimId, programmes, personId, certificate, region, stage, appliedOn }: AskedClaim): Promise<Gathered> {
    if (personId === undefined || certificate === undefined) throw new Refused('CLAIM_INCOMPLETE');
    const [found, known] = await Promise.all([
      this.roster.certificate(personId, certificate.occupation, certificate.level),
      this.roster.personOf(personId),
    ]);
    const input: GatheredInput = {
      caseId: caseIdOf(claimId, personId),
      programmes,
      region: region ?? anywhere,
      appliedOn,
      ...(stage !== undefined && { stage }),
      person: { tags: [], ...known, personId },
      certificate: { ...certificate, ...(found && { found }) },
      answers: {},
    };
    const answers =
      (await this.registries.ask([{ caseId: input.caseId, questions: firstQuestions({ ...input, book: [] }) }])).get(input.caseId) ?? {};
    const insuredIn = insuredRegion(answers['social_insurance']) ?? input.region;
    return { inputs: [{ ...input, region: insuredIn, answers }], region: insuredIn };
  }

  async #ofClasses(asked: AskedClaim): Promise<Gathered> {
    const { claimId, programmes, classIds, stage, appliedOn } = asked;
    const { classes, entries, people, institution } = await this.#roster(asked);
    const beside = await this.others.of({ programmes, ...(stage !== undefined && { stage }), classIds, personIds: people });
    const region = (await this.roster.regionOf(institution.institutionId)) ?? institution.region;
    const retirement = await this.registries.retirementDates(people, institution.region, institution.startsOn);
    const inputs = people.map((personId) => {
      const own = entries.filter((entry) => entry.personId === personId);
      const [first, ...further] = own.flatMap((entry) => classInput(classes.get(entry.classId), entry, retirement.get(personId)) ?? []);
      const [entry] = own;
      if (first === undefined || entry === undefined) throw new Refused('PERSON_NOT_ON_ROSTER', { person: personId });
      return inputOf(
        { caseId: caseIdOf(claimId, personId), programmes, region, appliedOn, ...(stage !== undefined && { stage }) },
        entry,
        first,
        further,
        beside.get(personId),
      );
    });
    return { inputs, region, organisationId: institution.institutionId };
  }

  async #roster({ classIds, personIds }: AskedClaim) {
    const [known, entries] = await Promise.all([this.roster.classes(classIds), this.roster.entries(classIds)]);
    const classes = new Map(known.map((one) => [one.classId, one]));
    const [institution] = known;
    if (institution === undefined || classIds.some((classId) => !classes.has(classId))) throw new Refused('CLASS_NOT_FOUND');
    if (known.some(({ institutionId }) => institutionId !== institution.institutionId)) throw new Refused('CLASSES_OF_SEVERAL');
    const people = [...new Set(personIds ?? entries.map(({ personId }) => personId))];
    if (people.length === 0) throw new Refused('ROSTER_EMPTY');
    return { classes, entries, people, institution };
  }
}

function classInput(
  known: KnownClass | undefined,
  { enrolmentId, attendance, passed, certificate }: RosterEntry,
  retireOn: string | undefined,
): ClassInput | undefined {
  if (known === undefined) return undefined;
  const { region: _, ...ofClass } = known;
  return {
    ...ofClass,
    enrolmentId,
    ...(attendance && { attendance }),
    ...(passed !== undefined && { passed }),
    ...(certificate && { certificate }),
    ...(retireOn !== undefined && { retireOn }),
  };
}

type Head = Pick<GatheredInput, 'caseId' | 'programmes' | 'region' | 'appliedOn' | 'stage'>;

const inputOf = (
  head: Head,
  { personId, group, employerId, tags }: RosterEntry,
  first: ClassInput,
  further: readonly ClassInput[],
  beside: Beside = {},
): GatheredInput => ({
  ...head,
  person: { personId, ...(group !== '' && { group }), ...(employerId !== undefined && { employerId }), tags },
  class: first,
  ...(further.length > 0 && { furtherClasses: further }),
  ...beside,
  answers: {},
});

export const today = (shelf: PackShelf): string => businessDate(shelf.readAt);
