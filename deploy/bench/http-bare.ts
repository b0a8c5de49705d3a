// The least that Nest and Fastify do for a POST: read the body, call a method, write an answer of the size that the service gives.
import 'reflect-metadata';
import { Body, Controller, HttpCode, Module, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';

@Controller('api/enrolment/class-plans')
class BareController {
  @Post()
  @HttpCode(201)
  file(@Body() body: { readonly classNo: string }) {
    return { classId: '00000000-0000-5000-8000-000000000000', classNo: body.classNo, status: 'APPLIED', round: 1, version: 1, seq: 1 };
  }
}

@Module({ controllers: [BareController] })
class BareModule {}

const app = await NestFactory.create<NestFastifyApplication>(BareModule, new FastifyAdapter(), { logger: false });
await app.listen(0, '127.0.0.1');
process.send?.(await app.getUrl());
process.once('disconnect', () => void app.close());
