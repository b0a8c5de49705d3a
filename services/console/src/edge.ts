import type { FastifyInstance } from 'fastify';
import { forwarding } from './forward';
import { createFront } from './front';
import type { OpenApi } from './merged-openapi';
import { Replicas } from './replicas';
import type { SignInFront } from './sign-in';

const openApiMs = 5_000;

async function openApiFrom(replicas: Replicas): Promise<OpenApi> {
  let last: unknown;
  for (const { url } of replicas.inOrder()) {
    try {
      const answer = await fetch(`${url}/api/${replicas.service}/openapi.json`, { signal: AbortSignal.timeout(openApiMs) });
      if (answer.ok) return (await answer.json()) as OpenApi;
      last = new Error(`${replicas.service} answers ${answer.status} for its OpenAPI`);
    } catch (error) {
      last = error;
    }
  }
  throw last;
}

/** Pages, API description and health as everywhere; the services themselves are elsewhere, each in several processes. */
export async function createEdge(
  upstreams: ReadonlyMap<string, readonly string[]>,
  trustProxy: readonly string[] = [],
  signIn?: SignInFront,
): Promise<FastifyInstance> {
  const replicas = new Map([...upstreams].map(([service, urls]) => [service, new Replicas(service, urls)]));
  const front = await createFront({
    services: [...replicas.keys()].filter((service) => service !== 'sandbox'),
    openApiOf: (service) => openApiFrom(replicas.get(service) as Replicas),
    // Anybody may ask, as often as they like: the processes hear nothing of it.
    ready: async () => {
      await Promise.all([...replicas.values()].map((each) => each.probed));
      return Object.fromEntries([...replicas].map(([service, each]) => [service, each.anyHealthy()]));
    },
    trustProxy,
    ...(signIn && { signIn }),
  });
  await forwarding(front, replicas);
  front.addHook('onReady', async () => replicas.forEach((each) => each.watch()));
  front.addHook('onClose', async () => replicas.forEach((each) => each.stop()));
  return front;
}
