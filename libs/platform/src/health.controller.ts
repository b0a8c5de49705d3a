import { Controller, Get, HttpCode, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { IsIn, IsInt } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { Answers, Public } from './allow';
import { Health } from './health';

export class LiveView {
  @IsIn(['live']) readonly status!: 'live';
}

export class ReadyView {
  @IsIn(['ready', 'not-ready']) readonly status!: 'ready' | 'not-ready';
  @IsIn(['up', 'down']) readonly database!: 'up' | 'down';
  /** How far the slowest reader of the log is behind it. */
  @IsInt() readonly lag!: number;
  /** How many readers and consumers wait for something that is down. */
  @IsInt() readonly paused!: number;
  @IsInt() readonly parked!: number;
}

/** For whoever sends requests here: is the process alive, and can it answer. The reasons stay inside; they are told at the process's own /ready. */
@Controller()
@Public()
export class HealthController {
  constructor(private readonly health: Health) {}

  @Get('live')
  @RouteConfig({ always: true })
  @Answers(LiveView)
  live(): LiveView {
    return { status: 'live' };
  }

  @Get('ready')
  @RouteConfig({ always: true })
  @HttpCode(200)
  @Answers(ReadyView)
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<ReadyView> {
    const { status, database, lag, paused, parked } = await this.health.reading();
    void reply.code(status === 'ready' ? 200 : 503);
    return { status, database, lag, paused: paused.length, parked };
  }
}
