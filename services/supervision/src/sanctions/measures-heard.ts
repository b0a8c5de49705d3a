// The measures that a pack names, from the packs as subsidy-payment published them.
import { Injectable } from '@nestjs/common';
import { CaseDecidedV1, ClassDayBelowThresholdV1, ClassOpeningApprovedV1, PolicyPackPublishedV1 } from '@libs/contracts';
import { Refused } from '@libs/kernel';
import { Calendar } from '@libs/platform';
import { covers, depth, nameOf, packParameter, type Pack, type ParameterValues } from '@libs/policy';
import { setTimeout as pause } from 'node:timers/promises';
import { HeardFacts } from '../heard-fact/heard-facts';
import { ladder, type Measure, type MeasureRules } from './sanctions.decider';

const lookEveryMs = 100;
const mostLooks = 50;

/** A class as far as supervision has to know it. */
export type ClassHeard = { readonly organisationId: string; readonly region: string };

export type PackMeasures = MeasureRules & {
  readonly measureOf: (finding: string) => Measure;
  readonly fineReference: ParameterValues['fineReference'] | undefined;
};

@Injectable()
export class MeasuresHeard {
  constructor(
    private readonly facts: HeardFacts,
    private readonly calendar: Calendar,
  ) {}

  /** `id@version`; refused while we have not heard of the pack, or where it names no measures. */
  async ofPack(name: string): Promise<PackMeasures> {
    const [packId, version] = name.split('@');
    const [heard] = await this.facts.find(PolicyPackPublishedV1, { packId, version: Number(version) });
    if (!heard) throw new Refused('PACK_NOT_HEARD', { pack: name });
    return this.measuresIn(JSON.parse(heard.data.body) as Pack);
  }

  /**
   * For a message that may have overtaken the pack's own, which travels under another key: the pack was published before it decided anything, so it
   * is on its way. Undefined where the pack names no measures.
   */
  async soonOfPack(name: string): Promise<PackMeasures | undefined> {
    for (let left = mostLooks; ; left -= 1) {
      try {
        return await this.ofPack(name);
      } catch (error) {
        if (error instanceof Refused && error.code === 'NO_MEASURES') return undefined;
        if (left === 0 || !(error instanceof Refused) || error.code !== 'PACK_NOT_HEARD') throw error;
      }
      await pause(lookEveryMs);
    }
  }

  /** Those of the pack that decided a case of the class last; without one, of the deepest pack for its region that names measures. */
  async ofClass(classId: string, region: string): Promise<PackMeasures> {
    const decided = (await this.facts.find(CaseDecidedV1, { classIds: [classId] })).at(-1);
    if (decided) return this.ofPack(decided.data.pack);
    const [pack] = (await this.facts.find(PolicyPackPublishedV1, {}))
      .map(({ data }) => JSON.parse(data.body) as Pack)
      .filter((one) => covers(one.region, region) && packParameter(one, 'measures') !== undefined)
      .sort((one, other) => depth(other.region) - depth(one.region) || other.version - one.version);
    if (!pack) throw new Refused('NO_MEASURES', { pack: region });
    return this.measuresIn(pack);
  }

  async classHeard(classId: string): Promise<ClassHeard> {
    const [approved] = await this.facts.find(ClassOpeningApprovedV1, { classId });
    if (!approved) throw new Refused('CLASS_NOT_FOUND');
    return { organisationId: approved.data.institutionId, region: approved.data.region };
  }

  /** Which of the classes had a day below the threshold; of one class alone there is nothing to ask. */
  async belowThreshold(classIds: readonly string[]): Promise<readonly string[]> {
    if (classIds.length < 2) return classIds;
    const found = await Promise.all(classIds.map((classId) => this.facts.find(ClassDayBelowThresholdV1, { classId })));
    return classIds.filter((_, place) => (found[place]?.length ?? 0) > 0);
  }

  private measuresIn(pack: Pack): PackMeasures {
    const name = nameOf(pack);
    const measures = packParameter(pack, 'measures');
    const findings = packParameter(pack, 'findings');
    const escalatesAfter = packParameter(pack, 'escalatesAfter');
    const reportWorkingDays = packParameter(pack, 'reportWorkingDays');
    if (!measures || !findings || escalatesAfter === undefined || reportWorkingDays === undefined)
      throw new Refused('NO_MEASURES', { pack: name });
    const measureOf = (finding: string): Measure => {
      const measure = ladder.find((one) => one === findings[finding]);
      if (!measure) throw new Refused('FINDING_KIND_UNKNOWN', { kind: finding, pack: name });
      return measure;
    };
    const fineReference = packParameter(pack, 'fineReference');
    return { pack: name, measures, escalatesAfter, reportWorkingDays, calendar: this.calendar, measureOf, fineReference };
  }
}
