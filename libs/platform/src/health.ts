import { Injectable } from '@nestjs/common';
import { Pool } from 'pg';
import { InFlight } from './in-flight';
import { Work } from './work';

const databaseAnswersMs = 1_000;

export type HealthReading = {
  readonly status: 'ready' | 'not-ready';
  readonly database: 'up' | 'down';
  readonly lag: number;
  readonly paused: readonly { readonly what: string; readonly why: string }[];
  readonly parked: number;
};

@Injectable()
export class Health {
  constructor(
    private readonly pool: Pool,
    private readonly inFlight: InFlight,
    private readonly work: Work,
  ) {}

  /** Ready is who is let in and has a database. A broker that is down pauses consumers and delays messages, but no command needs it. */
  async reading(): Promise<HealthReading> {
    const read = this.#read().catch(() => undefined);
    const reading = await Promise.race([
      read,
      new Promise<undefined>((resolve) => setTimeout(() => resolve(undefined), databaseAnswersMs).unref()),
    ]);
    if (reading === undefined) return { status: 'not-ready', database: 'down', lag: 0, paused: [], parked: 0 };
    return { status: this.inFlight.open ? 'ready' : 'not-ready', database: 'up', ...reading };
  }

  async #read() {
    await this.pool.query('select 1');
    const { subscriptions, messages, due } = await this.work.reading();
    const paused = subscriptions.flatMap(({ name, log, why }) => (why === undefined ? [] : [{ what: `${log}/${name}`, why }]));
    return {
      lag: Math.max(0, ...subscriptions.map(({ lag }) => lag)),
      paused: [...paused, ...messages.paused],
      parked: messages.parked + messages.quarantined + due.parked,
    };
  }
}
