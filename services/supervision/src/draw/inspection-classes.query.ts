import { Injectable } from '@nestjs/common';
import { ClassOpeningApprovedV1 } from '@libs/contracts';
import { EventStore } from '@libs/event-store';
import type { Actor } from '@libs/platform';
import { Type } from 'class-transformer';
import { IsArray, IsString, IsUUID, ValidateNested } from 'class-validator';
import { HeardFacts } from '../heard-fact/heard-facts';
import { objectRegister, theRegister } from '../object-register/object-register.decider';
import { InspectionList } from './inspection-list.query';

export class InspectionClassView {
  @IsUUID() readonly classId!: string;
  @IsString() readonly occupation!: string;
  @IsString() readonly level!: string;
  @IsString() readonly startsOn!: string;
  @IsString() readonly endsOn!: string;
}

export class InspectionClassesView {
  @IsArray() @ValidateNested({ each: true }) @Type(() => InspectionClassView) readonly items!: readonly InspectionClassView[];
}

/** The classes at which the team may find something: those of the organisation that is inspected, the latest first. */
@Injectable()
export class InspectionClasses {
  constructor(
    private readonly inspections: InspectionList,
    private readonly store: EventStore,
    private readonly facts: HeardFacts,
  ) {}

  async of(actor: Actor, taskId: string): Promise<InspectionClassesView> {
    const { objectId } = await this.inspections.one(actor, taskId);
    const object = (await this.store.stateOf(objectRegister, theRegister)).state.get(objectId);
    const approved = await this.facts.find(ClassOpeningApprovedV1, { institutionId: object?.organisationId ?? objectId });
    const items = approved.map(({ data: { classId, occupation, level, startsOn, endsOn } }) => ({
      classId,
      occupation,
      level,
      startsOn,
      endsOn,
    }));
    return { items: items.toSorted((one, other) => other.startsOn.localeCompare(one.startsOn)) };
  }
}
