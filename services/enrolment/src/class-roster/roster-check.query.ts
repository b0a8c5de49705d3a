import { Injectable } from '@nestjs/common';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  MaxLength,
  Matches,
  ValidateNested,
} from 'class-validator';
import { EventStore } from '@libs/event-store';
import { Refused, residentIdFault } from '@libs/kernel';
import type { Actor } from '@libs/platform';
import { visible } from '../class-plan/class-plan-body';
import { classPlan } from '../class-plan/class-plan.decider';
import { mustReach } from '../class-plan/whose-plan';
import { mustBeCalledSo, person } from '../person/person.decider';
import { Vault, personHolder } from '../vault/vault';
import { classRoster, startsOn } from './class-roster.decider';
import { overlappingClass, study } from './study.decider';
import { WorkingAges } from './working-ages';
import type { PlannedSession } from '../class-plan/timetable';

const mostAtOnce = 500;
const longestIdNo = 40;
const longestName = 60;
const outcomes = ['READY', 'ENROLLED', 'REFUSED'] as const;

export class RosterRowBody {
  @IsString() @MaxLength(longestIdNo) readonly idNo!: string;
  @Matches(visible) @MaxLength(longestName) readonly name!: string;
}

export class RosterCheckBody {
  @ValidateNested({ each: true })
  @Type(() => RosterRowBody)
  @ArrayMinSize(1)
  @ArrayMaxSize(mostAtOnce)
  readonly rows!: RosterRowBody[];
}

export class RosterRowView {
  /** Counted from 1, in the order in which they came. */
  @IsInt() readonly place!: number;
  /** What enrolling would come to, as far as it is known before the identity base and the registries are asked. */
  @IsIn(outcomes) readonly outcome!: (typeof outcomes)[number];
  @IsOptional() @IsString() readonly code?: string;
  @IsOptional() @IsObject() readonly values?: object;
}

export class RosterCheckAnswer {
  @ValidateNested({ each: true }) @Type(() => RosterRowView) readonly rows!: readonly RosterRowView[];
}

type Ground = {
  readonly classId: string;
  readonly region: string;
  readonly sessions: readonly PlannedSession[];
  readonly enrolled: ReadonlySet<string>;
};

/** A roster before it is handed in: every row is told what is wrong with it, nobody is entered, and nothing of it is kept. */
@Injectable()
export class RosterChecks {
  constructor(
    private readonly store: EventStore,
    private readonly vault: Vault,
    private readonly ages: WorkingAges,
  ) {}

  async of(actor: Actor, classId: string, { rows }: RosterCheckBody): Promise<RosterCheckAnswer> {
    const [{ state: plan }, { state: roster }] = await Promise.all([
      this.store.stateOf(classPlan, classId),
      this.store.stateOf(classRoster, classId),
    ]);
    mustReach(actor, plan);
    if (plan.status !== 'APPROVED') throw new Refused('CLASS_NOT_APPROVED', { status: plan.status });
    const { region, sessions } = plan.plan;
    const ground = { classId, region, sessions, enrolled: new Set(roster.enrolled.map(({ personId }) => personId)) };
    const numbers = rows.map(({ idNo }) => idNo.toUpperCase());
    const known = await this.vault.knownPeople(numbers.map((idNo) => this.vault.blindIndexOf(idNo)));
    const judged = rows.map(async ({ name }, at) => {
      const idNo = numbers[at] ?? '';
      return { place: at + 1, ...(await this.#judged({ idNo, name }, known.get(this.vault.blindIndexOf(idNo)), ground)) };
    });
    return { rows: await Promise.all(judged) };
  }

  async #judged({ idNo, name }: RosterRowBody, personId: string | undefined, ground: Ground): Promise<Omit<RosterRowView, 'place'>> {
    try {
      const fault = residentIdFault(idNo);
      if (fault !== null) throw new Refused('ID_INVALID', { fault });
      if (personId !== undefined && ground.enrolled.has(personId)) return { outcome: 'ENROLLED' };
      const on = startsOn(ground.sessions);
      const { worksFrom, retiresOn } = this.ages.usual(idNo, { region: ground.region, on });
      if (on < worksFrom) throw new Refused('UNDER_AGE');
      if (on >= retiresOn) throw new Refused('OVER_AGE', { retire_on: retiresOn });
      if (personId !== undefined) await this.#mustFit(personId, name, ground);
      return { outcome: 'READY' };
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      return { outcome: 'REFUSED', code: error.code, values: error.values };
    }
  }

  /** Somebody who is known: called so, and free in these hours. */
  async #mustFit(personId: string, name: string, { classId, sessions }: Ground): Promise<void> {
    const [{ state }, { state: booked }] = await Promise.all([this.store.stateOf(person, personId), this.store.stateOf(study, personId)]);
    mustBeCalledSo(state, this.vault.versionOf(personHolder(personId), 'name', name));
    if (state.status === 'REGISTERED' && state.identity === 'MISMATCHED') throw new Refused('ID_INVALID');
    const other = overlappingClass(booked, classId, sessions);
    if (other !== undefined) throw new Refused('OVERLAPPING_ENROLMENT', { class: other });
  }
}
