import { Injectable } from '@nestjs/common';
import { Refused, birthDateOf, monthsAfter, sexOf } from '@libs/kernel';
import { defaultTrack, readPacks, retirementDate, workingAgeRules, type RetirementTrack, type WorkingAgeRules } from '@libs/policy';
import { Registries, type RegistryAnswer } from '../registry-desk/registries';
import { Vault, onlyVersion, personHolder } from '../vault/vault';
import type { RetirementAsked } from './class-roster.decider';

const monthsOfYear = 12;
const tracks: readonly RetirementTrack[] = ['man_60', 'woman_55', 'woman_50'];

export type WorkingAge = {
  readonly personId: string;
  readonly worksFrom: string;
  readonly retiresOn: string;
  readonly retirement?: RetirementAsked;
};

type Known = { readonly personId: string; readonly born: string; readonly usual: RetirementTrack };

/** From which day to which day a person is of working age, told from what the vault holds and forgotten with the answer. */
@Injectable()
export class WorkingAges {
  private readonly packs = readPacks();

  constructor(
    private readonly vault: Vault,
    private readonly registries: Registries,
  ) {}

  /** On a class's first day. The registry is asked about those alone for whom its answer can change anything. */
  of(people: readonly string[], at: { readonly region: string; readonly on: string }): Promise<readonly WorkingAge[]> {
    return this.#judged(people, at, (known, rules) => earliest(known, rules) <= at.on);
  }

  /** Asked for each of them, for those who pay by it. */
  asked(people: readonly string[], at: { readonly region: string; readonly on: string }): Promise<readonly WorkingAge[]> {
    return this.#judged(people, at, () => true);
  }

  /** Told from a number alone, for somebody whom nobody has entered yet; what the registry says may move the day of retirement later. */
  usual(idNo: string, at: { readonly region: string; readonly on: string }): Pick<WorkingAge, 'worksFrom' | 'retiresOn'> {
    const rules = workingAgeRules(this.packs, at);
    const born = birthDateOf(idNo);
    const worksFrom = monthsAfter(born, rules.minimumAge * monthsOfYear);
    return { worksFrom, retiresOn: retirementDate({ born, track: defaultTrack(sexOf(idNo), rules) }, rules) };
  }

  async #judged(
    people: readonly string[],
    at: { readonly region: string; readonly on: string },
    matters: (known: Known, rules: WorkingAgeRules) => boolean,
  ): Promise<readonly WorkingAge[]> {
    const rules = workingAgeRules(this.packs, at);
    const known = await this.#known(people, rules);
    const unsure = known.filter((one) => one.usual !== 'man_60' && matters(one, rules));
    const answers = await this.registries.ask(unsure.map(({ personId }) => ({ id: personId, registry: 'retirement', personId })));
    const said = new Map(answers.map((answer) => [answer.id, answer]));
    return known.map(({ personId, born, usual }) => {
      const answer = said.get(personId);
      return {
        personId,
        worksFrom: monthsAfter(born, rules.minimumAge * monthsOfYear),
        retiresOn: retirementDate({ born, track: trackIn(answer) ?? usual }, rules),
        ...(answer && { retirement: { outcome: answer.outcome, source: answer.source, askedAt: answer.askedAt } }),
      };
    });
  }

  async #known(people: readonly string[], rules: WorkingAgeRules): Promise<readonly Known[]> {
    const places = people.map((id) => ({ holder: personHolder(id), version: onlyVersion }));
    const [births, numbers] = await Promise.all([
      this.vault.at(places.map((place) => ({ ...place, field: 'birth-date' as const }))),
      this.vault.at(places.map((place) => ({ ...place, field: 'id-no' as const }))),
    ]);
    return people.map((personId, at) => {
      const [born, idNo] = [births[at], numbers[at]];
      if (born === undefined || idNo === undefined) throw new Refused('PERSON_NOT_FOUND', { person: personId });
      return { personId, born, usual: defaultTrack(sexOf(idNo), rules) };
    });
  }
}

// 女干部 and 女工人 retire at different ages, and only the registry knows which of them somebody is.
const earliest = ({ born }: Known, rules: WorkingAgeRules): string => retirementDate({ born, track: 'woman_50' }, rules);

function trackIn(answer: RegistryAnswer | undefined): RetirementTrack | undefined {
  const value: unknown = answer?.value;
  const named = typeof value === 'object' && value !== null && 'track' in value ? value.track : value;
  return tracks.find((track) => track === named);
}
