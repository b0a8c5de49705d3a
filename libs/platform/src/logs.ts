import type { EventStore, LogReader } from '@libs/event-store';

/** A log as this process holds it: decides, reads, and can be closed. */
export type OpenLog = {
  readonly store: EventStore;
  readonly reader: LogReader;
  forget(before: string): Promise<number>;
  close(): Promise<void>;
};

/** The logs of a service. Most have one, and ask for `EventStore`; the others ask for the log by its name. */
export class Logs {
  constructor(readonly open: ReadonlyMap<string, OpenLog>) {}

  get first(): EventStore {
    const [first] = this.open.values();
    if (!first) throw new Error('a service has at least one log');
    return first.store;
  }

  get readers(): readonly LogReader[] {
    return [...this.open.values()].map(({ reader }) => reader);
  }

  of(name: string): EventStore {
    const log = this.open.get(name);
    if (!log) throw new Error(`this service has no log named ${name}`);
    return log.store;
  }

  /** The moment that the latest fact over all its logs bears; undefined where there is none. */
  async lastRecordedAt(): Promise<string | undefined> {
    const last = await Promise.all(this.readers.map(async (reader) => (await reader.read((await reader.head()) - 1, 1))[0]));
    return last
      .flatMap((recorded) => recorded?.meta.recordedAt ?? [])
      .sort()
      .at(-1);
  }

  /** Forgets the keys that came over HTTP before that moment; answers how many. */
  async forget(before: string): Promise<number> {
    const counts = await Promise.all([...this.open.values()].map((log) => log.forget(before)));
    return counts.reduce((sum, count) => sum + count, 0);
  }

  async close(): Promise<void> {
    await Promise.all([...this.open.values()].map((log) => log.close()));
  }
}
