// The edge says no in the same form as the services behind it.
import { Rejected, headersOf, languageOf, problemOf, statusOf } from '@libs/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';

const byStatus: Readonly<Record<number, string>> = {
  400: 'BAD_REQUEST',
  404: 'ROUTE_NOT_FOUND',
  408: 'REQUEST_TIMEOUT',
  413: 'BODY_TOO_LARGE',
  414: 'URL_TOO_LONG',
  415: 'MEDIA_TYPE_UNSUPPORTED',
};

export function answerProblem(request: FastifyRequest, reply: FastifyReply, rejected: Rejected): void {
  const language = languageOf(request.headers['accept-language']);
  void reply
    .code(statusOf(rejected.code))
    .headers(headersOf(rejected, language))
    .send(JSON.stringify(problemOf(rejected, language, request.id)));
}

/** What Fastify itself says no with. */
export function answerError(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const status = (error as { statusCode?: unknown }).statusCode;
  const code = error instanceof Rejected ? undefined : byStatus[typeof status === 'number' ? status : 500];
  answerProblem(request, reply, error instanceof Rejected ? error : new Rejected(code ?? 'UNEXPECTED', code ? {} : { id: request.id }));
}
