import { Body, Controller, Delete, Get, HttpCode, Param, Post } from '@nestjs/common';
import { ClockCoordinator, type Standing } from '@libs/jobs';
import { Refused } from '@libs/kernel';
import { Public } from '@libs/platform';
import { HttpProcess } from './clock/http-process';
import { momentOf } from './clock/moment';

type Registration = { readonly id?: unknown; readonly url?: unknown; readonly now?: unknown };

const LONGEST_ID = 200;
const isUrl = (url: unknown): url is string => typeof url === 'string' && URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);

/** The time of a rehearsal: who shares it, and how it moves. */
@Public()
@Controller()
export class SandboxController {
  constructor(private readonly coordinator: ClockCoordinator) {}

  @Get('clock')
  clock(): Promise<Standing> {
    return this.coordinator.standing();
  }

  /** Answers when everything that fell due on the way has fired and the system is at rest. Said twice, it is done once. */
  @Post('clock')
  @HttpCode(200)
  moveClock(@Body() body: { readonly to?: unknown } | undefined): Promise<{ readonly now: string; readonly stops: number }> {
    return this.coordinator.advance(momentOf(body?.to));
  }

  @Get('processes')
  processes(): { readonly processes: readonly string[] } {
    return { processes: this.coordinator.processes };
  }

  /** Joins, and from then on says within each lease that it is still there. */
  @Post('processes')
  @HttpCode(200)
  register(@Body() body: Registration | undefined): { readonly now: string } {
    const { id, url, now } = body ?? {};
    if (typeof id !== 'string' || id === '' || id.length > LONGEST_ID || !isUrl(url)) throw new Refused('PROCESS_INVALID');
    return this.coordinator.register(new HttpProcess(id, url.replace(/\/$/, '')), now === undefined ? undefined : momentOf(now));
  }

  @Delete('processes/:id')
  @HttpCode(204)
  leave(@Param('id') id: string): void {
    this.coordinator.leave(id);
  }
}
