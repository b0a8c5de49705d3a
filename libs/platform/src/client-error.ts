import type { Socket } from 'node:net';
import { randomUUID } from 'node:crypto';
import { Rejected, headersOf, problemOf } from './problem';
import { statusOf } from './texts';

const codes: Readonly<Record<string, string>> = { HPE_HEADER_OVERFLOW: 'HEADERS_TOO_LARGE', ERR_HTTP_REQUEST_TIMEOUT: 'REQUEST_TIMEOUT' };

/** What is no HTTP request at all gets the same form of answer, written by hand as there is nothing yet that could write it. */
export function clientErrorHandler(error: Error & { readonly code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) {
    socket.destroy();
    return;
  }
  const rejected = new Rejected(codes[error.code ?? ''] ?? 'BAD_REQUEST');
  const body = JSON.stringify(problemOf(rejected, 'zh', randomUUID()));
  const headers = { ...headersOf(rejected, 'zh'), 'content-length': String(Buffer.byteLength(body)), connection: 'close' };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  socket.end(`HTTP/1.1 ${statusOf(rejected.code)} Rejected\r\n${lines.join('\r\n')}\r\n\r\n${body}`);
}
