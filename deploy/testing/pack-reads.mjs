// Preloaded into a process: it says each time that it reads a policy pack.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

const { readFileSync } = fs;
fs.readFileSync = (path, ...more) => {
  const pack = /\/packs\/([^/]+\.yaml)$/.exec(String(path))?.[1];
  if (pack) console.log(`a pack is read: ${pack}`);
  return readFileSync(path, ...more);
};
syncBuiltinESMExports();
