import { MemoryEventStore } from './memory-event-store';
import { SettableClock, storeContract } from './store-contract';

storeContract('the memory store', async () => {
  const clock = new SettableClock();
  const store = new MemoryEventStore({ log: 'contract', clock });
  return { store, reader: store, clock, close: async () => undefined };
});
