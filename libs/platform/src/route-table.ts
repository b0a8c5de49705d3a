import type { FastifyRequest } from 'fastify';
import { Rejected } from './problem';

/** Which methods each address knows: an address that exists answers 405 to the others, with those that it has. */
export class RouteTable {
  readonly #known: { readonly form: RegExp; readonly methods: Set<string>; readonly url: string }[] = [];

  add(url: string, methods: readonly string[]): void {
    const known = this.#known.find((route) => route.url === url);
    if (known) methods.forEach((method) => known.methods.add(method));
    else
      this.#known.push({
        url,
        form: new RegExp(`^${url.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/:\w+/g, '[^/]+')}/?$`),
        methods: new Set(methods),
      });
  }

  rejectionOf(request: FastifyRequest): Rejected {
    const path = request.url.split('?')[0] ?? '';
    const allowed = [...new Set(this.#known.filter(({ form }) => form.test(path)).flatMap(({ methods }) => [...methods]))].sort();
    if (allowed.length === 0 || allowed.includes(request.method)) return new Rejected('ROUTE_NOT_FOUND');
    return new Rejected('METHOD_NOT_ALLOWED', { method: request.method }, { headers: { allow: allowed.join(', ') } });
  }
}
