// The system as anybody outside reaches it: over HTTP, in somebody's name. A refusal keeps its word and values; a route that nobody has built says so.
import type { TokenClaims } from '@libs/platform';
import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { type Keyed, isKeyed, shown } from './fault';
import type { Step } from './parse-story';

/** A running system that is this story's alone. */
export type StorySystem = {
  readonly url: string;
  /** The services that it is made of. */
  readonly services: readonly string[];
  tokenOf(claims: TokenClaims): Promise<string>;
  /** What somebody has who signs in anew, for what the nonce names. */
  stepUpOf(shown: { readonly sub: string; readonly nonce: string }): Promise<string>;
  /** Told of each step before it is played, with its place from 1, and waited for. */
  readonly beforeStep?: (place: number, step: Step) => void | Promise<void>;
};

/** The system said no, with a word. */
export class StepRefused extends Error {
  override readonly name = 'StepRefused';
  constructor(
    readonly code: string,
    readonly values: Keyed,
    asked: string,
  ) {
    super(`${asked} is refused: ${code} ${shown(values)}`);
  }
}

export class NotBuilt extends Error {
  override readonly name = 'NotBuilt';
  constructor(what: string) {
    super(`${what} is not built yet`);
  }
}

export type Speaker = TokenClaims;
export type Sent = { readonly as: Speaker; readonly body?: object; readonly ifMatch?: number };

const tries = 6;
const firstPauseMs = 100;
const longestPauseMs = 2_000;
const answerWithinMs = 90_000;
const atOnce = 16;
const [unavailable, tooMany, refusedFrom, brokenFrom] = [503, 429, 400, 500];

const messageIn = (body: unknown): Keyed => (isKeyed(body) ? body : {});

export class Api {
  readonly #tokens = new Map<string, Promise<string>>();

  constructor(private readonly system: StorySystem) {}

  get services(): readonly string[] {
    return this.system.services;
  }

  get<Answer>(as: Speaker, path: string): Promise<Answer> {
    return this.#ask<Answer>('GET', path, { as });
  }

  post<Answer>(path: string, sent: Sent): Promise<Answer> {
    return this.#ask<Answer>('POST', path, sent);
  }

  /** All rows of a list, page by page, whether it comes as pages or as a bare list. */
  async all<Row>(as: Speaker, path: string): Promise<readonly Row[]> {
    const rows: Row[] = [];
    const joint = path.includes('?') ? '&' : '?';
    for (let cursor: string | undefined = ''; cursor !== undefined;) {
      const page: readonly Row[] | { readonly items: readonly Row[]; readonly next?: string } = await this.get(
        as,
        `${path}${joint}limit=200${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`,
      );
      if (!('items' in page)) return page;
      rows.push(...page.items);
      cursor = page.next;
    }
    return rows;
  }

  stepUp(as: Speaker, nonce: string): Promise<string> {
    return this.system.stepUpOf({ sub: as.sub, nonce });
  }

  /** The outside world, which is open to whoever reaches it. */
  sandbox<Answer>(method: 'GET' | 'POST' | 'PUT', path: string, body?: object): Promise<Answer> {
    return this.#ask<Answer>(method, `sandbox/${path}`, body === undefined ? {} : { body });
  }

  async #ask<Answer>(method: string, path: string, { as, body, ifMatch }: Partial<Sent>): Promise<Answer> {
    const what = `${method} /api/${path.split('?')[0] ?? ''}`;
    const headers: Record<string, string> = {
      ...(as && { authorization: `Bearer ${await this.#tokenOf(as)}` }),
      ...(method !== 'GET' && { 'content-type': 'application/json', 'idempotency-key': randomUUID() }),
      ...(ifMatch !== undefined && { 'if-match': `"${ifMatch}"` }),
    };
    const sent = method === 'GET' ? {} : { body: JSON.stringify(body ?? {}) };
    for (let attempt = 1; ; attempt += 1) {
      const signal = AbortSignal.timeout(answerWithinMs);
      const answer = await fetch(`${this.system.url}/api/${path}`, { method, headers, ...sent, signal }).catch(async (error: Error) => {
        // A connection that was kept may have been closed just now; the same key again does nothing twice.
        if (attempt >= tries) throw new Error(`${what}: ${error.message} ${shown(String(error.cause ?? ''))}`);
        await pause(firstPauseMs * attempt);
        return undefined;
      });
      if (!answer) continue;
      const text = await answer.text();
      const said: unknown = text === '' ? {} : JSON.parse(text);
      if (answer.ok) return said as Answer;
      const retried = (answer.status === unavailable || answer.status === tooMany) && attempt < tries;
      if (!retried) throw failure(what, answer.status, messageIn(said));
      await pause(Math.min(Number(answer.headers.get('retry-after') ?? 1) * 1_000, longestPauseMs));
    }
  }

  #tokenOf(speaker: Speaker): Promise<string> {
    const key = JSON.stringify(speaker);
    const token = this.#tokens.get(key) ?? this.system.tokenOf(speaker);
    this.#tokens.set(key, token);
    return token;
  }
}

function failure(what: string, status: number, said: Keyed): Error {
  const { code, values, detail } = said;
  if (code === 'ROUTE_NOT_FOUND' || (status === 404 && code === undefined)) return new NotBuilt(what);
  if (status >= refusedFrom && status < brokenFrom && typeof code === 'string')
    return new StepRefused(code, isKeyed(values) ? values : {}, `${what} (${shown(detail ?? '')})`);
  return new Error(`${what}: ${status} ${shown(said)}`);
}

/** Does the same for many, some at a time, and answers in their order. */
export async function each<From, To>(list: readonly From[], work: (one: From) => Promise<To>): Promise<To[]> {
  const done: To[] = [];
  const left = [...list.entries()];
  const worker = async (): Promise<void> => {
    for (let next = left.shift(); next; next = left.shift()) done[next[0]] = await work(next[1]);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, list.length) }, worker));
  return done;
}
