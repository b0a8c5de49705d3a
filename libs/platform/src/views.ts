import { Injectable } from '@nestjs/common';
import { Positions } from '@libs/event-store';
import { IsOptional } from 'class-validator';
import { QueryInt } from './fields';
import { Logs } from './logs';
import { Rejected } from './problem';

const waitMs = 2_000;
const retryAfterSeconds = 1;

/** `?after=<seq>`: the reader has seen this position of the log, and does not want to be shown less. */
export class AfterQuery {
  @IsOptional() @QueryInt(0, Number.MAX_SAFE_INTEGER) readonly after?: number;
}

@Injectable()
export class Views {
  constructor(
    private readonly positions: Positions,
    private readonly logs: Logs,
  ) {}

  /** Waits, briefly, until a projection shows what stands at that position; a view that lags answers that it does. */
  async caughtUp(projection: string, after: number | undefined, log: string = this.logs.readers[0]!.log): Promise<void> {
    if (after === undefined || after === 0) return;
    const reader = this.logs.readers.find((candidate) => candidate.log === log);
    // A position that the log has not reached comes from nowhere: there is nothing to wait for.
    const known = reader !== undefined && after <= (await reader.head());
    if (known && (await this.positions.waitFor(projection, log, after, waitMs))) return;
    throw new Rejected('VIEW_BEHIND', {}, { retryAfterSeconds });
  }
}
