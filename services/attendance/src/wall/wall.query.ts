import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { Injectable, StreamableFile } from '@nestjs/common';
import { IsOptional, IsUUID } from 'class-validator';
import { DataSource } from 'typeorm';
import { Refused } from '@libs/kernel';
import { Configuration, InFlight, type Actor } from '@libs/platform';
import { ClassAttendanceRow } from '../class-attendance-list/class-attendance-list.projection';
import { SignInRow } from '../sign-in-list/sign-in-list.projection';
import { eventOf, heartbeat, opening, seenSeq } from './wall-events';

const lookMs = 700;
const heartbeatEveryMs = 5_000;
const mostAtOnce = 500;
/** An answer may take only so long; the stream ends well before that, and whoever watches comes back for what follows. */
const partOfTimeout = 0.6;

export class WallQuery {
  /** One session alone. */
  @IsOptional() @IsUUID() readonly sessionId?: string;
}

type Watching = { readonly classId: string; readonly sessionId: string | undefined; readonly seen: number };

/** Who comes and goes, as it happens: server-sent events, each under the position of its fact, so that nothing is missed between two connections. */
@Injectable()
export class Wall {
  constructor(
    private readonly database: DataSource,
    private readonly inFlight: InFlight,
    private readonly configuration: Configuration,
  ) {}

  async open(actor: Actor, classId: string, { sessionId }: WallQuery, lastEventId: string | undefined): Promise<StreamableFile> {
    const classes = this.database
      .getRepository(ClassAttendanceRow)
      .createQueryBuilder('class')
      .where('class.classId = :classId', { classId });
    const reached = await actor.scope.narrow(classes, { region: 'class.region', organisation: 'class.institutionId' }).getExists();
    if (!reached) throw new Refused('CLASS_NOT_FOUND');
    const events = Readable.from(this.#events({ classId, sessionId, seen: seenSeq(lastEventId) }));
    return new StreamableFile(events, { type: 'text/event-stream; charset=utf-8' });
  }

  async *#events({ classId, sessionId, seen: from }: Watching): AsyncGenerator<string> {
    const until = performance.now() + this.configuration.ANSWER_TIMEOUT_MS * partOfTimeout;
    let [seen, saidAt] = [from, performance.now()];
    yield opening;
    // A process that lets nobody in any more ends its streams, and the next one takes them up.
    while (performance.now() < until && this.inFlight.open) {
      const rows = await this.#after({ classId, sessionId, seen });
      for (const row of rows) yield eventOf(row);
      seen = rows.at(-1)?.seq ?? seen;
      if (rows.length === mostAtOnce) continue;
      if (rows.length > 0) saidAt = performance.now();
      else if (performance.now() - saidAt >= heartbeatEveryMs) {
        saidAt = performance.now();
        yield heartbeat;
      }
      await wait(lookMs);
    }
  }

  #after({ classId, sessionId, seen }: Watching): Promise<SignInRow[]> {
    const query = this.database.getRepository(SignInRow).createQueryBuilder('one');
    query.where('one.classId = :classId and one.seq > :seen', { classId, seen });
    if (sessionId !== undefined) query.andWhere('one.sessionId = :sessionId', { sessionId });
    return query.orderBy('one.seq').limit(mostAtOnce).getMany();
  }
}
