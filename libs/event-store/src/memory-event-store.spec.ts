import { MemoryEventStore } from './memory-event-store';
import { storeContract } from './testing/store-contract';
import { SettableClock } from './testing/store-under-test';

storeContract('the memory store', async () => {
  const clock = new SettableClock();
  const store = new MemoryEventStore({ log: 'contract', clock });
  return { store, reader: store, clock, close: async () => undefined };
});
