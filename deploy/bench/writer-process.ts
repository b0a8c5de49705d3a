// One of several processes that write to the same log: says when it is warm, loads when it is told to, and tells what it saw.
import { load } from './load';
import { xunbuStore } from './xunbu-store';

const [url, log, callers] = process.argv.slice(2) as [string, string, string];
const store = xunbuStore(url, log);
await load(store.call, Number(callers), 0.5);
process.send?.('warm');
process.on('message', (seconds: number) => void load(store.call, Number(callers), seconds).then((seen) => process.send?.(seen)));
process.once('disconnect', () => void store.close());
