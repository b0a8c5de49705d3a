import type { FastifyInstance } from 'fastify';

export function addPages(front: FastifyInstance): void {
  front.get('/', (_, reply) => reply.redirect('/api/docs'));
}
