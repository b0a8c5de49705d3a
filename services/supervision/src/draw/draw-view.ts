import { Type } from 'class-transformer';
import { IsArray, IsIn, IsInt, IsObject, IsOptional, IsString, IsUUID, ValidateNested } from 'class-validator';
import { Refused } from '@libs/kernel';
import type { Draw } from './draw.decider';
import type { Frame } from './frame';

export class DrawnObjectView {
  @IsString() readonly objectId!: string;
  @IsString() readonly tier!: string;
  @IsString() readonly ticket!: string;
}

export class RecusalView {
  @IsString() readonly objectId!: string;
  @IsString() readonly inspectorId!: string;
}

export class TeamView {
  @IsUUID() readonly taskId!: string;
  @IsString() readonly objectId!: string;
  @IsString({ each: true }) readonly inspectorIds!: readonly string[];
  @IsString({ each: true }) readonly tickets!: readonly string[];
  /** `clean`, or the kind of what was found; absent while the inspection is open. */
  @IsOptional() @IsString() readonly result?: string;
}

/** Everything with which anybody can do the draw again. */
export class DrawView {
  @IsUUID() readonly drawId!: string;
  @IsIn(['COMMITTED', 'DRAWN', 'PUBLISHED']) readonly status!: 'COMMITTED' | 'DRAWN' | 'PUBLISHED';
  @IsObject() readonly frame!: Frame;
  /** SHA-256 over the frame's canonical JSON (RFC 8785). */
  @IsString() readonly frameHash!: string;
  /** By when every team has to have been there. */
  @IsOptional() @IsString() readonly inspectBy?: string;
  @IsOptional() @IsString() readonly seed?: string;
  @IsArray() @ValidateNested({ each: true }) @Type(() => DrawnObjectView) readonly objects!: readonly DrawnObjectView[];
  @IsArray() @ValidateNested({ each: true }) @Type(() => RecusalView) readonly recused!: readonly RecusalView[];
  @IsArray() @ValidateNested({ each: true }) @Type(() => TeamView) readonly teams!: readonly TeamView[];
  @IsOptional() @IsString() readonly completedOn?: string;
  @IsOptional() @IsString() readonly publishBy?: string;
  @IsOptional() @IsString() readonly publishedAt?: string;
  @IsInt() readonly version!: number;
  /** Of a command's answer: the position to hand to `?after=`. */
  @IsOptional() @IsInt() readonly seq?: number;
}

type Standing = { readonly state: Draw; readonly version: number; readonly seq?: number };

export function drawViewOf(drawId: string, { state, version, seq }: Standing): DrawView {
  const { frame, frameHash, inspectBy, seed, objects, recused, tasks, completed, publishedAt } = state;
  if (!frame) throw new Refused('DRAW_NOT_FOUND');
  const drawn = seed === undefined ? 'COMMITTED' : 'DRAWN';
  return {
    drawId,
    status: publishedAt === undefined ? drawn : 'PUBLISHED',
    frame,
    frameHash,
    ...(inspectBy !== undefined && { inspectBy }),
    ...(seed !== undefined && { seed }),
    objects,
    recused,
    teams: tasks,
    ...completed,
    ...(publishedAt !== undefined && { publishedAt }),
    version,
    ...(seq !== undefined && { seq }),
  };
}
