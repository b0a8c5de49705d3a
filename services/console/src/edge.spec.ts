import { afterEach, describe, expect, it } from '@jest/globals';
import type { FastifyInstance } from 'fastify';
import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type RequestListener, type Server } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { eventually } from '@libs/testing';
import { createEdge } from './edge';
import { mayPass } from './forward';
import { parseUpstreams } from './replicas';

type Seen = { readonly method: string; readonly url: string; readonly headers: IncomingHttpHeaders; readonly body: string };

const open: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

const closing = (server: Server) => () =>
  new Promise((resolve) => {
    server.close(resolve);
    server.closeAllConnections();
  });

async function listening(listener: RequestListener): Promise<{ readonly url: string; close(): Promise<unknown> }> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = closing(server);
  open.push(close);
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}

/** A stand-in for one process of a service; it is an outsider to the edge, reached over HTTP alone. */
async function replica(name: string, seen: Seen[] = []) {
  const { url, close } = await listening((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      if (request.url === '/ready') return void response.end();
      seen.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body });
      response.setHeader('content-type', 'application/json');
      response.setHeader('x-replica', name);
      response.end(JSON.stringify({ name, body }));
    });
  });
  return { url, close, seen };
}

async function edgeTo(...urls: readonly string[]): Promise<{ readonly edge: FastifyInstance; readonly url: string }> {
  const edge = await createEdge(new Map([['enrolment', urls]]));
  const url = await edge.listen({ host: '127.0.0.1', port: 0 });
  open.unshift(() => edge.close());
  return { edge, url };
}

/** What comes back for exactly this target: no client between here and the edge tidies it up. */
async function statusOfRaw(edge: string, target: string, headers: readonly string[] = []): Promise<number> {
  const { hostname, port } = new URL(edge);
  const socket = connect(Number(port), hostname);
  socket.write(`GET ${target} HTTP/1.1\r\n${['Host: edge', 'Connection: close', ...headers].join('\r\n')}\r\n\r\n`);
  const [answer] = (await once(socket, 'data')) as [Buffer];
  socket.destroy();
  return Number(answer.toString().split(' ')[1]);
}

/** A process that has let nobody in since it was last asked whether it is ready: it says so before it has done anything. */
const draining = (seen: string[]) =>
  listening((request, response) => {
    if (request.url === '/ready') return void response.end();
    seen.push(request.url ?? '');
    response.writeHead(503, { 'content-type': 'application/problem+json; charset=utf-8', connection: 'close', 'retry-after': '1' });
    response.end(JSON.stringify({ status: 503, code: 'NOT_READY' }));
  });

/** A process that takes the request and goes away without a word. */
const dying = () => listening((request) => request.socket.destroy());

const plan = { method: 'POST', headers: { 'content-type': 'application/json; charset=utf-8', 'idempotency-key': 'one' }, body: '{"名":1}' };

