import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The golden sample of a contract: what the announcer must produce, and what the consumer must take. A new object at every call. */
export function goldenSample<Data extends object>(contract: { new (): Data; readonly type: string }): Data {
  return JSON.parse(readFileSync(join(process.cwd(), 'libs/contracts/samples', `${contract.type}.json`), 'utf8')) as Data;
}
