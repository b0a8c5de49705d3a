import { Body, Controller, Delete, Get, Headers, HttpCode, Param, Post } from '@nestjs/common';
import { ClockCoordinator, MembershipProof, type Standing } from '@libs/jobs';
import { Refused } from '@libs/kernel';
import { Public } from '@libs/platform';
import { momentOf } from './clock/moment';
import { nearBy } from './clock/near-by';
import { Reach } from './clock/reach';

type Registration = { readonly id?: unknown; readonly url?: unknown; readonly now?: unknown };

const LONGEST_ID = 200;

/** The time of a rehearsal: who shares it, and how it moves. Anybody may move it; only processes of the installation share it. */
@Public()
@Controller()
export class SandboxController {
  constructor(
    private readonly coordinator: ClockCoordinator,
    private readonly proof: MembershipProof,
    private readonly reach: Reach,
  ) {}

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
  async register(
    @Headers('authorization') authorization: string | undefined,
    @Body() body: Registration | undefined,
  ): Promise<{ readonly now: string }> {
    this.#demandProof(authorization);
    const { id, now } = body ?? {};
    if (typeof id !== 'string' || id === '' || id.length > LONGEST_ID) throw new Refused('PROCESS_INVALID');
    const url = await nearBy(body?.url);
    if (url === undefined) throw new Refused('PROCESS_INVALID');
    return this.coordinator.register(this.reach.process(id, url), now === undefined ? undefined : momentOf(now));
  }

  @Delete('processes/:id')
  @HttpCode(204)
  leave(@Headers('authorization') authorization: string | undefined, @Param('id') id: string): void {
    this.#demandProof(authorization);
    this.coordinator.leave(id);
  }

  #demandProof(authorization: string | undefined): void {
    if (!this.proof.isGivenBy(authorization)) throw new Refused('PROCESS_NOT_OURS');
  }
}
