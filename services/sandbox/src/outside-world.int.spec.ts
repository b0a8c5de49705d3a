import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createInputHashKey, createTokenKeys } from '@libs/platform';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '@libs/kernel';
import { startSandbox, type RunningSandbox } from './start-sandbox';
import { paymentFile } from './testing/payment-file';

const keys = mkdtempSync(join(tmpdir(), 'outside-keys-'));
const heard: { readonly url: string | undefined; readonly token: string | undefined; readonly body: string }[] = [];
let refuse = false;
let system: Server;
let sandbox: RunningSandbox;

beforeAll(async () => {
  createTokenKeys(keys);
  createInputHashKey(keys);
  system = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      heard.push({ url: request.url, token: request.headers.authorization, body });
      response.writeHead(refuse ? 409 : 201, { 'content-type': 'application/json' });
      response.end(JSON.stringify(refuse ? { code: 'PAYMENT_ORDER_REPLACED', values: { orderId: 'x' } } : { outcome: 'RECORDED' }));
    });
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => system.once('listening', resolve));
  const BANK_ANSWERS_URL = `http://127.0.0.1:${(system.address() as AddressInfo).port}/`;
  const environment = { SANDBOX: '1', KEYS_DIR: keys, SANDBOX_STARTS_AT: '2025-03-03', BANK_ANSWERS_URL };
  sandbox = await startSandbox(environment, { listen: true });
});
afterAll(async () => {
  await sandbox?.close();
  system?.close();
  rmSync(keys, { recursive: true });
});

async function ask(method: string, path: string, body?: unknown, headers: Record<string, string> = {}) {
  const answer = await fetch(`${sandbox.url}/api/sandbox/${path}`, {
    method,
    headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: (await answer.json()) as unknown };
}

describe('the outside world over HTTP', () => {
  it('knows which name belongs to which number, unless it is silent', async () => {
    const zhang = { idNo: '120101199001010037', name: '张三' };
    await expect(ask('POST', 'identity/people', [zhang])).resolves.toEqual({ status: 200, body: { people: 1 } });
    await expect(ask('POST', 'identity/checks', zhang)).resolves.toMatchObject({ body: { outcome: 'MATCHED' } });
    await expect(ask('POST', 'identity/checks', { ...zhang, name: '李四' })).resolves.toMatchObject({ body: { outcome: 'MISMATCHED' } });
    await ask('POST', 'identity/silences', { silent: true });
    await expect(ask('POST', 'identity/checks', zhang)).resolves.toMatchObject({ status: 504, body: { code: 'REGISTRY_SILENT' } });
    await expect(ask('POST', 'identity/checks', { idNo: 7 })).resolves.toMatchObject({ status: 504 });
  });

  it('answers the registries by the clock of the rehearsal', async () => {
    const idNo = '120101199001010037';
    await ask('POST', 'registries/custody/entries', [{ idNo, from: '2025-03-04', to: '2025-03-20' }]);
    await expect(ask('POST', 'registries/custody/questions', { idNo })).resolves.toMatchObject({ body: { value: [] } });
    await ask('POST', 'clock', { to: '2025-03-04' });
    await expect(ask('POST', 'registries/custody/questions', { idNo })).resolves.toMatchObject({
      body: { value: [{ from: '2025-03-04', to: '2025-03-20' }] },
    });
    await ask('POST', 'registries/other_regions/entries', [{ idNo, answer: 'no_answer' }]);
    await expect(ask('POST', 'registries/other_regions/questions', { idNo })).resolves.toMatchObject({ status: 504 });
    await expect(ask('POST', 'registries/births/questions', {})).resolves.toMatchObject({
      status: 404,
      body: { code: 'REGISTRY_UNKNOWN' },
    });
  });

  it('shows a certificate that was reported to everybody', async () => {
    const certificate = { occupation: '6-31-01-03', level: '3', kind: 'SKILL_LEVEL', issuedOn: '2025-03-03', issuer: 'x', status: 'VALID' };
    await expect(ask('GET', 'certificates/S000012000000025300001')).resolves.toMatchObject({ status: 404 });
    await ask('PUT', 'certificates/S000012000000025300001', certificate);
    await expect(ask('GET', 'certificates/S000012000000025300001')).resolves.toEqual({
      status: 200,
      body: { ...certificate, number: 'S000012000000025300001' },
    });
  });

  it('pays, and tells the system in the name of the bank', async () => {
    const orderId = newId();
    const message = paymentFile('m1', [{ id: orderId.replaceAll('-', ''), amount: '1800.00', account: '6217' }]);
    await expect(ask('POST', 'bank/payments', { message }, { 'idempotency-key': 'm1' })).resolves.toEqual({
      status: 200,
      body: { messageId: 'm1', count: 1, sum: '1800.00', repeated: false },
    });
    await expect(ask('POST', 'bank/answers', { orders: [orderId], outcome: 'paid', repeat: 2 })).resolves.toEqual({
      status: 200,
      body: { delivered: 2, answers: [{ orderId, status: 'RECORDED', state: 'PAID' }] },
    });
    expect(heard.map(({ url }) => url)).toEqual(Array(2).fill('/api/subsidy-payment/bank-answers'));
    expect(JSON.parse(heard[0]!.body)).toEqual({ message: expect.stringContaining(orderId.replaceAll('-', '')) });
    expect(heard[0]!.token).toMatch(/^Bearer \S+$/);
    refuse = true;
    await expect(ask('POST', 'bank/answers', { orders: [orderId], outcome: 'returned' })).resolves.toMatchObject({
      body: { delivered: 0, refused: 'PAYMENT_ORDER_REPLACED', answers: [{ state: 'PAID', status: 'REFUSED' }] },
    });
    await expect(ask('GET', 'bank/book')).resolves.toMatchObject({
      body: { balances: { '6217': '1800.00', 'UI-120000-2025': '-1800.00', 'in-transit': '0.00' } },
    });
  });
});
