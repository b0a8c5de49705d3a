// What is written about a running process. Only fields of the list below ever leave; an object with anything else in it loses that.
import type { LoggerService } from '@nestjs/common';
import { type DestinationStream, type Logger as Pino, pino } from 'pino';
import { currentTraceparent } from './tracing';

const textFields = [
  'service', 'requestId', 'traceId', 'method', 'route', 'code', 'actor', 'command', 'subscription', 'consumer', 'topic', 'lane', 'message', 'kind', 'log', 'reason', 'address', 'version',
] as const; // prettier-ignore
const numberFields = ['status', 'ms', 'seq', 'count', 'attempt', 'lag', 'retryInMs', 'failures'] as const;

export type LogFields = { readonly [F in (typeof textFields)[number]]?: string | undefined } & {
  readonly [F in (typeof numberFields)[number]]?: number | undefined;
} & {
  readonly error?: unknown;
};

const longestText = 300;
const framesKept = 12;

// A message may quote what somebody sent: whatever stands in quotation marks, long numbers and Chinese text are left out.
export const withoutQuotes = (message: string): string =>
  message
    .slice(0, longestText)
    .replace(/(["'`“‘]).*?(["'`”’]|$)/gs, '…')
    .replace(/\d{6,}|[\p{Script=Han}]+/gu, '…');

function errorFields(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { name: typeof error };
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  const code = (error as { code?: unknown }).code;
  return {
    name: error.name,
    ...(typeof code === 'string' && { code: code.slice(0, 60) }),
    message: withoutQuotes(error.message),
    at: frames.slice(0, framesKept).map((frame) => frame.trim().replace(/^at /, '')),
  };
}

export function allowed(fields: LogFields): Record<string, unknown> {
  const given = fields as Readonly<Record<string, unknown>>;
  const texts = textFields.flatMap((name) => {
    const text = given[name];
    if (typeof text !== 'string') return [];
    // All others are names and numbers of our own; a reason is what somebody's error said.
    return [[name, name === 'reason' ? withoutQuotes(text) : text.slice(0, longestText)] as const];
  });
  const numbers = numberFields.flatMap((name) => (typeof given[name] === 'number' ? [[name, given[name]] as const] : []));
  return {
    ...Object.fromEntries([...texts, ...numbers]),
    ...('error' in given && given['error'] !== undefined && { error: errorFields(given['error']) }),
  };
}

export type Level = 'debug' | 'info' | 'warn' | 'error';

export class Log {
  readonly #pino: Pino;

  constructor(service: string, level: Level | 'silent', destination?: DestinationStream) {
    const options = {
      level,
      base: { service },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label: string) => ({ level: label }) },
    };
    this.#pino = destination ? pino(options, destination) : pino(options);
  }

  debug(what: string, fields: LogFields = {}): void {
    this.#write('debug', what, fields);
  }
  info(what: string, fields: LogFields = {}): void {
    this.#write('info', what, fields);
  }
  warn(what: string, fields: LogFields = {}): void {
    this.#write('warn', what, fields);
  }
  error(what: string, fields: LogFields = {}): void {
    this.#write('error', what, fields);
  }

  #write(level: Level, what: string, fields: LogFields): void {
    if (!this.#pino.isLevelEnabled(level)) return;
    const traceId = currentTraceparent()?.split('-')[1];
    this.#pino[level](allowed({ ...(traceId !== undefined && { traceId }), ...fields }), what);
  }
}

/** What Nest itself says. Its own messages name classes and routes; errors come as objects and are reduced like all others. */
export class NestLog implements LoggerService {
  constructor(private readonly own: Log) {}

  log(): void {
    // Nest tells of every module and route that it sets up, which nobody needs.
  }
  debug(): void {
    // The same.
  }
  verbose(): void {
    // The same.
  }
  warn(message: unknown): void {
    this.own.warn('nest', { reason: reasonOf(message) });
  }
  error(message: unknown): void {
    this.own.error('nest', message instanceof Error ? { error: message } : { reason: reasonOf(message) });
  }
  fatal(message: unknown): void {
    this.error(message);
  }
}

const reasonOf = (message: unknown): string =>
  withoutQuotes(message instanceof Error ? message.message : typeof message === 'string' ? message : typeof message);
