import { describe, expect, it } from '@jest/globals';
import { Body, Controller, Get, Post } from '@nestjs/common';
import type { ModulesContainer } from '@nestjs/core';
import { IsString } from 'class-validator';
import { Allow, ChangesNothing, Public } from './allow';
import { CommandOf } from './command-of';
import { BootError } from './configuration';
import { checkRoutes, routesOf } from './routes';

class TextBody {
  @IsString() readonly text!: string;
}

@Controller('good')
@Allow('reviewer')
class Good {
  @Get(':id') read(): string {
    return '';
  }
  @Get('open') @Public() open(): string {
    return '';
  }
  @Post() write(@CommandOf() command: unknown, @Body() body: TextBody): unknown {
    return [command, body];
  }
  @Post('question') @ChangesNothing() ask(): string {
    return '';
  }
}

@Controller('bad')
class Bad {
  @Get('unguarded') unguarded(): string {
    return '';
  }
  @Post('unnamed') @Allow('reviewer') unnamed(): string {
    return '';
  }
}

const routes = (...controllers: readonly unknown[]) =>
  routesOf(
    new Map([['only', { controllers: new Map(controllers.map((metatype) => [metatype, { metatype }])) }]]) as unknown as ModulesContainer,
  );
const failure = (...controllers: readonly unknown[]): string => {
  try {
    checkRoutes(routes(...controllers));
    return '';
  } catch (error) {
    expect(error).toBeInstanceOf(BootError);
    return (error as Error).message;
  }
};

describe('routes', () => {
  it('are described by their decorators', () => {
    expect(routes(Good)).toMatchObject([
      { method: 'GET', path: '/good/:id', policy: { roles: ['reviewer'] } },
      { method: 'GET', path: '/good/open', policy: { public: true } },
      { method: 'POST', path: '/good', takesCommand: true, body: TextBody, status: 201 },
      { method: 'POST', path: '/good/question', changesNothing: true },
    ]);
  });

  it('may be served when each says who may call it, and each change is named', () => {
    expect(failure(Good)).toBe('');
  });

  it('keep the service from starting otherwise, each named', () => {
    const said = failure(Good, Bad);
    expect(said).toContain('Bad.unguarded (GET /bad/unguarded) says neither @Allow(…) nor @Public().');
    expect(said).toContain('Bad.unnamed (POST /bad/unnamed) takes no @CommandOf()');
    expect(said).not.toContain('Good.');
  });
});
