import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';

const beside = join(import.meta.dirname, 'pages');
// What is not TypeScript stays in the sources, also when this runs compiled from `dist/`.
const folder = existsSync(beside) ? beside : join(import.meta.dirname, '../../../../services/console/src/pages');

/** The sign of every page, also of those that a service answers itself. Small, so it is read once and kept. */
export function addPages(front: FastifyInstance): void {
  const icon = readFileSync(join(folder, 'icon.svg'));
  front.get('/icon.svg', (_, reply) => reply.type('image/svg+xml').header('cache-control', 'no-cache').send(icon));
}
