// Which services there are: every folder of services/ whose src/ holds a module of its own name. Adding a service is adding its folder.
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './toolchain.mjs';

// Hosts and the outside world are no services: they own no log and have no database.
const others = new Set(['console', 'sandbox', 'standalone']);

export const serviceNames = (tree = root) =>
  readdirSync(join(tree, 'services'), { withFileTypes: true })
    .filter(
      (entry) =>
        entry.isDirectory() && !others.has(entry.name) && existsSync(join(tree, 'services', entry.name, 'src', `${entry.name}.module.ts`)),
    )
    .map((entry) => entry.name)
    .sort();
