// The least that Nest and Fastify do for a POST: read the body, check it where BENCH_BARE says so (as the class of class-validator that the
// service takes, by Nest's own pipe), call a method, write an answer of the size that the service gives. No sign-in, no database.
import 'reflect-metadata';
import { Body, Controller, Module, Param, Post, ValidationPipe } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { serve } from './http-process';
import { SwipeBody } from './http-swipe-body';

const checks = process.env['BENCH_BARE'] === 'checked';
let seq = 0;

@Controller('api/swipes/sessions')
class BareController {
  @Post(':session/swipes')
  record(@Param('session') session: string, @Body() _body: SwipeBody) {
    seq += 1;
    return { session, version: 1, seq };
  }
}

@Module({ controllers: [BareController] })
class BareModule {}

const app = await NestFactory.create<NestFastifyApplication>(BareModule, new FastifyAdapter(), { logger: false });
if (checks) app.useGlobalPipes(new ValidationPipe({ transform: true, whitelist: true, forbidNonWhitelisted: true }));
await app.listen(0, '127.0.0.1');
serve(await app.getUrl(), () => app.close());
