import { HttpException } from '@nestjs/common';
import { Rejected, headersOf, languageOf, problemOf, rejectionOf, statusOf, type Problem } from '@libs/platform';
import type { FastifyRequest } from 'fastify';

const byStatus: Readonly<Record<number, string>> = {
  400: 'BAD_REQUEST',
  404: 'ROUTE_NOT_FOUND',
  413: 'BODY_TOO_LARGE',
  415: 'MEDIA_TYPE_UNSUPPORTED',
};

const statusFrom = (error: unknown): number => {
  if (error instanceof HttpException) return error.getStatus();
  const status = (error as { statusCode?: unknown } | null)?.statusCode;
  return typeof status === 'number' ? status : 500;
};

/** What an error means to the one who asked, in the form that every service uses. */
export function answerOf(
  error: unknown,
  request: FastifyRequest,
): { readonly status: number; readonly headers: Record<string, string>; readonly problem: Problem } {
  const code = byStatus[statusFrom(error)];
  const rejected = rejectionOf(error) ?? (code ? new Rejected(code) : new Rejected('UNEXPECTED', { id: request.id }));
  const language = languageOf(request.headers['accept-language']);
  return { status: statusOf(rejected.code), headers: headersOf(rejected, language), problem: problemOf(rejected, language, request.id) };
}
