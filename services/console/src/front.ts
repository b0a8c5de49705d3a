// What stands in front of the services however they run: pages, the description of the API, and whether all of it is up.
import fastifyStatic from '@fastify/static';
import fastify, { type FastifyInstance, type FastifyServerFactory } from 'fastify';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { mergedOpenApi, type OpenApi } from './merged-openapi';
import { addPages } from './pages';
import { answerError, answerProblem } from './problems';
import { addWeb, lostPage } from './web';
import { addSignIn, signInOf, type SignInFront } from './sign-in';
import { Rejected } from '@libs/platform';

const require = createRequire(import.meta.url);
const requestIdForm = /^[A-Za-z0-9_-]{8,64}$/;
const longestHeaders = 16_384;
const openApiKeptMs = 5_000;

export type FrontOptions = {
  readonly services: readonly string[];
  readonly openApiOf: (service: string) => Promise<OpenApi>;
  readonly ready: () => Promise<Readonly<Record<string, boolean>>>;
  /** In one process the services' own handlers stand in front of this one's. */
  readonly serverFactory?: FastifyServerFactory;
  /** Who signs people in; nobody where it is left out. */
  readonly signIn?: SignInFront;
  /** Proxies that are believed about who asks. */
  readonly trustProxy?: readonly string[];
};

const safeHeaders = { 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY', 'referrer-policy': 'no-referrer' };

/** Everything a page needs comes from here: no font, script or map is ever fetched from elsewhere. */
const pagePolicy = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'";

/** Says no in our own form, and lets no page fetch anything from elsewhere. */
export function createFrame({ serverFactory, trustProxy }: Pick<FrontOptions, 'serverFactory' | 'trustProxy'> = {}): FastifyInstance {
  const front = fastify({
    logger: false,
    ...(serverFactory && { serverFactory }),
    trustProxy: trustProxy ? [...trustProxy] : false,
    http: { maxHeaderSize: longestHeaders },
    requestTimeout: 120_000,
    genReqId: ({ headers }) => {
      const given = headers['x-request-id'];
      return typeof given === 'string' && requestIdForm.test(given) ? given : randomUUID();
    },
    frameworkErrors: answerError,
  });
  front.setErrorHandler(answerError);
  const lost = lostPage();
  front.setNotFoundHandler((request, reply) => {
    if (!lost(request, reply)) answerProblem(request, reply, new Rejected('ROUTE_NOT_FOUND'));
  });
  front.addHook('onRequest', async (request, reply) => {
    if (!request.url.startsWith('/api/') || request.url.startsWith('/api/docs'))
      reply.headers({ ...safeHeaders, 'content-security-policy': pagePolicy });
  });
  return front;
}

export async function createFront(options: FrontOptions): Promise<FastifyInstance> {
  const front = createFrame(options);
  addHealth(front, options.ready);
  addOpenApi(front, options);
  await addDocs(front);
  addPages(front);
  await addWeb(front);
  addSignIn(front, options.signIn ?? signInOf({}));
  return front;
}

function addHealth(front: FastifyInstance, ready: FrontOptions['ready']): void {
  front.get('/live', () => ({ live: true }));
  front.get('/ready', async (_, reply) => {
    const services = await ready();
    const all = Object.values(services).every(Boolean);
    return reply.code(all ? 200 : 503).send({ ready: all, services });
  });
}

function addOpenApi(front: FastifyInstance, { services, openApiOf }: FrontOptions): void {
  let known: { readonly document: OpenApi; readonly until: number } | undefined;
  front.get('/api/openapi.json', async () => {
    if (known && known.until > performance.now()) return known.document;
    const each = await Promise.all(services.map(async (service) => [service, await openApiOf(service)] as const));
    known = { document: mergedOpenApi(new Map(each)), until: performance.now() + openApiKeptMs };
    return known.document;
  });
}

// Swagger UI's own files, with its starting script replaced by one that reads our document.
async function addDocs(front: FastifyInstance): Promise<void> {
  const folder = dirname(require.resolve('swagger-ui-dist/package.json'));
  const page = readFileSync(join(folder, 'index.html'), 'utf8')
    .replace('<title>Swagger UI</title>', '<title>训补 API</title>')
    .replaceAll('./', '/api/docs/')
    .replace('"index.css"', '"/api/docs/index.css"');
  const start = `window.onload = () => { window.ui = SwaggerUIBundle({ url: '/api/openapi.json', dom_id: '#swagger-ui', deepLinking: true, validatorUrl: null, presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset], layout: 'StandaloneLayout' }); };`;
  front.get('/api/docs', (_, reply) => reply.type('text/html; charset=utf-8').send(page));
  front.get('/api/docs/swagger-initializer.js', (_, reply) => reply.type('text/javascript; charset=utf-8').send(start));
  await front.register(fastifyStatic, {
    root: folder,
    prefix: '/api/docs/',
    index: false,
    allowedPath: (path) => /^\/(swagger-ui[\w.-]*\.(css|js)|index\.css|favicon[\w.-]*\.png)$/.test(path),
  });
}
