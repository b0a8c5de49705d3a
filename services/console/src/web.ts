// The console and the portal as they were built: their files, and for every address below them the page that knows what to show there.
import fastifyStatic from '@fastify/static';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

const places = [join(import.meta.dirname, '../../../web'), join(import.meta.dirname, '../../../dist/web')];
const built = (): string | undefined => places.find((place) => existsSync(join(place, 'console.html')));
const kept = 'public, max-age=31536000, immutable';

/** Addresses of the portal; whatever lies below them is its own. */
const portalPaths = ['/publicity', '/certificates', '/draws'];
const [found, notFound] = [302, 404];

/** For people, who have mistyped an address: the portal says so and leads on. Programmes are answered in their own form. */
export function lostPage(folder = built()): (request: FastifyRequest, reply: FastifyReply) => boolean {
  const content = folder === undefined ? undefined : readFileSync(join(folder, 'portal.html'));
  return ({ method, url, headers }, reply) => {
    if (content === undefined || method !== 'GET' || url.startsWith('/api/') || !headers.accept?.includes('text/html')) return false;
    void reply.code(notFound).type('text/html; charset=utf-8').header('cache-control', 'no-store').send(content);
    return true;
  };
}

/** The pages' files bear hashes in their names and may be kept for ever; the pages themselves are asked for anew each time. */
export async function addWeb(front: FastifyInstance, folder = built()): Promise<void> {
  // A front without built pages still serves the API; the tests of the services need no more.
  if (folder === undefined) return;
  const page = (name: string, paths: readonly string[]) => {
    const content = readFileSync(join(folder, name));
    for (const path of paths)
      front.get(path, (_, reply) => reply.type('text/html; charset=utf-8').header('cache-control', 'no-cache').send(content));
  };
  const below = (path: string) => [path, `${path}/*`];
  page('console.html', below('/console'));
  page('portal.html', ['/', ...portalPaths.flatMap(below)]);
  // The first page in English has an address that can be said aloud.
  front.get('/en', (_, reply) => reply.redirect('/?lang=en', found));
  await front.register(fastifyStatic, {
    root: join(folder, 'assets'),
    prefix: '/assets/',
    decorateReply: false,
    index: false,
    cacheControl: false,
    setHeaders: (reply) => void reply.header('cache-control', kept),
  });
}
