import { afterAll, afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { MembershipProof, type Probed, ProcessControl, SandboxClock, SandboxMembership } from '@libs/jobs';
import { eventually } from '@libs/testing';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join as pathOf } from 'node:path';
import { type RunningSandbox, startSandbox } from './start-sandbox';

const keys = mkdtempSync(pathOf(tmpdir(), 'sandbox-keys-'));
writeFileSync(pathOf(keys, 'input-hash.key'), randomBytes(32));
const proof = MembershipProof.of(keys);
afterAll(() => rmSync(keys, { recursive: true }));

/** A reading at the sandbox's first moment, with something changed. */
const reading = (change: object): string =>
  JSON.stringify({
    ...{ now: '2026-03-02T01:00:00.000Z', due: 0, running: 0, behind: 0, parked: 0, positions: {}, busy: [], parkedNames: [] },
    ...change,
  });

/** A process of a service as the sandbox sees one: control over HTTP, and a place among the processes. */
class OutsideProcess {
  readonly clock = new SandboxClock('1970-01-01T00:00:00Z');
  readonly fired: string[] = [];
  probed: Probed = { name: 'due rows' };
  /** Said instead of a reading. */
  rubbish: string | undefined;
  #server: Server | undefined;
  #membership: SandboxMembership | undefined;

