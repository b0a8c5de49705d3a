import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect, it } from '@jest/globals';
import fastify from 'fastify';
import { dispatching } from './standalone';

it('tells services the address of whoever asks, whatever the request says of itself', async () => {
  const service = fastify({ trustProxy: ['loopback'] });
  service.all('/api/enrolment/who', async ({ ip, protocol, host }) => ({ ip, protocol, host }));
  await service.ready();
  const room = { routing: service.routing, close: () => service.close() };
  const server = dispatching(new Map([['enrolment', room]]), (_, response) => void response.writeHead(404).end()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const headers = {
    'x-forwarded-for': '203.0.113.1',
    'x-forwarded-proto': 'https',
    'x-forwarded-host': 'elsewhere',
    forwarded: 'for=203.0.113.1',
  };
  const answer = await fetch(`http://${address}/api/enrolment/who`, { headers });
  expect(await answer.json()).toEqual({ ip: '127.0.0.1', protocol: 'http', host: address });
  expect((await fetch(`http://${address}/api/other/who`, { headers })).status).toBe(404);
  server.closeAllConnections();
  server.close();
  await service.close();
});
