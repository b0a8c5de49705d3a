// While a first start tells its demo, the first page is there already and shows how far it is. Nothing else is: whoever asks is told when to come back.
import { Rejected } from '@libs/platform';
import type { FastifyInstance } from 'fastify';
import { createFrame } from './front';
import { addPages } from './pages';
import { answerProblem } from './problems';
import type { SignInSettings } from './sign-in';
import { addWeb } from './web';

export type Starting = { readonly step: number; readonly of: number };

/** What the first page asks in any case says here how far the start is. */
type StartingSettings = SignInSettings & { readonly starting: Starting };

const settingsPath = '/sign-in/settings';
const retryAfterSeconds = 2;
const [found, notYet] = [302, 503];
const isThere = (path: string): boolean =>
  ['/', '/en', '/live', '/ready', '/icon.svg', settingsPath].includes(path) || path.startsWith('/assets/');

export async function createStartingFront(starting: () => Starting, pages?: string): Promise<FastifyInstance> {
  const front = createFrame();
  front.addHook('onRequest', async (request, reply) => {
    const { method, url, headers } = request;
    if (isThere(url.split('?')[0] ?? '')) return undefined;
    if (method === 'GET' && headers.accept?.includes('text/html')) return reply.redirect('/', found);
    answerProblem(request, reply, new Rejected('NOT_READY', {}, { retryAfterSeconds }));
    return reply;
  });
  front.get('/live', () => ({ live: true }));
  front.get('/ready', (_, reply) => reply.code(notYet).header('retry-after', retryAfterSeconds).send({ ready: false, services: {} }));
  front.get(settingsPath, (_, reply) => {
    const settings: StartingSettings = { issuer: null, clientId: null, demo: false, starting: starting() };
    return reply.header('cache-control', 'no-store').send(settings);
  });
  addPages(front);
  await addWeb(front, pages);
  return front;
}
