import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { Client, Pool } from 'pg';
import { testDatabase, type TestDatabase } from '@libs/testing';
import { createPositionTables } from '@libs/event-store';
import { AnnouncerKeys } from '../announcer-keys';
import { Announcer } from '../announcer';
import { ConsumerRunner, type ConsumerRunnerOptions } from '../consumer-runner';
import type { Announce, Consumer } from '../envelope';
import { createMessagingTables } from '../messaging-tables';
import type { MessagingEvent } from '../observer';
import { Parking } from '../parking';
import type { Transport } from '../transport';

export const unique = (stem: string): string => `${stem}-${randomBytes(4).toString('hex')}`;

/** A consuming service's database, the keys of all services, and whatever a test starts, which is stopped again after it. */
export class MessagingWorld {
  readonly events: MessagingEvent[] = [];
  readonly keys: AnnouncerKeys;
  readonly parking: Parking;
  readonly #endings: (() => Promise<unknown>)[] = [];

  private constructor(
    readonly database: TestDatabase,
    readonly keysFolder: string,
    readonly pool: Pool,
  ) {
    this.keys = new AnnouncerKeys(keysFolder);
    this.parking = new Parking(pool);
  }

  static async open(): Promise<MessagingWorld> {
    const database = await testDatabase();
    const appRole = `${database.name}_app`;
    const owner = new Client({ connectionString: database.ownerUrl });
    await owner.connect();
    await createMessagingTables(owner, { appRole });
    await createPositionTables(owner, { appRole });
    await owner.query('create table seen (at bigint generated always as identity, process text, message text, key text, n integer)');
    await owner.query('create table effect (at bigint generated always as identity, command text primary key, key text, n integer)');
    await owner.query(`grant select, insert on seen, effect to ${appRole}`);
    await owner.end();
    const pool = new Pool({ connectionString: database.appUrl, max: 8 });
    pool.on('error', () => undefined);
    return new MessagingWorld(database, mkdtempSync(join(tmpdir(), 'xunbu-keys-')), pool);
  }

  newService(stem: string): string {
    const service = unique(stem);
    AnnouncerKeys.create(this.keysFolder, service);
    return service;
  }

  readonly observe = (event: MessagingEvent): void => void this.events.push(event);

  count(type: MessagingEvent['type']): number {
    return this.events.filter((event) => event.type === type).length;
  }

  announcer(service: string, announce: Announce<never>, transport: Transport, keys = this.keys): Announcer {
    return new Announcer({ service, announce, transport, keys, observe: this.observe });
  }

  runner(service: string, consumers: readonly Consumer[], transport: Transport, more: Partial<ConsumerRunnerOptions> = {}): ConsumerRunner {
    const runner = new ConsumerRunner({
      service,
      consumers,
      transport,
      parking: this.parking,
      keys: this.keys,
      observe: this.observe,
      ...more,
    });
    this.atEnd(() => runner.stop());
    return runner;
  }

  async started(service: string, consumers: readonly Consumer[], transport: Transport): Promise<ConsumerRunner> {
    const runner = this.runner(service, consumers, transport);
    await runner.start();
    return runner;
  }

  atEnd(ending: () => Promise<unknown>): void {
    this.#endings.push(ending);
  }

  /** After a test: the last thing started is stopped first. */
  async tidy(): Promise<void> {
    for (const ending of this.#endings.splice(0).reverse()) await ending();
    this.events.length = 0;
    const owner = new Client({ connectionString: this.database.ownerUrl });
    await owner.connect();
    await owner.query('truncate parked_message, seen, effect');
    await owner.end();
  }

  async close(): Promise<void> {
    await this.pool.end();
    await this.database.drop();
    rmSync(this.keysFolder, { recursive: true, force: true });
  }
}
