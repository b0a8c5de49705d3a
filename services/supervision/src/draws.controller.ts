import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import type { CommandMeta } from '@libs/event-store';
import { Actor, ActorOf, Allow, Answers, CommandOf, PageOf, Public } from '@libs/platform';
import { CommitFrame, CommittedView, DrawBody } from './draw/commit-frame';
import { DrawList, DrawListQuery, DrawSummary, RegistersView } from './draw/draw-list.query';
import { DrawView } from './draw/draw-view';
import { Inspections } from './draw/inspections.query';
import { PublishDraw } from './draw/publish-draw';
import { RecordResult, InspectionResultBody } from './draw/record-result';
import { RevealSeed, SeedBody } from './draw/reveal-seed';
import { InspectorsAnswer, InspectorsBody, RegisterInspectors } from './inspector-register/register-inspectors';
import { ObjectsAnswer, ObjectsBody, RegisterObjects } from './object-register/register-objects';

@Controller()
export class DrawsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly draws: DrawList,
    private readonly inspections: Inspections,
  ) {}

  @Post('objects')
  @Allow('supervisor')
  @Answers(ObjectsAnswer)
  registerObjects(@CommandOf() command: CommandMeta, @Body() body: ObjectsBody) {
    return this.commands.execute(new RegisterObjects(command, body));
  }

  @Post('inspectors')
  @Allow('supervisor')
  @Answers(InspectorsAnswer)
  registerInspectors(@CommandOf() command: CommandMeta, @Body() body: InspectorsBody) {
    return this.commands.execute(new RegisterInspectors(command, body));
  }

  @Get('registers')
  @Allow('supervisor', 'inspector')
  @Answers(RegistersView)
  registers() {
    return this.draws.registers();
  }

  @Post('draws')
  @Allow('supervisor')
  @Answers(CommittedView)
  commitFrame(@CommandOf() command: CommandMeta, @ActorOf() actor: Actor, @Body() body: DrawBody) {
    return this.commands.execute(new CommitFrame(command, actor, body));
  }

  @Post('draws/:drawId/seeds')
  @Allow('supervisor')
  @Answers(DrawView)
  revealSeed(
    @CommandOf() command: CommandMeta,
    @ActorOf() actor: Actor,
    @Param('drawId', ParseUUIDPipe) drawId: string,
    @Body() body: SeedBody,
  ) {
    return this.commands.execute(new RevealSeed(command, actor, drawId, body));
  }

  @Post('draws/:drawId/results')
  @HttpCode(200)
  @Allow('supervisor')
  @Answers(DrawView)
  publishDraw(@CommandOf() command: CommandMeta, @ActorOf() actor: Actor, @Param('drawId', ParseUUIDPipe) drawId: string) {
    return this.commands.execute(new PublishDraw(command, actor, drawId));
  }

  @Get('draws')
  @Public()
  @Answers(PageOf(DrawSummary))
  page(@Query() query: DrawListQuery) {
    return this.draws.page(query);
  }

  /** For anybody: with this, everybody can do the draw again. */
  @Get('draws/:drawId')
  @Public()
  @Answers(DrawView)
  one(@Param('drawId', ParseUUIDPipe) drawId: string) {
    return this.draws.one(drawId);
  }

  @Post('inspections/:taskId/results')
  @Allow('supervisor', 'inspector')
  @Answers(DrawView)
  async recordResult(
    @CommandOf() command: CommandMeta,
    @ActorOf() actor: Actor,
    @Param('taskId', ParseUUIDPipe) taskId: string,
    @Body() body: InspectionResultBody,
  ) {
    return this.commands.execute(new RecordResult(command, actor, await this.inspections.drawOf(taskId), body));
  }
}
