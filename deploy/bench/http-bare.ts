// The least that Nest and Fastify do for a POST: read the body, check it where BENCH_BARE says so (as the class of class-validator that the
// service takes, by Nest's own pipe), call a method, write an answer of the size that the service gives. No sign-in, and a database only where
// BENCH_BARE says that the rows of the fact are kept.
import 'reflect-metadata';
import { Body, Controller, Module, Param, Post, ValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { serve } from './http-process';
import { Rows } from './http-rows';
import { SwipeBody } from './http-swipe-body';

const { BENCH_BARE = 'bare', DATABASE_URL = '', MIGRATION_DATABASE_URL = '' } = process.env;
const rows = BENCH_BARE === 'kept' ? await Rows.open({ ownerUrl: MIGRATION_DATABASE_URL, appUrl: DATABASE_URL }) : undefined;
let seq = 0;

@Controller('api/swipes/sessions')
class BareController {
  @Post(':session/swipes')
  record(@Param('session') session: string, @Body() body: SwipeBody) {
    if (rows) return this.#kept(rows, session, body);
    seq += 1;
    return { session, version: 1, seq };
  }

  async #kept(into: Rows, session: string, body: SwipeBody) {
    return { session, version: 1, seq: await into.keep({ stream: `session/${session}`, id: `gate-1:swipe:${body.traineeId}`, body }) };
  }
}

@Module({ controllers: [BareController] })
class BareModule {}

const app = await NestFactory.create<NestFastifyApplication>(BareModule, new FastifyAdapter(), { logger: false });
if (BENCH_BARE !== 'bare') app.useGlobalPipes(new ValidationPipe({ transform: true, whitelist: true, forbidNonWhitelisted: true }));
await app.listen(0, '127.0.0.1');
serve(await app.getUrl(), async () => {
  await app.close();
  await rows?.close();
});
