import { Injectable } from '@nestjs/common';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, IsUUID, ValidateNested, isUUID } from 'class-validator';
import { DataSource, In } from 'typeorm';
import { EventStore } from '@libs/event-store';
import { Refused } from '@libs/kernel';
import { IsBusinessDay, type Actor } from '@libs/platform';
import { SiteBody } from '../class-plan/class-plan-body';
import type { ClassPlanMode } from '../class-plan/class-plan.decider';
import { ClassPlanRow } from '../class-plan-list/class-plan-list.projection';
import { OrganisationRow } from '../organisation-list/organisation-list.projection';
import { accountKinds } from '../person/person-fields';
import { person, type AccountKind } from '../person/person.decider';
import { EnrolmentRow } from '../roster-list/roster-list.projection';
import { MaskedPeople } from '../vault/masked-people.query';
import { Vault, personHolder } from '../vault/vault';

const mostClasses = 50;
const shownDigits = 4;

export class OwnPayingAccountView {
  @IsIn(accountKinds) readonly kind!: AccountKind;
  /** Its last digits alone. */
  @IsString() readonly number!: string;
  @IsInt() readonly version!: number;
}

export class OwnClassView {
  @IsUUID() readonly classId!: string;
  @IsString() readonly classNo!: string;
  @IsString() readonly title!: string;
  @IsString() readonly occupationName!: string;
  @IsString() readonly level!: string;
  @IsIn(['OFFLINE', 'ONLINE', 'BLENDED']) readonly mode!: ClassPlanMode;
  @IsString() readonly institutionId!: string;
  @IsString() readonly institutionName!: string;
  @ValidateNested() @Type(() => SiteBody) readonly site!: SiteBody;
  @IsBusinessDay() readonly startsOn!: string;
  @IsBusinessDay() readonly endsOn!: string;
  @IsInt() readonly classHours!: number;
}

export class OwnRecordView {
  @IsUUID() readonly personId!: string;
  /** 张*: of a name the first character. */
  @IsString() readonly name!: string;
  /** Characters 7 to 14 replaced. */
  @IsString() readonly idNo!: string;
  @IsOptional() @ValidateNested() @Type(() => OwnPayingAccountView) readonly account?: OwnPayingAccountView;
  /** The newest first. */
  @ValidateNested({ each: true }) @Type(() => OwnClassView) readonly classes!: readonly OwnClassView[];
}

/** What enrolment keeps of whoever asks: masked, for a phone may be read over a shoulder. From the log, so that a change shows at once. */
@Injectable()
export class OwnPerson {
  constructor(
    private readonly store: EventStore,
    private readonly masked: MaskedPeople,
    private readonly vault: Vault,
  ) {}

  async of({ person: personId }: Actor): Promise<Omit<OwnRecordView, 'classes'>> {
    const known = isUUID(personId) ? (await this.store.stateOf(person, personId)).state : undefined;
    if (known?.status !== 'REGISTERED') throw new Refused('PERSON_NOT_FOUND');
    const { account } = known;
    const { people } = await this.masked.of({ personIds: [personId] });
    const { name = '', idNo = '' } = people[0] ?? {};
    if (account === undefined) return { personId, name, idNo };
    const [number = ''] = await this.vault.at([{ holder: personHolder(personId), field: 'account', version: account.hash }]);
    return { personId, name, idNo, account: { kind: account.kind, number: `****${number.slice(-shownDigits)}`, version: account.version } };
  }
}

@Injectable()
export class OwnRecord {
  constructor(
    private readonly database: DataSource,
    private readonly own: OwnPerson,
  ) {}

  async of(actor: Actor): Promise<OwnRecordView> {
    const shown = await this.own.of(actor);
    const places = await this.database
      .getRepository(EnrolmentRow)
      .find({ where: { personId: shown.personId }, order: { seq: 'DESC' }, take: mostClasses });
    const plans = await this.database.getRepository(ClassPlanRow).findBy({ classId: In(places.map(({ classId }) => classId)) });
    const institutions = await this.database
      .getRepository(OrganisationRow)
      .findBy({ organisationId: In(plans.map(({ institutionId }) => institutionId)) });
    const names = new Map(institutions.map(({ organisationId, name }) => [organisationId, name ?? '']));
    const byId = new Map(plans.map((plan) => [plan.classId, plan]));
    const classes = places.flatMap(({ classId }) => byId.get(classId) ?? []);
    return { ...shown, classes: classes.map((plan) => classOf(plan, names.get(plan.institutionId) ?? '')) };
  }
}

function classOf(plan: ClassPlanRow, institutionName: string): OwnClassView {
  const { classId, classNo, title, occupationName, level, mode, institutionId, site, startsOn, endsOn, classHours } = plan;
  return { classId, classNo, title, occupationName, level, mode, institutionId, institutionName, site, startsOn, endsOn, classHours };
}
