import { type ArgumentsHost, BadRequestException, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import { passes } from '@libs/jobs';
import { randomUUID } from 'node:crypto';
import type { FastifyReply } from 'fastify';
import type { ActorRequest } from './actor';
import { Log } from './log';
import { Rejected, headersOf, problemOf, rejectionOf } from './problem';
import { RouteTable } from './route-table';
import { languageOf, statusOf } from './texts';
import { fieldError } from './validation';

// What Fastify and Nest themselves say no with, by status and, where one status has several reasons, by code.
const byStatus: Readonly<Record<number, string>> = {
  400: 'BAD_REQUEST',
  401: 'NOT_SIGNED_IN',
  403: 'NOT_ALLOWED',
  404: 'NOT_FOUND',
  408: 'REQUEST_TIMEOUT',
  413: 'BODY_TOO_LARGE',
  414: 'URL_TOO_LONG',
  415: 'MEDIA_TYPE_UNSUPPORTED',
  503: 'BUSY',
};
const retrySeconds = 1;

const statusFrom = (error: unknown): number | undefined => {
  if (error instanceof HttpException) return error.getStatus();
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  return typeof status === 'number' ? status : undefined;
};

/** Of a part of the address that stands for a name. */
export const longestParameter = 200;

const isUnreadable = (error: unknown): boolean =>
  /^FST_ERR_(BAD_URL|MAX_PARAM_LENGTH)$/.test(String((error as { code?: unknown } | null)?.code));

const isTooLong = (error: unknown): boolean => (error as { code?: unknown } | null)?.code === 'FST_ERR_MAX_PARAM_LENGTH';

// Nest's own pipes for parameters say only what they expected, and Fastify says of one that is too long that the whole address is.
function parameterRejection(error: unknown): Rejected | undefined {
  if (isTooLong(error))
    return new Rejected('VALIDATION_FAILED', { count: 1 }, { errors: [fieldError('path', '', 'maxLength', [longestParameter])] });
  if (!(error instanceof BadRequestException)) return undefined;
  const expected = /^Validation failed \((\w+)/.exec(error.message)?.[1];
  if (expected === undefined) return undefined;
  const field = fieldError('path', '', expected === 'uuid' ? 'isUuid' : expected === 'numeric' ? 'isInt' : 'matches');
  return new Rejected('VALIDATION_FAILED', { count: 1 }, { errors: [field] });
}

/** Every error of every layer ends here, and so every answer that is not a success has one form. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(
    private readonly log: Log,
    private readonly routes: RouteTable,
  ) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.answer(error, http.getRequest<ActorRequest>(), http.getResponse<FastifyReply>());
  }

  answer(error: unknown, request: ActorRequest, reply: FastifyReply): void {
    if (reply.sent) return;
    const rejected = this.rejectionOf(error, request);
    const language = languageOf(request.headers['accept-language']);
    void reply
      .code(statusOf(rejected.code))
      .headers(headersOf(rejected, language))
      .send(JSON.stringify(problemOf(rejected, language, request.id)));
  }

  private rejectionOf(error: unknown, request: ActorRequest): Rejected {
    const known = rejectionOf(error);
    if (known) return known;
    const status = statusFrom(error);
    // Where no route is, nothing else that may be wrong matters; only an address that cannot be read is another matter.
    if (!request.routeOptions?.url && status !== undefined && !isUnreadable(error)) return this.routes.rejectionOf(request);
    const parameter = parameterRejection(error);
    if (parameter) return parameter;
    const code = status === undefined ? undefined : byStatus[status];
    if (code !== undefined) return new Rejected(code, {}, status === 503 ? { retryAfterSeconds: retrySeconds } : {});
    if (passes(error)) return this.busy(error, request);
    const id = randomUUID();
    this.log.error('unexpected error', {
      requestId: request.id,
      message: id,
      method: request.method,
      route: request.routeOptions?.url ?? '',
      error,
    });
    return new Rejected('UNEXPECTED', { id });
  }

  /** A question whose connection was lost, or for which there was none, is not wrong: the same one will be answered. */
  private busy(error: unknown, request: ActorRequest): Rejected {
    this.log.warn('the database did not answer', {
      requestId: request.id,
      method: request.method,
      route: request.routeOptions?.url ?? '',
      error,
    });
    return new Rejected('BUSY', {}, { retryAfterSeconds: retrySeconds });
  }
}
