// Where the system of a data folder answers, for the tools that work on it.
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Answers a function that takes it back. After a kill it stays, and whoever asks there finds nobody. */
export function tellAddress(folder, url) {
  const file = join(folder, 'running.json');
  writeFileSync(`${file}.new`, `${JSON.stringify({ url })}\n`);
  renameSync(`${file}.new`, file);
  return () => rmSync(file, { force: true });
}
