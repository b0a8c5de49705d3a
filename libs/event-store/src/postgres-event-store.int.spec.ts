import { PostgresEventStore } from './postgres-event-store';
import { PostgresLogReader } from './postgres-log-reader';
import { storeContract } from './testing/store-contract';
import { SettableClock } from './testing/store-under-test';
import { testLog } from './testing/test-log';

storeContract('the PostgreSQL store', async () => {
  const log = await testLog('contract');
  const clock = new SettableClock();
  const store = new PostgresEventStore({ pool: log.pool, log: log.log, clock, inputHashKey: Buffer.from('a key') });
  return {
    store,
    reader: new PostgresLogReader({ pool: log.pool, log: log.log }),
    clock,
    close: async () => {
      await store.close();
      await log.close();
    },
  };
});

// The same promises when nothing stays in memory, every batch is full at once, and a partition ends every few facts.
storeContract('the PostgreSQL store, cramped', async () => {
  const log = await testLog('cramped', 7);
  const clock = new SettableClock();
  const limits = { cachedStreams: 1, batchSize: 2 };
  const store = new PostgresEventStore({ pool: log.pool, log: log.log, clock, inputHashKey: Buffer.from('a key'), ...limits });
  return {
    store,
    reader: new PostgresLogReader({ pool: log.pool, log: log.log }),
    clock,
    close: async () => {
      await store.close();
      await log.close();
    },
  };
});
