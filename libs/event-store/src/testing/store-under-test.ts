// What the contract suite needs of a store, and what its calls are made of.
import { Clock } from '@libs/kernel';
import type { CommandMeta, EventStore } from '../event-store';
import type { LogReader } from '../log-reader';

export class SettableClock extends Clock {
  constructor(public moment = '2026-03-02T01:00:00.000Z') {
    super();
  }

  override now(): string {
    return this.moment;
  }
}

let commands = 0;
export const command = (given: Partial<CommandMeta> = {}): CommandMeta => {
  commands += 1;
  return { id: `test:${process.pid}:${commands}`, actor: 'li-wei', input: { n: 1 }, correlation: 'c-1', origin: 'message', ...given };
};

export type StoreUnderTest = {
  readonly store: EventStore & { forgetCommands(before: string): Promise<number> };
  readonly reader: LogReader;
  readonly clock: SettableClock;
  close(): Promise<void>;
};

let streams = 0;
/** The id of a stream, or a key, that no other test uses. */
export const fresh = (): string => `s-${process.pid}-${(streams += 1)}`;

export type The = () => StoreUnderTest;
