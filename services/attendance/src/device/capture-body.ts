import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsBoolean,
  IsIn,
  IsInt,
  IsNumber,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { IsInstant } from '@libs/platform';
import type { Flag } from '../class-session/class-session.decider';

const mostCaptures = 500;
const worstAccuracyMetres = 100_000;
const pole = 90;
const dateLine = 180;

export class CaptureBody {
  /** Made by the device; the same capture sent again is the same one. */
  @IsUUID() readonly captureId!: string;
  @IsUUID() readonly sessionId!: string;
  @IsUUID() readonly personId!: string;
  @IsIn(['IN', 'OUT']) readonly direction!: 'IN' | 'OUT';
  /** Of the device, one more for each capture. */
  @IsInt() @Min(1) @Max(Number.MAX_SAFE_INTEGER) readonly counter!: number;
  @IsInstant() readonly deviceAt!: string;
  @IsNumber() @Min(-pole) @Max(pole) readonly latitude!: number;
  @IsNumber() @Min(-dateLine) @Max(dateLine) readonly longitude!: number;
  @IsOptional() @IsInt() @Min(0) @Max(worstAccuracyMetres) readonly accuracyMetres?: number;
  /** How alike the faces are, from 0 to 1; left out where none was taken. */
  @IsOptional() @Matches(/^(0(\.[0-9]{1,4})?|1(\.0{1,4})?)$/) readonly faceScore?: string;
  /** SHA-256 over what the device took. */
  @Matches(/^[0-9a-f]{64}$/) readonly captureDigest!: string;
  /** Ed25519 in base64url, over the canonical JSON of all the other fields and `deviceId`. */
  @Matches(/^[A-Za-z0-9_-]{86}$/) readonly signature!: string;
}

export class CapturesBody {
  @ValidateNested({ each: true })
  @Type(() => CaptureBody)
  @ArrayMinSize(1)
  @ArrayMaxSize(mostCaptures)
  readonly captures!: CaptureBody[];
}

export class CaptureOutcome {
  @IsUUID() readonly captureId!: string;
  @IsIn(['ACCEPTED', 'DUPLICATE', 'REFUSED']) readonly outcome!: 'ACCEPTED' | 'DUPLICATE' | 'REFUSED';
  @IsOptional() @IsString() readonly code?: string;
  /** The marks of a sign-in that was accepted. */
  @IsOptional() @IsString({ each: true }) readonly flags?: readonly Flag[];
}

export class CapturesAnswer {
  @IsUUID() readonly deviceId!: string;
  /** In the order in which they were sent. */
  @ValidateNested({ each: true }) @Type(() => CaptureOutcome) readonly captures!: readonly CaptureOutcome[];
  @IsInt() readonly version!: number;
  @IsInt() readonly seq!: number;
  @IsBoolean() readonly repeated!: boolean;
}
