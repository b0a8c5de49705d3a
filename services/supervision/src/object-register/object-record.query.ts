import { Injectable } from '@nestjs/common';
import { OrganisationRegisteredV1 } from '@libs/contracts';
import { EventStore } from '@libs/event-store';
import { Rejected, type Actor } from '@libs/platform';
import { Type } from 'class-transformer';
import { IsArray, IsOptional, IsString, ValidateNested } from 'class-validator';
import { HeardFactView, viewOfHeard } from '../heard-fact/heard-fact-list.query';
import { HeardFacts } from '../heard-fact/heard-facts';
import { objectRegister, theRegister } from './object-register.decider';

const mostFacts = 200;

export class ObjectRecordView {
  @IsString() readonly objectId!: string;
  @IsString() readonly name!: string;
  @IsString() readonly tier!: string;
  @IsOptional() @IsString() readonly organisationId?: string;
  /** What the public facts say of it, the latest first; none where its region is not ours to look into. */
  @IsArray() @ValidateNested({ each: true }) @Type(() => HeardFactView) readonly facts!: readonly HeardFactView[];
}

/** 检查对象 with what is known of it: what it registered, taught, claimed, and was found at. */
@Injectable()
export class ObjectRecord {
  constructor(
    private readonly store: EventStore,
    private readonly heard: HeardFacts,
  ) {}

  async one(actor: Actor, objectId: string): Promise<ObjectRecordView> {
    const object = (await this.store.stateOf(objectRegister, theRegister)).state.get(objectId);
    if (!object) throw new Rejected('NOT_FOUND');
    const id = object.organisationId ?? objectId;
    const [registered] = await this.heard.find(OrganisationRegisteredV1, { organisationId: id });
    const reached = actor.scope.covers({ organisation: id, ...(registered && { region: registered.data.region }) });
    const holding = [{ objectId }, { objectId: id }, { organisationId: id }, { institutionId: id }];
    const facts = reached ? await this.heard.holdingAny(holding, mostFacts) : [];
    return { ...object, facts: facts.map(viewOfHeard) };
  }
}