  async start(sandboxUrl: string, id: string, standsAt = '1970-01-01T00:00:00Z'): Promise<this> {
    this.clock.set(standsAt);
    const control = new ProcessControl(this.clock, { fire: () => this.fired.push(this.clock.now()) }, [async () => this.probed]);
    const server = createServer(async (request, response) => {
      const body = await new Response(request as unknown as ReadableStream).text();
      if (request.url === '/internal/x/clock') await control.setClock((JSON.parse(body) as { now: string }).now);
      if (request.url === '/internal/x/fire') await control.fire();
      response.end(request.url === '/internal/x/reading' ? (this.rubbish ?? JSON.stringify(await control.reading())) : '{}');
    }).listen(0, '127.0.0.1');
    this.#server = server;
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/internal/x`;
    this.#membership = new SandboxMembership({
      sandboxUrl: `${sandboxUrl}/api/sandbox`,
      id,
      url,
      proof,
      clock: this.clock,
      heartbeatMs: 20,
    });
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
  const environment = {
    SANDBOX: '1',
    SANDBOX_STARTS_AT: '2026-03-02',
    SANDBOX_DEADLINE_MS: '300',
    SANDBOX_LEASE_MS: '5000',
    KEYS_DIR: keys,
  };

  beforeEach(async () => {
    sandbox = await startSandbox(environment, { listen: true });
  });
  afterEach(async () => {
    await Promise.all(processes.splice(0).map((process) => process.stop()));
    await sandbox.close();
  });

  const join = async (id: string, standsAt?: string) => {
    const process = await new OutsideProcess().start(sandbox.url ?? '', id, standsAt);
    processes.push(process);
    return process;
  };
  const ask = async (method: string, path: string, body?: unknown, authorization?: string) => {
    const headers = {
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(authorization !== undefined && { authorization }),
    };
    const json = body === undefined ? {} : { body: JSON.stringify(body) };
    const answer = await fetch(`${sandbox.url}/api/sandbox/${path}`, { method, headers, ...json });
    const text = await answer.text();
    return {
      status: answer.status,
      type: answer.headers.get('content-type'),
      body: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>,
    };
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

  it.each([undefined, '', 'Bearer ', `Bearer ${'A'.repeat(43)}`])(
    'takes in no process that does not show that it is of the installation (%p), and lets it send nobody away',
    async (authorization) => {
      await join('a');
      let called = 0;
      const stranger = createServer((_, response) => void ((called += 1), response.end('{}'))).listen(0, '127.0.0.1');
      await once(stranger, 'listening');
      const url = `http://127.0.0.1:${(stranger.address() as AddressInfo).port}`;
      await expect(ask('POST', 'processes', { id: 'b', url, now: '2999-01-01' }, authorization)).resolves.toMatchObject({
        status: 403,
        type: expect.stringContaining('application/problem+json'),
        body: { code: 'PROCESS_NOT_OURS' },
      });
      await expect(ask('DELETE', 'processes/a', undefined, authorization)).resolves.toMatchObject({
        status: 403,
        body: { code: 'PROCESS_NOT_OURS' },
      });
      await expect(ask('GET', 'clock')).resolves.toMatchObject({ body: { now: '2026-03-02T01:00:00.000Z', atRest: true } });
      await expect(ask('GET', 'processes')).resolves.toMatchObject({ body: { processes: ['a'] } });
      stranger.close();
      expect(called).toBe(0);
    },
  );

  it.each([
    'file:///etc',
    'https://127.0.0.1:1/internal/x',
    'http://8.8.8.8/internal/x',
    'http://169.254.169.254/latest',
    'http://[2001:4860:4860::8888]/internal/x',
    'http://[::ffff:8.8.8.8]/internal/x',
    'http://user:word@127.0.0.1/internal/x',
    'http://127.0.0.1/internal/x?to=',
    'http://nowhere.invalid/internal/x',
    'nonsense',
    7,
    undefined,
  ])('takes in no process at %p, also with proof', async (url) => {
    await expect(ask('POST', 'processes', { id: 'c', url }, proof.authorization)).resolves.toMatchObject({
      status: 400,
      body: { code: 'PROCESS_INVALID' },
    });
    await expect(ask('GET', 'processes')).resolves.toMatchObject({ body: { processes: [] } });
  });

  it.each([
    'http://127.0.0.1:9/x',
    'http://10.1.2.3/x',
    'http://172.20.0.5:8080/x',
    'http://192.168.1.9/x',
    'http://[::1]:9/x',
    'http://localhost:9/x',
  ])('takes in a process near by, at %p', async (url) => {
    await expect(ask('POST', 'processes', { id: 'c', url }, proof.authorization)).resolves.toMatchObject({ status: 200 });
  });

  it.each([
    'null',
    '7',
    'no JSON',
    '[]',
    '{}',
    reading({ due: '1' }),
    reading({ running: -1 }),
    reading({ behind: 0.5 }),
    reading({ now: 'soon' }),
    reading({ nextDueAt: 'tomorrow' }),
    reading({ nextDueAt: '2026-03-03T09:00:00+08:00' }),
    reading({ positions: { head: 'x' } }),
    reading({ positions: [] }),
    reading({ busy: 'all' }),
    reading({ parkedNames: [{}] }),
  ])('names a process that answers rubbish as not at rest: %s', async (rubbish) => {
    const a = await join('a');
    a.rubbish = rubbish;
    const named = expect.stringMatching(/^a does not answer: .*reading/);
    await expect(ask('GET', 'clock')).resolves.toMatchObject({ status: 200, body: { atRest: false, busy: [named] } });
    await expect(ask('POST', 'clock', { to: '2026-03-03' })).resolves.toMatchObject({
      status: 503,
      body: { code: 'NOT_AT_REST', detail: expect.stringContaining('a does not answer') },
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

  it('that was started anew together with its processes goes on where the last of them has recorded something', async () => {
    const a = await join('a', '2026-03-20T02:00:00.000Z');
    const b = await join('b', '2026-05-04T03:00:00.000Z');
    const c = await join('c', '2026-03-25T00:00:00.000Z');
    await eventually(() => [a, b, c].every(({ clock }) => clock.now() === '2026-05-04T03:00:00.000Z'));
    await expect(ask('POST', 'clock', { to: '2026-05-04' })).resolves.toMatchObject({ status: 409, body: { code: 'CLOCK_ONLY_FORWARD' } });
    await expect(ask('POST', 'clock', { to: '2026-05-05' })).resolves.toMatchObject({ status: 200 });
    await expect(
      ask('POST', 'processes', { id: 'd', url: 'http://127.0.0.1:9/x', now: '2999-01-01' }, proof.authorization),
    ).resolves.toMatchObject({ status: 200, body: { now: '2026-05-05T01:00:00.000Z' } });
  });
});

describe('a sandbox', () => {
  it('runs only where somebody said so', async () => {
    await expect(startSandbox({}, { listen: false })).rejects.toThrow('SANDBOX=1');
    await expect(startSandbox({ SANDBOX: '1', KEYS_DIR: keys, SANDBOX_STARTS_AT: 'soon' }, { listen: false })).rejects.toThrow(
      'SANDBOX_STARTS_AT',
    );
  });

  it('runs only where it can tell its own processes from others', async () => {
    await expect(startSandbox({ SANDBOX: '1' }, { listen: false })).rejects.toThrow('KEYS_DIR');
    const empty = mkdtempSync(pathOf(tmpdir(), 'sandbox-keys-'));
    await expect(startSandbox({ SANDBOX: '1', KEYS_DIR: empty }, { listen: false })).rejects.toThrow('no key of the installation');
    writeFileSync(pathOf(empty, 'input-hash.key'), 'short');
    await expect(startSandbox({ SANDBOX: '1', KEYS_DIR: empty }, { listen: false })).rejects.toThrow('less than 16 bytes');
    rmSync(empty, { recursive: true });
  });
});
