import { Injectable } from '@nestjs/common';
import { Refused } from '@libs/kernel';
import { Configuration } from './configuration';
import { Parts } from './parts';
import { Rejected } from './problem';
import { serviceTokenSeconds, signServiceToken } from './token-signing';

const answerWithinMs = 5_000;
const renewedBeforeMs = 60_000;
const retryAfterSeconds = 1;

type Asked = { readonly idempotencyKey?: string; readonly withinMs?: number };
type Said = { readonly code?: string; readonly values?: Readonly<Record<string, string | number>> };

/** Another service of the installation, asked over HTTP in our own name. For questions and for the vault alone: what happened travels as facts. */
@Injectable()
export class Neighbours {
  #token: { readonly text: Promise<string>; readonly until: number } | undefined;

  constructor(
    private readonly configuration: Configuration,
    private readonly parts: Parts,
  ) {}

  /** POST `/api/<service>/<path>`. A neighbour that is silent or in trouble is unavailable (503); its own refusal is thrown on as it is. */
  async ask<Answer>(
    service: string,
    path: string,
    body: unknown,
    { idempotencyKey, withinMs = answerWithinMs }: Asked = {},
  ): Promise<Answer> {
    const base = this.configuration.NEIGHBOURS_URL;
    if (base === undefined) throw unavailable(service);
    let answer: Response;
    let said: unknown;
    try {
      answer = await fetch(`${base.replace(/\/$/, '')}/api/${service}/${path}`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          authorization: `Bearer ${await this.#ownToken()}`,
          ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
        },
        body: JSON.stringify(body),
        redirect: 'error',
        signal: AbortSignal.timeout(withinMs),
      });
      said = await answer.json();
    } catch {
      throw unavailable(service);
    }
    if (answer.ok) return said as Answer;
    const { code, values } = said as Said;
    if (answer.status >= 500 || answer.status === 429 || code === undefined) throw unavailable(service);
    throw new Refused(code, values ?? {});
  }

  #ownToken(): Promise<string> {
    const now = performance.now();
    if (this.#token === undefined || this.#token.until < now) {
      const text = signServiceToken(this.configuration.KEYS_DIR, this.parts.of.name);
      this.#token = { text, until: now + serviceTokenSeconds * 1_000 - renewedBeforeMs };
    }
    return this.#token.text;
  }
}

const unavailable = (service: string): Rejected => new Rejected('NEIGHBOUR_UNAVAILABLE', { service }, { retryAfterSeconds });
