// What an operator asks and is answered.
import { Type } from 'class-transformer';
import { IsArray, IsBoolean, IsIn, IsInt, IsObject, IsOptional, IsString, Matches, Max, Min, ValidateNested } from 'class-validator';
import { IsInstant } from './fields';

const visible = /^\S{1,300}$/;
const reasonForm = /^(?=.*\S)[\s\S]{1,500}$/;
const nameForm = /^[a-z][a-z0-9-]{0,40}$/;
const furthest = Number.MAX_SAFE_INTEGER;

export class LaneReleaseBody {
  /** As the list of parked messages names it. */
  @Matches(visible) readonly lane!: string;
}

export class DropBody {
  @Matches(visible) readonly message!: string;
  @Matches(reasonForm) readonly reason!: string;
}

export class JobReleaseBody {
  @Matches(visible) readonly id!: string;
}

export class RepublicationBody {
  /** The service that is to hear again; nobody else does. */
  @Matches(nameForm) readonly group!: string;
  /** The first log of the service where it is not said. */
  @IsOptional() @Matches(nameForm) readonly log?: string;
  @IsOptional() @IsInt() @Min(1) @Max(furthest) readonly from?: number;
  @IsOptional() @IsInt() @Min(1) @Max(furthest) readonly to?: number;
}

export class BothTexts {
  @IsString() readonly zh!: string;
  @IsString() readonly en!: string;
}

export class ReasonView {
  @IsString() readonly code!: string;
  @ValidateNested() @Type(() => BothTexts) readonly texts!: BothTexts;
  @IsObject() readonly values!: object;
}

export class ParkedMessageView extends ReasonView {
  /** The message's id; of one in quarantine, for whose id nobody vouches, its place in the topic. */
  @IsString() readonly message!: string;
  @IsString() readonly lane!: string;
  @IsIn(['parked', 'quarantined']) readonly status!: 'parked' | 'quarantined';
  @IsString() readonly topic!: string;
  @IsInstant() readonly parkedAt!: string;
}

export class StoppedAtView extends ReasonView {
  @IsString() readonly message!: string;
}

export class LaneReleasedView {
  @IsInt() readonly released!: number;
  /** How many are still parked in the lane. */
  @IsInt() readonly waiting!: number;
  @IsOptional() @ValidateNested() @Type(() => StoppedAtView) readonly stoppedAt?: StoppedAtView;
  @IsBoolean() readonly repeated!: boolean;
}

export class DroppedView {
  @IsString() readonly message!: string;
  @IsString() readonly lane!: string;
  @IsInt() readonly waiting!: number;
  @IsBoolean() readonly repeated!: boolean;
}

export class ParkedJobView {
  @IsString() readonly id!: string;
  @IsString() readonly kind!: string;
  @IsInstant() readonly dueAt!: string;
  @IsInt() readonly attempts!: number;
  @IsString() readonly reason!: string;
}

export class JobReleasedView {
  @IsString() readonly id!: string;
  @IsBoolean() readonly repeated!: boolean;
}

export class RepublishedView {
  /** How many messages; a fact announces none, one or several. */
  @IsInt() readonly published!: number;
  @IsInt() readonly from!: number;
  @IsInt() readonly to!: number;
  /** Where to go on, if there is more. */
  @IsOptional() @IsInt() readonly next?: number;
  @IsBoolean() readonly repeated!: boolean;
}

export class SubscriptionView {
  @IsString() readonly name!: string;
  @IsString() readonly log!: string;
  @IsInt() readonly lag!: number;
  @IsString() readonly status!: string;
  @IsOptional() @IsString() readonly why?: string;
}

export class PausedView {
  @IsString() readonly what!: string;
  @IsString() readonly why!: string;
}

export class MessagesView {
  @IsInt() readonly behind!: number;
  @IsInt() readonly parked!: number;
  @IsInt() readonly quarantined!: number;
  @IsArray() @ValidateNested({ each: true }) @Type(() => PausedView) readonly paused!: readonly PausedView[];
}

export class DueView {
  @IsInt() readonly due!: number;
  @IsInt() readonly parked!: number;
}

export class WorkView {
  @IsArray() @ValidateNested({ each: true }) @Type(() => SubscriptionView) readonly subscriptions!: readonly SubscriptionView[];
  @ValidateNested() @Type(() => MessagesView) readonly messages!: MessagesView;
  @ValidateNested() @Type(() => DueView) readonly due!: DueView;
}
