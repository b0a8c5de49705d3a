// What a finding needs to know beyond itself: the days of its publication, and what was paid for the class, as it was announced.
import { Injectable } from '@nestjs/common';
import { CaseDecidedV1, CasePaidV1 } from '@libs/contracts';
import { addFen, fenOf, type Fen } from '@libs/kernel';
import { Calendar } from '@libs/platform';
import { HeardFacts } from '../heard-fact/heard-facts';
import { SupervisionRules } from '../rules/supervision-rules';
import type { PackMeasures } from '../sanctions/measures-heard';
import type { FindingRules } from './finding.decider';

/** 社会保险法 art. 88 speaks of benefits obtained by fraud, so that other findings have no such reference. */
const fraud = 'falsified_training';

@Injectable()
export class FindingGrounds {
  constructor(
    private readonly facts: HeardFacts,
    private readonly rules: SupervisionRules,
    private readonly calendar: Calendar,
  ) {}

  publishing(now: string): FindingRules {
    return { publishWithinWorkingDays: this.rules.publishWithinWorkingDays(now), calendar: this.calendar };
  }

  async fineFor(classId: string, kind: string, { fineReference }: PackMeasures): Promise<Pick<FindingRules, 'fine'>> {
    if (kind !== fraud || !fineReference) return {};
    const { fund, timesFrom, timesTo, law } = fineReference;
    return { fine: { paidFen: await this.paidFrom(fund, classId), timesFrom, timesTo, law } };
  }

  private async paidFrom(fund: string, classId: string): Promise<Fen> {
    const decisions = await this.facts.find(CaseDecidedV1, { classIds: [classId] });
    // A later decision on a case stands in the place of an earlier one.
    const standing = new Map(decisions.map(({ data }) => [data.caseId, data]));
    const claims = [...new Set([...standing.values()].map(({ claimId }) => claimId))];
    const paid = (await Promise.all(claims.map((claimId) => this.facts.find(CasePaidV1, { claimId }))))
      .flat()
      .map(({ data }) => data.caseId);
    const lines = [...new Set(paid)].flatMap((caseId) => standing.get(caseId)?.lines ?? []);
    return addFen(...lines.filter((line) => line.fund === fund).map(({ amount }) => fenOf(amount)));
  }
}
