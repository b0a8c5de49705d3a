import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';

const beside = join(import.meta.dirname, 'pages');
// What is not TypeScript stays in the sources, also when this runs compiled from `dist/`.
const folder = existsSync(beside) ? beside : join(import.meta.dirname, '../../../../services/console/src/pages');

const pages = [
  ['/', 'index.html', 'text/html; charset=utf-8'],
  ['/en', 'en.html', 'text/html; charset=utf-8'],
  ['/page.css', 'page.css', 'text/css; charset=utf-8'],
  ['/page.js', 'page.js', 'text/javascript; charset=utf-8'],
  ['/icon.svg', 'icon.svg', 'image/svg+xml'],
] as const;

/** The first page, in Chinese and, one click away, in English. Few and small, so they are read once and kept. */
export function addPages(front: FastifyInstance): void {
  for (const [path, file, type] of pages) {
    const content = readFileSync(join(folder, file));
    front.get(path, (_, reply) => reply.type(type).header('cache-control', 'no-cache').send(content));
  }
}
