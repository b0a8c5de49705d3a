import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type Probed, ProcessControl, SandboxClock, SandboxMembership } from '@libs/jobs';
import { eventually } from '@libs/testing';
import { once } from 'node:events';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type RunningSandbox, startSandbox } from './start-sandbox';

/** A process of a service as the sandbox sees one: control over HTTP, and a place among the processes. */
class OutsideProcess {
  readonly clock = new SandboxClock('1970-01-01T00:00:00Z');
  readonly fired: string[] = [];
  probed: Probed = { name: 'due rows' };
  #server: Server | undefined;
  #membership: SandboxMembership | undefined;

  async start(sandboxUrl: string, id: string): Promise<this> {
    const control = new ProcessControl(this.clock, { fire: () => this.fired.push(this.clock.now()) }, [async () => this.probed]);
    const server = createServer(async (request, response) => {
      const body = await new Response(request as unknown as ReadableStream).text();
      if (request.url === '/internal/x/clock') await control.setClock((JSON.parse(body) as { now: string }).now);
      if (request.url === '/internal/x/fire') await control.fire();
      response.end(JSON.stringify(request.url === '/internal/x/reading' ? await control.reading() : {}));
    }).listen(0, '127.0.0.1');
    this.#server = server;
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/internal/x`;
    this.#membership = new SandboxMembership({ sandboxUrl: `${sandboxUrl}/api/sandbox`, id, url, clock: this.clock, heartbeatMs: 20 });
    await this.#membership.start();
    return this;
  }

  async stop(): Promise<void> {
    await this.#membership?.stop();
    this.#server?.close();
    this.#server?.closeAllConnections();
  }
}

describe('the sandbox over HTTP', () => {
  let sandbox: RunningSandbox;
  const processes: OutsideProcess[] = [];
  const environment = { SANDBOX: '1', SANDBOX_STARTS_AT: '2026-03-02', SANDBOX_DEADLINE_MS: '300', SANDBOX_LEASE_MS: '5000' };

  beforeEach(async () => {
    sandbox = await startSandbox(environment, { listen: true });
  });
  afterEach(async () => {
    await Promise.all(processes.splice(0).map((process) => process.stop()));
    await sandbox.close();
  });

  const join = async (id: string) => {
    const process = await new OutsideProcess().start(sandbox.url ?? '', id);
    processes.push(process);
    return process;
  };
  const ask = async (method: string, path: string, body?: unknown) => {
    const json = body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
    const answer = await fetch(`${sandbox.url}/api/sandbox/${path}`, { method, ...json });
    return { status: answer.status, type: answer.headers.get('content-type'), body: (await answer.json()) as Record<string, unknown> };
  };

  it('moves the clock of its processes, and tells the time', async () => {
    const [a, b] = [await join('a'), await join('b')];
    expect(a.clock.now()).toBe('2026-03-02T01:00:00.000Z');
    await expect(ask('POST', 'clock', { to: '2026-03-05T12:00:00+08:00' })).resolves.toMatchObject({
      status: 200,
      body: { now: '2026-03-05T04:00:00.000Z' },
    });
    expect([a.clock.now(), b.clock.now()]).toEqual(['2026-03-05T04:00:00.000Z', '2026-03-05T04:00:00.000Z']);
    expect(a.fired.at(-1)).toBe('2026-03-05T04:00:00.000Z');
    await expect(ask('GET', 'clock')).resolves.toMatchObject({
      status: 200,
      body: { now: '2026-03-05T04:00:00.000Z', atRest: true, busy: [], parked: [] },
    });
    await expect(ask('GET', 'processes')).resolves.toMatchObject({ body: { processes: ['a', 'b'] } });
  });

  it('refuses in words', async () => {
    const a = await join('a');
    await expect(ask('POST', 'clock', { to: '2026-03-01' })).resolves.toMatchObject({
      status: 409,
      type: expect.stringContaining('application/problem+json'),
      body: { code: 'CLOCK_ONLY_FORWARD' },
    });
    await expect(ask('POST', 'clock', { to: '2026-03-05T12:00:00' })).resolves.toMatchObject({
      status: 400,
      body: { code: 'CLOCK_MOMENT_INVALID' },
    });
    await expect(ask('POST', 'clock')).resolves.toMatchObject({ status: 400, body: { code: 'CLOCK_MOMENT_INVALID' } });
    await expect(ask('POST', 'processes', { id: 'c', url: 'file:///etc' })).resolves.toMatchObject({
      status: 400,
      body: { code: 'PROCESS_INVALID' },
    });
    await expect(ask('GET', 'nothing')).resolves.toMatchObject({ status: 404, body: { code: 'ROUTE_NOT_FOUND' } });
    a.probed = { name: 'messages', parked: ['enrolment/5/0 (no such class)'] };
    await expect(ask('POST', 'clock', { to: '2026-03-03' })).resolves.toMatchObject({
      status: 409,
      body: { code: 'WORK_IS_PARKED', detail: expect.stringContaining('enrolment/5/0 (no such class)') },
    });
    a.probed = { name: 'announcer', behind: 3 };
    await expect(ask('POST', 'clock', { to: '2026-03-03' })).resolves.toMatchObject({
      status: 503,
      body: { code: 'NOT_AT_REST', detail: expect.stringContaining('a: announcer: 3 behind') },
    });
  });

  it('lets a process leave', async () => {
    const a = await join('a');
    await a.stop();
    await expect(ask('GET', 'processes')).resolves.toMatchObject({ body: { processes: [] } });
  });

  it('that was started anew learns the time from the processes that are still there', async () => {
    const a = await join('a');
    await ask('POST', 'clock', { to: '2026-04-01' });
    const { port } = new URL(sandbox.url ?? '');
    await sandbox.close();
    sandbox = await startSandbox({ ...environment, PORT: port }, { listen: true });
    await eventually(async () => ((await ask('GET', 'processes')).body['processes'] as string[]).length === 1);
    await expect(ask('GET', 'clock')).resolves.toMatchObject({ body: { now: '2026-04-01T01:00:00.000Z' } });
    expect(a.clock.now()).toBe('2026-04-01T01:00:00.000Z');
  });
});

describe('a sandbox', () => {
  it('runs only where somebody said so', async () => {
    await expect(startSandbox({}, { listen: false })).rejects.toThrow('SANDBOX=1');
    await expect(startSandbox({ SANDBOX: '1', SANDBOX_STARTS_AT: 'soon' }, { listen: false })).rejects.toThrow('SANDBOX_STARTS_AT');
  });
});