describe('the edge', () => {
  it('passes a request on as it came, and says who asked', async () => {
    const { url: target, seen } = await replica('a');
    const { url } = await edgeTo(target);
    const answer = await fetch(`${url}/api/enrolment/class-plans?x=%20y`, {
      ...plan,
      headers: { ...plan.headers, 'x-forwarded-for': '8.8.8.8', forwarded: 'for=8.8.8.8' },
    });
    expect(await answer.json()).toEqual({ name: 'a', body: '{"名":1}' });
    expect(seen[0]).toMatchObject({ method: 'POST', url: '/api/enrolment/class-plans?x=%20y' });
    expect(seen[0]?.headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'idempotency-key': 'one',
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-proto': 'http',
    });
    expect(seen[0]?.headers.forwarded).toBeUndefined();
  });

  it('takes turns among the processes of a service', async () => {
    const [one, other] = [await replica('a'), await replica('b')];
    const { url } = await edgeTo(one.url, other.url);
    const names = new Set<string | null>();
    for (let at = 0; at < 4; at++) names.add((await fetch(`${url}/api/enrolment/x`)).headers.get('x-replica'));
    expect([...names].sort()).toEqual(['a', 'b']);
  });

  it('asks another process when one went away, for reads and for changes with a key', async () => {
    const [gone, here] = [await dying(), await replica('b')];
    const { url } = await edgeTo(gone.url, here.url);
    for (let at = 0; at < 2; at++) {
      expect((await fetch(`${url}/api/enrolment/x`)).headers.get('x-replica')).toBe('b');
      expect(await (await fetch(`${url}/api/enrolment/x`, plan)).json()).toEqual({ name: 'b', body: '{"名":1}' });
    }
  });

  it('does not repeat a change without a key that may have been done', async () => {
    const gone = await dying();
    const { url } = await edgeTo(gone.url, gone.url);
    const answer = await fetch(`${url}/api/enrolment/x`, { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } });
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([503, 'ANSWER_LOST']);
  });

  it('sends a change without a key to another process when the first never got it', async () => {
    const [closed, here] = [await replica('a'), await replica('b')];
    await closed.close();
    const { url } = await edgeTo(closed.url, here.url);
    for (let at = 0; at < 2; at++) {
      const answer = await fetch(`${url}/api/enrolment/x`, { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } });
      expect(answer.headers.get('x-replica')).toBe('b');
    }
  });

  it('says in the form of all problems that nobody answers, and finds a process that has come back', async () => {
    const closed = await replica('a');
    await closed.close();
    const { url } = await edgeTo(closed.url);
    const answer = await fetch(`${url}/api/enrolment/x`, { ...plan, headers: { ...plan.headers, 'accept-language': 'en' } });
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect([answer.status, answer.headers.get('retry-after'), ((await answer.json()) as { code: string }).code]).toEqual([
      503,
      '1',
      'NO_REPLICA',
    ]);
  });

  it('answers a 503 of a service as it is, without asking again', async () => {
    let asked = 0;
    const busy = await listening((request, response) => {
      if (request.url !== '/ready') asked += 1;
      response.writeHead(request.url === '/ready' ? 200 : 503, { 'retry-after': '1' }).end('busy');
    });
    const { url } = await edgeTo(busy.url);
    const answer = await fetch(`${url}/api/enrolment/x`);
    expect([answer.status, await answer.text(), asked]).toEqual([503, 'busy', 1]);
  });

  it('streams a long body that has no announced length', async () => {
    const { url: target, seen } = await replica('a');
    const { url } = await edgeTo(target);
    const lines = new ReadableStream({
      start(controller) {
        for (let at = 0; at < 3; at++) controller.enqueue(new TextEncoder().encode('x'.repeat(600_000)));
        controller.close();
      },
    });
    const answer = await fetch(`${url}/api/enrolment/x`, {
      method: 'POST',
      body: lines,
      duplex: 'half',
      headers: { 'content-type': 'text/csv' },
    } as RequestInit);
    expect([answer.status, ((await answer.json()) as Seen).body.length, seen.length]).toEqual([200, 1_800_000, 1]);
  });

  it('goes on to another process when one lets nobody in, for whatever is asked', async () => {
    const [asked, here] = [[] as string[], await replica('b')];
    const leaving = await draining(asked);
    for (const headers of [plan.headers, { 'content-type': 'application/json' }]) {
      const { url } = await edgeTo(leaving.url, here.url);
      for (let at = 0; at < 2; at++) {
        const answer = await fetch(`${url}/api/enrolment/x`, { ...plan, headers });
        expect([answer.status, answer.headers.get('x-replica'), answer.headers.get('retry-after')]).toEqual([200, 'b', null]);
        expect(await answer.json()).toEqual({ name: 'b', body: plan.body });
      }
    }
    expect(asked.length).toBeGreaterThan(0);
  });

  it('says so when none lets anybody in', async () => {
    const { url } = await edgeTo((await draining([])).url);
    const answer = await fetch(`${url}/api/enrolment/x`);
    expect([answer.status, answer.headers.get('retry-after'), await answer.json()]).toEqual([503, '1', { status: 503, code: 'NOT_READY' }]);
  });

  it('keeps to itself what a header says of one connection only', async () => {
    const { url: target, seen } = await replica('a');
    const { edge, url } = await edgeTo(target);
    const ofOneHop = [
      'Keep-Alive: timeout=5',
      'TE: trailers',
      'Trailer: x',
      'Upgrade: h2c',
      'Proxy-Authorization: Basic x',
      'Proxy-Connection: keep-alive',
    ];
    const own = 'X-Own: 1';
    for (let at = 0; at < 3; at++)
      expect(await statusOfRaw(url, '/api/enrolment/x', [...ofOneHop, 'Connection: x-own', own, 'Accept-Language: en'])).toBe(200);
    expect(seen).toHaveLength(3);
    const got = Object.keys(seen[0]!.headers);
    expect(got).toContain('accept-language');
    for (const header of [...ofOneHop, own]) expect(got).not.toContain(header.split(':')[0]!.toLowerCase());
    expect((await edge.inject('/ready')).statusCode).toBe(200);
  });

  it('forwards nothing but /api/<service>/', async () => {
    const { url: target, seen } = await replica('a');
    const { url } = await edgeTo(target);
    const paths = [
      '/internal/enrolment/clock',
      '/metrics',
      '/api/other/x',
      '/api/enrolment/../../internal/x',
      '/api/enrolment/./x',
      '/api/enrolment/..',
      '/api/enrolment/%2e%2e/%2e%2e/metrics',
      '/api/enrolment/%2E./metrics',
      '/api/enrolment/..%2f..%2fmetrics',
      '/api/enrolment/..%5cmetrics',
      '/api/enrolment/..\\..\\metrics',
      '/api/enrolment/x#/../../metrics',
      '/api/enrolment/..;/metrics',
      '/api/enrolment/..;x=1/metrics',
      '//internal/api/enrolment/x',
      'http://elsewhere/api/enrolment/x',
      'http://elsewhere/metrics',
    ];
    for (const path of paths) expect([path, [400, 404].includes(await statusOfRaw(url, path))]).toEqual([path, true]);
    expect(seen).toEqual([]);
    expect(await statusOfRaw(url, '/api/enrolment/x')).toBe(200);
  });

  it('serves the API documents from its own files', async () => {
    const { edge } = await edgeTo((await replica('a')).url);
    expect((await edge.inject('/api/docs')).body).toContain('/api/docs/swagger-ui-bundle.js');
    expect((await edge.inject('/api/docs/swagger-ui-bundle.js')).statusCode).toBe(200);
    expect((await edge.inject('/api/docs/swagger-initializer.js')).body).toContain('/api/openapi.json');
    expect((await edge.inject('/api/docs/package.json')).statusCode).toBe(404);
  });

  it('is ready when every service has a process that is, and asks them no more often for being asked', async () => {
    let probes = 0;
    const here = await listening((_, response) => {
      probes += 1;
      response.end();
    });
    const { edge } = await edgeTo(here.url);
    for (let at = 0; at < 200; at++) expect((await edge.inject('/ready')).json()).toEqual({ ready: true, services: { enrolment: true } });
    expect(probes).toBeLessThan(100);
    await here.close();
    await eventually(async () => (await edge.inject('/ready')).statusCode === 503);
  });

  it('is not ready before it has asked', async () => {
    const closed = await replica('a');
    await closed.close();
    const { edge } = await edgeTo(closed.url);
    expect((await edge.inject('/ready')).statusCode).toBe(503);
  });
});

describe('addresses that may pass', () => {
  it.each([
    ['/api/enrolment/class-plans/1?x=/../', true],
    ['/api/enrolment/.well-known', true],
    ['/api/enrolment//x', true],
    ['/api/enrolment', false],
    ['/api/enrolment-x/y', false],
    ['/api/enrolment/./x', false],
    ['/api/enrolment/\\..\\x', false],
    ['/api/enrolment/a%2Fb', false],
    ['/api/enrolment/..;/x', false],
    ['/api/enrolment/x#/../y', false],
    ['http://edge/api/enrolment/x', false],
  ])('%s: %s', (url, expected) => expect(mayPass(url, 'enrolment')).toBe(expected));
});

describe('UPSTREAMS', () => {
  it('names replicas by service', () =>
    expect([...parseUpstreams('enrolment=http://a:1,http://b:2; attendance=http://c:3')]).toEqual([
      ['enrolment', ['http://a:1', 'http://b:2']],
      ['attendance', ['http://c:3']],
    ]));
  it('that cannot be read are refused with the part that is wrong', () =>
    expect(() => parseUpstreams('enrolment=http://a:1/path')).toThrow('enrolment=http://a:1/path'));
});
