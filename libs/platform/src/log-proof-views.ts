// What is asked and answered about a log's tree. Hashes are base64, as in checkpoints.
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Matches, Min, ValidateNested } from 'class-validator';
import { QueryInt } from './fields';

const logName = /^[a-z][a-z0-9_-]{0,50}$/;
const most = Number.MAX_SAFE_INTEGER;

export class LogQuery {
  /** Of a service with several logs, which; the first where none is named. */
  @IsOptional() @Matches(logName) readonly log?: string;
}

export class InclusionQuery extends LogQuery {
  /** The leaf's number, counted from 0: that of fact n is n - 1. */
  @QueryInt(0, most) readonly leaf!: number;
  @IsOptional() @QueryInt(1, most) readonly size?: number;
}

export class ConsistencyQuery extends LogQuery {
  @QueryInt(0, most) readonly from!: number;
  @IsOptional() @QueryInt(0, most) readonly to?: number;
}

export class CosignedView {
  @IsInt() @Min(0) readonly size!: number;
  /** The checkpoint with the log's signature and the witness's cosignature. */
  @IsString() readonly note!: string;
}

export class CheckpointView {
  @IsString() readonly log!: string;
  @IsString() readonly origin!: string;
  @IsInt() @Min(0) readonly size!: number;
  @IsString() readonly root!: string;
  /** The same as a C2SP signed note. */
  @IsString() readonly note!: string;
  @IsOptional() @ValidateNested() @Type(() => CosignedView) readonly cosigned?: CosignedView;
}

export class InclusionView {
  @IsInt() @Min(0) readonly leaf!: number;
  @IsInt() @Min(1) readonly size!: number;
  @IsString() readonly leafHash!: string;
  @IsString() readonly root!: string;
  @IsString({ each: true }) readonly hashes!: readonly string[];
}

export class ConsistencyView {
  @IsInt() @Min(0) readonly from!: number;
  @IsInt() @Min(0) readonly to!: number;
  @IsString() readonly fromRoot!: string;
  @IsString() readonly toRoot!: string;
  @IsString({ each: true }) readonly hashes!: readonly string[];
}
