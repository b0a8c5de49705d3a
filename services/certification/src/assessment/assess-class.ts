import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, withKeys, type CommandMeta } from '@libs/event-store';
import { Clock, Refused, businessDate, childId } from '@libs/kernel';
import type { Actor } from '@libs/platform';
import { IssuerNumbers } from '../assessor/whose-number';
import { certificateSeries } from '../certificate/certificate-series.decider';
import { certificate, type Certificate } from '../certificate/certificate.decider';
import { numberOf, serialDigits, seriesOf } from '../certificate/numbering';
import { assessment } from './assessment.decider';
import type { AssessmentAnswer, AssessmentBody, ResultView } from './assessment-body';
import { assessClass } from './certificates-of-class.decider';

export class AssessClass extends Command<AssessmentAnswer> {
  constructor(
    readonly command: CommandMeta,
    readonly actor: Actor,
    readonly body: AssessmentBody,
  ) {
    super();
  }
}

type Streams = {
  readonly assessment: readonly [typeof assessment, string];
  readonly series: readonly [typeof certificateSeries, string];
  readonly [each: `certificate/${string}`]: readonly [typeof certificate, string];
};

@CommandHandler(AssessClass)
export class AssessClassHandler implements ICommandHandler<AssessClass> {
  constructor(
    private readonly store: EventStore,
    private readonly issuers: IssuerNumbers,
    private readonly clock: Clock,
  ) {}

  async execute({ command, actor, body }: AssessClass): Promise<AssessmentAnswer> {
    const { classId, results, kind = 'SKILL_LEVEL' } = body;
    const { state: known } = await this.store.stateOf(assessment, classId);
    if (known.class === undefined) throw new Refused('CLASS_NOT_FOUND');
    const issuer = await this.issuers.issuerOf(actor, command, known.class.region);
    const { assessorId } = issuer;
    // The day names the series, so it is read before the decision.
    const assessedOn = businessDate(this.clock.now());
    const named = { issuer, level: known.class.level, issuedOn: assessedOn };
    const certificateIdOf = (personId: string): string => childId(classId, `certificate/${personId}`);
    const passed = results.filter((result) => result.passed).map(({ personId }) => personId);
    const streams: Streams = {
      ...Object.fromEntries(passed.map((personId) => [`certificate/${personId}`, [certificate, certificateIdOf(personId)]] as const)),
      assessment: [assessment, classId],
      series: [certificateSeries, seriesOf(named)],
    };
    const issuing = {
      classId,
      kind,
      assessorId,
      assessedOn,
      certificateIdOf,
      serialDigits,
      numberOf: (serial: string) => numberOf(named, serial),
    };
    const decided = await this.store.decideTogether(command, streams, (states, { now }) => {
      const before = new Map(passed.map((personId) => [personId, states[`certificate/${personId}`] ?? certificate.initial]));
      const sitting = { assessment: states.assessment, series: states.series, certificates: before };
      const { facts, keys } = assessClass(sitting, results, { ...issuing, now });
      const issued = [...facts.certificates].map(([personId, each]) => [`certificate/${personId}`, each] as const);
      return withKeys({ ...Object.fromEntries(issued), assessment: facts.assessment, series: facts.series }, keys);
    });
    const numbered = (personId: string) => numberIn(decided.streams[`certificate/${personId}`]?.state);
    const shown = results.map(({ personId, passed: yes }): ResultView =>
      yes ? { personId, passed: yes, certificateId: certificateIdOf(personId), ...numbered(personId) } : { personId, passed: yes },
    );
    const { state, version } = decided.streams.assessment;
    // Asked again on a later day, it says when it was.
    const [first] = results.map(({ personId }) => state.results.get(personId)?.assessedOn);
    return { classId, assessorId, assessedOn: first ?? assessedOn, results: shown, version, seq: decided.seq, repeated: decided.repeated };
  }
}

const numberIn = (known: Certificate | undefined): { readonly number?: string } =>
  known === undefined || known.status === 'NOT_ISSUED' ? {} : { number: known.issue.number };
