// One of several processes that write to the same log: says when it is warm, loads when it is told to, and tells what it saw.
import { load } from './load';
import type { Task } from './writer-processes';
import { xunbuStore } from './xunbu-store';

// Several processes share the cores while they are compiled.
const WARM_UP_SECONDS = 2;

const [url, log, warmUpCallers] = process.argv.slice(2) as [string, string, string];
const store = xunbuStore(url, log);
await load(store.call, Number(warmUpCallers), WARM_UP_SECONDS);
process.send?.('warm');
process.on('message', ({ callers, seconds }: Task) => void load(store.call, callers, seconds).then((seen) => process.send?.(seen)));
process.once('disconnect', () => void store.close());
