import { Injectable } from '@nestjs/common';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, ValidateNested } from 'class-validator';
import { DataSource } from 'typeorm';
import { Refused } from '@libs/kernel';
import { IsInstant, Views, type AfterQuery } from '@libs/platform';
import { PublishedPackRow } from './published-pack.projection';

export class PublishedPackView {
  @IsString() readonly packId!: string;
  @IsInt() readonly packVersion!: number;
  @IsString() readonly hash!: string;
  @IsString() readonly region!: string;
  @IsInstant() readonly knownAt!: string;
  /** As it was signed: canonical JSON, of which the hash is the SHA-256. Only where one pack is asked for. */
  @IsOptional() @IsString() readonly body?: string;
}

export class PublishedPacksView {
  @ValidateNested({ each: true }) @Type(() => PublishedPackView) readonly items!: readonly PublishedPackView[];
}

export class PackView {
  @IsString() readonly packId!: string;
  @ValidateNested({ each: true }) @Type(() => PublishedPackView) readonly versions!: readonly PublishedPackView[];
}

@Injectable()
export class PackList {
  constructor(
    private readonly database: DataSource,
    private readonly views: Views,
  ) {}

  async all({ after }: AfterQuery): Promise<PublishedPacksView> {
    await this.views.caughtUp('published-pack', after);
    const rows = await this.database.getRepository(PublishedPackRow).find({ order: { packId: 'ASC', packVersion: 'ASC' } });
    return { items: rows.map(({ body: _, ...row }) => row) };
  }

  async one(packId: string, { after }: AfterQuery): Promise<PackView> {
    await this.views.caughtUp('published-pack', after);
    const versions = await this.database.getRepository(PublishedPackRow).find({ where: { packId }, order: { packVersion: 'ASC' } });
    if (versions.length === 0) throw new Refused('PACK_NOT_FOUND');
    return { packId, versions };
  }
}
