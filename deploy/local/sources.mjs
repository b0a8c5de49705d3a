// Reads the tree as the house rules see it: every text that people wrote, and nothing that tools made.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const made = new Set(['node_modules', 'dist', 'coverage', 'fixtures', '.git', '.nx', '.cache', '.data', '.screens']);
const binary = /\.(png|jpe?g|gif|ico|woff2?|ttf|pdf|xlsx|gz|zip|jar)$/;

function* pathsUnder(root, folder = '') {
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = folder ? `${folder}/${entry.name}` : entry.name;
    if (entry.isDirectory() && !made.has(entry.name)) yield* pathsUnder(root, path);
    else if (entry.isFile() && !binary.test(entry.name) && !entry.name.endsWith('.log')) yield path;
  }
}

export function readTree(root) {
  const files = [];
  for (const path of pathsUnder(root)) {
    try {
      files.push({ path, text: readFileSync(join(root, path), 'utf8') });
    } catch (problem) {
      // Somebody may take a file away while the tree is read.
      if (problem.code !== 'ENOENT') throw problem;
    }
  }
  return { files };
}
