import { Body, Controller, Get, Param, ParseIntPipe, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { CommandMeta } from '@libs/event-store';
import { Actor, ActorOf, AfterQuery, Allow, Answers, CommandOf } from '@libs/platform';
import { DraftPack, DraftPackBody } from './pack/draft-pack';
import { PackAnswer } from './pack/pack-answer';
import { PackList, PackView, PublishedPacksView } from './pack/pack-list.query';
import { SignPack } from './pack/sign-pack';

@Controller('packs')
@Allow('registrar', 'employer', 'trainee', 'reviewer', 'finance', 'fund-manager', 'supervisor', 'policy-officer', 'audit-administrator')
export class PacksController {
  constructor(
    private readonly commands: CommandBus,
    private readonly packs: PackList,
  ) {}

  @Post()
  @Allow('policy-officer')
  @Answers(PackAnswer)
  draftPack(@CommandOf() command: CommandMeta, @ActorOf() actor: Actor, @Body() body: DraftPackBody) {
    return this.commands.execute(new DraftPack(command, actor, body));
  }

  @Post(':packId/versions/:version/signatures')
  @Allow('policy-officer')
  @Answers(PackAnswer)
  signPack(
    @CommandOf() command: CommandMeta,
    @ActorOf() actor: Actor,
    @Param('packId') packId: string,
    @Param('version', ParseIntPipe) version: number,
  ) {
    return this.commands.execute(new SignPack(command, actor, packId, version));
  }

  @Get()
  @Answers(PublishedPacksView)
  publishedPacks(@Query() query: AfterQuery) {
    return this.packs.all(query);
  }

  @Get(':packId')
  @Answers(PackView)
  publishedPack(@Param('packId') packId: string, @Query() query: AfterQuery) {
    return this.packs.one(packId, query);
  }
}
