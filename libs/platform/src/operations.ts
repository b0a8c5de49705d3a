// What an operator may do to a running service: look at what lies aside, release it, give it up, and let a group hear again.
import { Injectable } from '@nestjs/common';
import type { CommandMeta, LogReader } from '@libs/event-store';
import type { RefusalValues } from '@libs/kernel';
import { AnnouncementInvalid, MessageTooLarge, type ParkedMessage, Parking } from '@libs/messaging';
import { Pool } from 'pg';
import { withoutQuotes } from './log';
import { Logs } from './logs';
import { recorded } from './operation-record';
import type {
  DropBody,
  DroppedView,
  JobReleaseBody,
  JobReleasedView,
  LaneReleaseBody,
  LaneReleasedView,
  ParkedJobView,
  ParkedMessageView,
  RepublicationBody,
  RepublishedView,
} from './operations-views';
import { cursorOf, type Page, type PageQuery, valuesOf } from './paging';
import { Rejected } from './problem';
import { textOf } from './texts';
import { Work, type WorkReading } from './work';

/** One call ends well within the time that a request may take; whoever wants more asks again. */
const mostReleasedAtOnce = 500;
const mostRepublishedAtOnce = 5_000;
const mostInHand = 2;

// A value may quote what a message carried, and a message is about people.
const harmless = (values: RefusalValues): RefusalValues =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, typeof value === 'string' ? withoutQuotes(value) : value]));

@Injectable()
export class Operations {
  readonly #parking: Parking;
  #inHand = 0;

  constructor(
    private readonly pool: Pool,
    private readonly logs: Logs,
    private readonly work: Work,
  ) {
    this.#parking = new Parking(pool);
  }

  async parked({ limit, cursor }: PageQuery): Promise<Page<ParkedMessageView>> {
    const after = cursor === undefined ? 0 : Number(valuesOf(parkedList, cursor, 1)[0]);
    if (!Number.isSafeInteger(after)) throw new Rejected('CURSOR_INVALID');
    const rows = await this.#parking.waiting({ after, limit: limit + 1 });
    return paged(parkedList, rows, limit, ({ position }) => position, parkedView);
  }

  async jobs({ limit, cursor }: PageQuery): Promise<Page<ParkedJobView>> {
    const after = cursor === undefined ? '' : String(valuesOf(jobList, cursor, 1)[0]);
    const rows = await this.work.operated.due.rows.parkedAfter(after, limit + 1);
    return paged(
      jobList,
      rows,
      limit,
      ({ id }) => id,
      (row) => ({ ...row, reason: withoutQuotes(row.reason) }),
    );
  }

  reading(): Promise<WorkReading> {
    return this.work.reading();
  }

  releaseLane(command: CommandMeta, { lane }: LaneReleaseBody): Promise<LaneReleasedView> {
    return this.#once(command, async (again) => {
      if (!again && (await this.#parking.waitingIn(lane)) === 0) throw new Rejected('LANE_NOT_FOUND', { lane });
      const { released, stoppedAt, elsewhere } = await this.work.operated.consumers.release(lane, command.actor, mostReleasedAtOnce);
      if (elsewhere) throw new Rejected('LANE_BEING_RELEASED', { lane });
      const waiting = await this.#parking.waitingIn(lane);
      return { released, waiting, ...(stoppedAt && { stoppedAt: { message: stoppedAt.message, ...wordsOf(stoppedAt) } }) };
    });
  }

  drop(command: CommandMeta, { message, reason }: DropBody): Promise<DroppedView> {
    return this.#once(command, async (again) => {
      const lane = (await this.#dropNow(command, message, reason)) ?? (again ? await this.#parking.laneOfDropped(message) : undefined);
      if (lane === undefined) throw new Rejected('PARKED_MESSAGE_NOT_FOUND', { message });
      return { message, lane, waiting: await this.#parking.waitingIn(lane) };
    });
  }

  releaseJob(command: CommandMeta, { id }: JobReleaseBody): Promise<JobReleasedView> {
    return this.#once(command, async (again) => {
      if (!(await this.work.operated.due.release(id)) && !again) throw new Rejected('PARKED_JOB_NOT_FOUND', { id });
      return { id };
    });
  }

  republish(command: CommandMeta, { group, log, from = 1, to }: RepublicationBody): Promise<RepublishedView> {
    return this.#once(command, async () => {
      const reader = this.#reader(log);
      const end = Math.min(to ?? Infinity, await reader.head());
      const last = Math.min(end, from + mostRepublishedAtOnce - 1);
      const published = await this.#announceAgain(reader, group, from, last);
      return { published, from, to: Math.max(last, from - 1), ...(last < end && { next: last + 1 }) };
    });
  }

  // Each holds connections while it works, and the service needs the others for its decisions.
  async #once<Answer extends object>(command: CommandMeta, work: Parameters<typeof recorded<Answer>>[2]) {
    if (this.#inHand >= mostInHand) throw new Rejected('BUSY', {}, { retryAfterSeconds });
    this.#inHand += 1;
    try {
      return await recorded(this.pool, command, work);
    } finally {
      this.#inHand -= 1;
    }
  }

  async #dropNow({ actor }: CommandMeta, message: string, reason: string): Promise<string | undefined> {
    const found = await this.#parking.find(message);
    return found && (await this.work.operated.consumers.drop(message, actor, reason)) ? found.lane : undefined;
  }

  #reader(log: string | undefined): LogReader {
    const reader = this.logs.readers.find((each) => log === undefined || each.log === log);
    if (reader) return reader;
    throw new Rejected('LOG_NOT_FOUND', { log: log ?? '' });
  }

  async #announceAgain(reader: LogReader, group: string, from: number, to: number): Promise<number> {
    try {
      return await this.work.operated.announcer.republish({ reader, group, from, to });
    } catch (error) {
      // What our own contract forbids would be forbidden again; everything else is a broker that does not take it now.
      if (error instanceof AnnouncementInvalid || error instanceof MessageTooLarge) throw error;
      throw new Rejected('ANNOUNCEMENTS_UNREACHABLE', {}, { retryAfterSeconds });
    }
  }
}

const parkedList = 'parked';
const jobList = 'jobs';
const retryAfterSeconds = 5;

const wordsOf = ({ code, details }: { readonly code: string; readonly details: RefusalValues }) => {
  const values = harmless(details);
  return { code, texts: textOf(code, values), values };
};

const parkedView = ({ message, lane, status, parkedAt, delivery, ...reason }: ParkedMessage): ParkedMessageView => ({
  message,
  lane,
  status: status === 'quarantined' ? 'quarantined' : 'parked',
  topic: delivery.topic,
  parkedAt,
  ...wordsOf(reason),
});

function paged<Row, View>(
  list: string,
  rows: readonly Row[],
  limit: number,
  placeOf: (row: Row) => string | number,
  viewOf: (row: Row) => View,
): Page<View> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { items: shown.map(viewOf), ...(rows.length > limit && last && { next: cursorOf(list, [placeOf(last)]) }) };
}
