import { Controller, Get, Param, ParseIntPipe } from '@nestjs/common';
import { Allow, Answers } from '@libs/platform';
import { PackVersions, PackVersionsView, PackVersionWhole } from './pack/pack-versions.query';

/** What policy officers work on; decided by are the published ones alone. */
@Controller('pack-versions')
@Allow('policy-officer', 'audit-administrator')
export class PackVersionsController {
  constructor(private readonly versions: PackVersions) {}

  @Get()
  @Answers(PackVersionsView)
  packVersions() {
    return this.versions.all();
  }

  @Get(':packId/:version')
  @Answers(PackVersionWhole)
  packVersion(@Param('packId') packId: string, @Param('version', ParseIntPipe) version: number) {
    return this.versions.one(packId, version);
  }
}
