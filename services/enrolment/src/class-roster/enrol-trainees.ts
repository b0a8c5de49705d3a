import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsBoolean, IsInt, IsOptional, IsUUID, ValidateNested } from 'class-validator';
import { EventStore, type CommandMeta, type Decider, type Fact } from '@libs/event-store';
import { Refused, childId } from '@libs/kernel';
import type { Actor } from '@libs/platform';
import { classPlan, type ClassPlan } from '../class-plan/class-plan.decider';
import { mustReach } from '../class-plan/whose-plan';
import { person, type Person } from '../person/person.decider';
import { classRoster, enrolTrainees, startsOn, type Candidate, type ClassRoster, type Rejection } from './class-roster.decider';
import { study, type Study } from './study.decider';
import { WorkingAges, type WorkingAge } from './working-ages';

const mostAtOnce = 400;

export class EnrolmentsBody {
  @IsUUID(undefined, { each: true })
  @ArrayUnique()
  @ArrayMinSize(1)
  @ArrayMaxSize(mostAtOnce)
  readonly people!: string[];
  /** A roster that was kept on paper and is handed in after the class. */
  @IsOptional() @IsBoolean() readonly offline?: boolean;
}

export class EnrolledView {
  @IsUUID() readonly enrolmentId!: string;
  @IsUUID() readonly personId!: string;
  @IsInt() readonly place!: number;
}

export class EnrolmentsAnswer {
  @IsUUID() readonly classId!: string;
  @ValidateNested({ each: true }) @Type(() => EnrolledView) readonly enrolled!: readonly EnrolledView[];
  @IsInt() readonly version!: number;
  @IsInt() readonly seq!: number;
  @IsBoolean() readonly repeated!: boolean;
}

export class EnrolTrainees extends Command<EnrolmentsAnswer> {
  constructor(
    readonly command: CommandMeta,
    readonly actor: Actor,
    readonly classId: string,
    readonly body: EnrolmentsBody,
  ) {
    super();
  }
}

// One decision over as many streams as there are people: their states come back by name, and are what their deciders made.
type Streams = Record<string, readonly [Decider<unknown, Fact>, string]>;
type States = Readonly<Record<string, unknown>>;
const peopleIn = (states: States, ages: readonly WorkingAge[]): readonly Candidate[] =>
  ages.map((age) => ({ ...age, person: states[`person/${age.personId}`] as Person, study: states[`study/${age.personId}`] as Study }));

@CommandHandler(EnrolTrainees)
export class EnrolTraineesHandler implements ICommandHandler<EnrolTrainees> {
  constructor(
    private readonly store: EventStore,
    private readonly workingAges: WorkingAges,
  ) {}

  async execute({ command, actor, classId, body }: EnrolTrainees): Promise<EnrolmentsAnswer> {
    const { state: plan } = await this.store.stateOf(classPlan, classId);
    mustReach(actor, plan);
    if (plan.status !== 'APPROVED') throw new Refused('CLASS_NOT_APPROVED', { status: plan.status });
    const ages = await this.workingAges.of(body.people, { region: plan.plan.region, on: startsOn(plan.plan.sessions) });
    const enrolling = { classId, request: childId(command.id, 'enrolments'), offline: body.offline ?? false };
    const decided = await this.store.decideTogether(command, streamsOf(classId, body.people), (states, { now }) => {
      const facts = enrolTrainees(states['plan'] as ClassPlan, states['roster'] as ClassRoster, peopleIn(states, ages), {
        ...enrolling,
        now,
      });
      return { roster: facts.roster, ...Object.fromEntries([...facts.studies].map(([id, booked]) => [`study/${id}`, booked])) };
    });
    const { version, state } = decided.streams['roster'] as { readonly version: number; readonly state: ClassRoster };
    if (state.rejection?.request === enrolling.request) throw refusalOf(state.rejection, ages, plan.plan.capacity);
    const asked = new Set(body.people);
    const enrolled = state.enrolled.filter(({ personId }) => asked.has(personId));
    return { classId, enrolled, version, seq: decided.seq, repeated: decided.repeated };
  }
}

const streamsOf = (classId: string, people: readonly string[]): Streams => ({
  plan: [classPlan, classId],
  roster: [classRoster, classId],
  ...Object.fromEntries(people.map((id) => [`person/${id}`, [person, id] as const])),
  ...Object.fromEntries(people.map((id) => [`study/${id}`, [study, id] as const])),
});

/** What whoever asked is told: the day of retirement too, which is nobody else's business and was kept nowhere. */
function refusalOf({ reason, personId = '', otherClassId = '' }: Rejection, ages: readonly WorkingAge[], capacity = 0): Refused {
  switch (reason) {
    case 'ID_INVALID':
      return new Refused('ID_INVALID', { person: personId });
    case 'UNDER_AGE':
      return new Refused('UNDER_AGE', { person: personId });
    case 'OVER_AGE':
      return new Refused('OVER_AGE', { person: personId, retire_on: ages.find((age) => age.personId === personId)?.retiresOn ?? '' });
    case 'OVERLAPPING_ENROLMENT':
      return new Refused('OVERLAPPING_ENROLMENT', { person: personId, class: otherClassId });
    case 'CLASS_FULL':
      return new Refused('CLASS_FULL', { capacity });
  }
}
